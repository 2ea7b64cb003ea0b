// Where states of work are entered. A closed set that nothing enters is a wish, so judges ask for the places that set it.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { literally } from '../../words.js';
import { phaseOf, STATE_FIELD, type StateSet } from './states.js';

/** A place that sets a state. */
export interface Transition {
  fn: FunctionNode;
  line: number;
  variant: string;
}

/** An expression that may be a state: its kind, its text, and the field or the parameter types it is given to. */
interface Candidate {
  fn: FunctionNode;
  line: number;
  kind: string;
  text: string;
  field?: string;
  types: string[];
}

/** Candidates by a whole string, or by each word of another expression. Sets are many, so the code is walked once. */
type Index = ReadonlyMap<string, readonly (Candidate & { order: number })[]>;

const indexes = new WeakMap<JudgeContext, Index>();

/** Where states of a set are entered: assigned, given as a field, or given as an argument. */
export function transitions(context: JudgeContext, set: StateSet): Transition[] {
  const typed = new RegExp(`(^|[^\\w])${literally(set.name)}(\\.|::)(\\w+)`);
  const index = indexOf(context);
  const constants = constantsOf(set);
  // Where constants carry the values, code enters states by their names; the values are words like any other.
  const named = constants.length > 0 ? [] : set.variants.map((v) => [v, v] as const);
  const names = new Map([...named, ...constants]);
  const found = new Set([...names.keys(), ...set.variants].flatMap((name) => index.get(name) ?? []));
  return [...found]
    .sort((a, b) => a.order - b.order)
    .flatMap((c) => {
      const variant = variantOf(set, names, typed, c);
      return variant === undefined ? [] : [{ fn: c.fn, line: c.line, variant }];
    });
}

/** A bare string is a state only where states belong; a member of the type is one anywhere. */
function variantOf(
  set: StateSet,
  names: ReadonlyMap<string, string>,
  typed: RegExp,
  candidate: Candidate,
): string | undefined {
  const { kind, text } = candidate;
  if (kind === 'string') return belongs(set, candidate) && set.variants.includes(text) ? text : undefined;
  const member = typed.exec(text)?.[3];
  const name = member ?? (set.type?.file.language === 'go' ? /(?:^|\.)(\w+)$/.exec(text)?.[1] : undefined);
  return name === undefined ? undefined : names.get(name);
}

/** Go names a string constant apart from its value: `PlanStatusDone PlanStatus = "done"`. */
function constantsOf({ type, variants }: StateSet): [name: string, variant: string][] {
  const members = type?.fact.members ?? [];
  return members.flatMap(({ kind, name, value }): [string, string][] =>
    kind === 'variant' && value !== undefined && variants.includes(value) ? [[name, value]] : [],
  );
}

function belongs(set: StateSet, { field, types }: Candidate): boolean {
  return types.includes(set.name) || (field !== undefined && (STATE_FIELD.test(field) || field === set.name));
}

function indexOf(context: JudgeContext): Index {
  const known = indexes.get(context);
  if (known !== undefined) return known;
  const index = new Map<string, (Candidate & { order: number })[]>();
  let order = 0;
  for (const fn of context.code.functions)
    for (const candidate of [...assigned(fn), ...keyed(fn), ...given(fn), ...inStatements(fn)]) {
      const entry = { ...candidate, order: order++ };
      const words = entry.kind === 'string' ? [entry.text] : new Set(entry.text.split(/\W+/));
      for (const word of words) {
        const list = index.get(word);
        if (list === undefined) index.set(word, [entry]);
        else list.push(entry);
      }
    }
  indexes.set(context, index);
  return index;
}

function assigned(fn: FunctionNode): Candidate[] {
  return fn.assignments.map(({ line, kind, text, target }) => {
    const field = /(\w+)(\[\])?$/.exec(target)?.[1] ?? '';
    return { fn, line, kind, text, field, types: [] };
  });
}

function keyed(fn: FunctionNode): Candidate[] {
  return fn.objects.flatMap((o) =>
    o.keys.map(({ line, kind, text, name }) => ({ fn, line, kind, text, field: name, types: [] })),
  );
}

function given(fn: FunctionNode): Candidate[] {
  return fn.calls.flatMap(({ fact, targets }) =>
    fact.args.map(({ kind, text }, i) => {
      const params = targets.flatMap((t) => t.fact.params.slice(i, i + 2));
      const field = params.find((p) => STATE_FIELD.test(p.name))?.name;
      const types = params.flatMap((p) => p.type?.split(/\W+/) ?? []);
      return { fn, line: fact.line, kind, text, types, ...(field === undefined ? {} : { field }) };
    }),
  );
}

/** `update jobs set state = 'dead' where …`: a row enters the state; what stands behind `where` is only asked. */
function inStatements(fn: FunctionNode): Candidate[] {
  return fn.strings.flatMap(({ line, value }) => {
    if (!/^\s*(update|insert)\b/i.test(value)) return [];
    const set = value.split(/\bwhere\b/i)[0] ?? '';
    const updated = [...set.matchAll(/(\w+)\s*=\s*'(\w+)'/g)].map((m) => ({ field: m[1] ?? '', text: m[2] ?? '' }));
    const columns = /\(([^)]*)\)\s*values/i.exec(set)?.[1]?.split(',') ?? [];
    const field = columns.map((c) => c.trim()).find((c) => STATE_FIELD.test(c));
    const rest = set.split(/\bvalues\b/i)[1] ?? '';
    const made = field === undefined ? [] : [...rest.matchAll(/'(\w+)'/g)].map((m) => ({ field, text: m[1] ?? '' }));
    return [...updated, ...made].map((c) => ({ ...c, fn, line, kind: 'string', types: [] }));
  });
}

/** The model itself moves the work along: a tool's schema offers the members of the set. */
export function offered(context: JudgeContext, set: StateSet): Transition[] {
  const names = [...new Map(constantsOf(set)).keys(), ...set.variants];
  const lists = (text: string): boolean =>
    text.includes(`${set.name}{`) || names.filter((n) => new RegExp(`\\b${literally(n)}\\b`).test(text)).length >= 3;
  return context.code.functions.flatMap((fn) => {
    const keys = fn.objects.flatMap((o) => o.keys.filter((k) => k.name === 'enum' && lists(k.text)));
    const calls = fn.calls.filter(
      (c) => /\b(enum|nativeEnum)$/.test(c.fact.callee) && c.fact.args.some((a) => lists(a.text)),
    );
    const lines = [...keys.map((k) => k.line), ...calls.map((c) => c.fact.line)].slice(0, 1);
    return lines.flatMap((line) => set.variants.map((variant) => ({ fn, line, variant })));
  });
}

/** Literals given to fields called status or state, where no closed set is declared; by file. */
export function looseStates({ code }: JudgeContext): Map<string, Transition[]> {
  const byFile = new Map<string, Transition[]>();
  for (const fn of code.functions) {
    const found = [
      ...fn.assignments.filter((a) => a.kind === 'string' && STATE_FIELD.test(a.target.split('.').at(-1) ?? '')),
      ...fn.objects.flatMap((o) => o.keys.filter((k) => k.kind === 'string' && STATE_FIELD.test(k.name))),
      ...inStatements(fn).filter((c) => STATE_FIELD.test(c.field ?? '')),
    ];
    const list = byFile.get(fn.file.path) ?? [];
    byFile.set(fn.file.path, list);
    for (const f of found) if (phaseOf(f.text) !== undefined) list.push({ fn, line: f.line, variant: f.text });
  }
  return byFile;
}
