// What outlives the process. Durability, resuming and severity hang on what is written to lasting storage, what it
// holds, how it is written, and whether that happens while the agent runs.
import type { Codebase, FunctionNode, JudgeContext, ModelCall, Store } from '../../contracts.js';
import { keepsDiary } from './logs/writers.js';
import { frameworkCalls } from './model-calls.js';
import { type Access, accessesOf, lift } from './stores/access.js';
import { type Cargo, type Passage, Tracer } from './stores/carried.js';
import { entryTypes, historiesOf } from './stores/histories.js';
import { classify, type Hint, type Holds } from './stores/holds.js';
import { standsSomewhere } from './stores/rows.js';
import { whileRunning } from './stores/running.js';
import type { Survey } from './survey.js';

/** A path of names, and the bracket of a call that its last name makes. */
const PATHS = /[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::)[A-Za-z_$][\w$]*)*(\()?/g;

/** A declared type says more than all names around it. */
const DECLARED = 9;

export interface StoreParts {
  path: JudgeContext['path'];
  modelCalls: ModelCall[];
  /** Functions that run tools: what they write is what they were asked to write. */
  runs: FunctionNode[];
}

/** Reads and writes of lasting storage, by file and line; one per function, operation and kind of content. */
export function findStores(survey: Survey, { path, modelCalls, runs }: StoreParts): Store[] {
  const { code } = survey;
  const running = whileRunning(survey, path);
  const reader = new Reader(survey, historiesOf(survey, path, modelCalls), entryTypes(survey, path), new Set(runs));
  const own = code.functions.flatMap((fn) => accessesOf(survey, fn).flatMap((a) => reader.read(a)));
  const found = own.map(
    ({ access: a, holds, cargo }): Store => ({
      site: code.site(a.fn.file.path, a.line),
      fn: a.fn.id,
      holds,
      op: a.op,
      medium: a.medium,
      duringRun: running(a.fn, a.line),
      carries: [...columnsOf(code, a), ...(a.row ?? []), ...cargo.names],
    }),
  );
  return distinct([...beside(code, found), ...checkpointers(survey)]);
}

/** What a row holds by the names of its columns, said where the statement stands. */
function columnsOf(code: Codebase, { columns, fn, line, op }: Access): Store['carries'] {
  return op === 'read' ? [] : (columns ?? []).map((name) => ({ name, site: code.site(fn.file.path, line) }));
}

/** A read that says nothing itself reads what is written beside it, where that is of one kind. */
function beside(code: Codebase, stores: Store[]): Store[] {
  const known = stores.filter((s) => s.op !== 'read' && s.holds !== 'unknown');
  const owner = (s: Store): string => code.function(s.fn)?.fact.owner ?? '';
  return stores.map((store) => {
    if (store.op !== 'read' || store.holds !== 'unknown') return store;
    const near = known.filter((s) => s.site.file === store.site.file && owner(s) === owner(store));
    const [only, ...others] = new Set(near.map((s) => s.holds));
    return only === undefined || others.length > 0 ? store : { ...store, holds: only };
  });
}

interface Reading {
  access: Access;
  holds: Holds;
  cargo: Cargo;
}

class Reader {
  readonly #tracer: Tracer;
  /** Types with a member for the history. */
  readonly #holders: ReadonlySet<string>;
  /** Those of them that are data and do nothing. */
  readonly #records: ReadonlySet<string>;
  /** Members that hold the history: a name behind a dot means the same in every function. */
  readonly #parts: ReadonlySet<string>;

  constructor(
    survey: Survey,
    readonly histories: ReadonlyMap<FunctionNode, ReadonlySet<string>>,
    readonly entries: ReadonlySet<string>,
    readonly runs: ReadonlySet<FunctionNode>,
  ) {
    this.#tracer = new Tracer(survey.code);
    const lists = new Set([...histories.values()].flatMap((names) => [...names]));
    const holds = survey.code.types.filter(({ fact }) =>
      fact.members.some((m) => m.kind === 'field' && lists.has(m.name)),
    );
    this.#holders = new Set(holds.map((t) => t.fact.name));
    this.#records = new Set(holds.filter((t) => t.methods.length === 0).map((t) => t.fact.name));
    this.#parts = new Set(holds.flatMap(({ fact }) => fact.members.map((m) => m.name)).filter((n) => lists.has(n)));
  }

  /** What an access holds; one that only its callers can tell is read from there. */
  read(access: Access, depth = 2): Reading[] {
    const cargo = access.op === 'read' ? { passages: [], names: [] } : this.#tracer.trace(access.fn, access.data);
    const holds = classify(this.#hints(access, cargo));
    if (holds !== 'unknown' || depth === 0) return [{ access, holds, cargo }];
    const lifted = lift(access).flatMap((a) => this.read(a, depth - 1));
    const kinds = new Set(lifted.map((r) => r.holds).filter((h) => h !== 'unknown'));
    const [only] = kinds;
    if (kinds.size > 1) return lifted.filter((r) => r.holds !== 'unknown');
    return [{ access, holds: only ?? 'unknown', cargo: cargo.names.length > 0 ? cargo : (lifted[0]?.cargo ?? cargo) }];
  }

  #hints({ fn, op, data, place, row }: Access, cargo: Cargo): Hint[] {
    const outer = enclosing(fn);
    const { name, owner, returns, params } = outer.fact;
    const hints: Hint[] = [
      { text: data.join(' '), weight: 3 },
      { text: `${name} ${fn.fact.name}`, weight: 3 },
      { text: owner ?? '', weight: 2 },
      { text: place.join(' '), weight: 2.5 },
      { text: params.map((p) => `${p.name} ${p.type ?? ''}`).join(' '), weight: 0.5 },
      { text: base(fn.file.path), weight: 1 },
    ];
    if (op === 'read') hints.push({ text: returns ?? '', weight: 2 });
    const back = op === 'read' ? this.#heldBy(returns) : undefined;
    if (back !== undefined) hints.push({ text: 'messages', weight: back === 'data' ? DECLARED : 6 });
    if (row !== undefined && standsSomewhere(row)) hints.push({ text: 'state', weight: 4.5 });
    if (op === 'append' && keepsDiary(fn)) hints.push({ text: 'log', weight: 5 });
    const asked = this.runs.has(outer) || this.runs.has(fn);
    if (asked) hints.push({ text: 'output', weight: 3 });
    if (!asked && cargo.passages.some((p) => this.#isHistory(p) || this.#isEntry(p)))
      hints.push({ text: 'messages', weight: 4 });
    if (!asked && cargo.passages.some((p) => this.#isRecord(p))) hints.push({ text: 'messages', weight: DECLARED });
    if (!asked && cargo.names.some((n) => /^(messages|history|transcript|conversation|trajectory)$/.test(n.name)))
      hints.push({ text: 'messages', weight: 2.5 });
    return hints;
  }

  /** What comes back has a member that goes by the name of the loop's history. */
  #heldBy(returns: string | undefined): 'data' | 'object' | undefined {
    const words = returns?.match(/[A-Z]\w+/g) ?? [];
    if (words.some((word) => this.#records.has(word))) return 'data';
    return words.some((word) => this.#holders.has(word)) ? 'object' : undefined;
  }

  /** The value is declared as an entry of the history, or as a record that carries one. */
  #isEntry({ text }: Passage): boolean {
    const type = /^\w+ (\S.*)$/.exec(text)?.[1] ?? '';
    return (type.match(/[A-Za-z_]\w*/g) ?? []).some((word) => this.entries.has(word));
  }

  /** The value is declared as plain data with a member for the history: the session itself, whatever it is called. */
  #isRecord({ text }: Passage): boolean {
    const type = /^\w+ (\S.*)$/.exec(text)?.[1] ?? '';
    return (type.match(/[A-Z]\w*/g) ?? []).some((word) => this.#records.has(word));
  }

  #isHistory({ fn, text }: Passage): boolean {
    const names = this.histories.get(fn) ?? new Set();
    const paths = [...text.matchAll(PATHS)];
    if (paths.some(([path, method]) => leadsTo(names, path, method))) return true;
    return paths.some(([path, method]) => method === undefined && this.#parts.has(/\.(\w+)$/.exec(path)?.[1] ?? ''));
  }
}

/** The list itself or the messages of what holds it; `session.usage` is another part of what `session.append` fills. */
function leadsTo(names: ReadonlySet<string>, path: string, method: string | undefined): boolean {
  const segments = path.replace(/\($/, '').split(/\?\.|\.|::/);
  const whole = method === undefined ? segments : segments.slice(0, -1);
  const last = whole.at(-1) ?? '';
  return names.has(last) || (whole.some((s) => names.has(s)) && /^(messages|history|entries|transcript)$/i.test(last));
}

function enclosing(fn: FunctionNode): FunctionNode {
  let outer = fn;
  while (outer.fact.kind === 'closure' && outer.parent !== undefined && outer.parent.fact.kind !== 'module')
    outer = outer.parent;
  return outer;
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

/** A framework's own sessions and checkpoints, where they outlive the process. */
function checkpointers(survey: Survey): Store[] {
  return frameworkCalls(survey, (f) => f.stores).flatMap(({ call, framework, pattern }) => {
    if (framework.stores?.find((s) => s === pattern)?.durable !== true) return [];
    const site = survey.code.site(call.fn.file.path, call.fact.line);
    return [
      { site, fn: call.fn.id, holds: 'session', op: 'insert', medium: 'checkpointer', duringRun: true, carries: [] },
    ];
  });
}

function distinct(stores: Store[]): Store[] {
  const first = new Map<string, Store>();
  for (const s of stores) {
    const key = `${s.fn} ${s.op} ${s.holds}`;
    if (!first.has(key)) first.set(key, s);
  }
  return [...first.values()].sort((a, b) =>
    a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line,
  );
}
