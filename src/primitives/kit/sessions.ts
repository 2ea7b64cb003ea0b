// What the judges of session persistence share: which stores hold the session, when it is written, and who reads it back.
import type { CallNode, FunctionNode, JudgeContext, LoopFact, Store } from '../../contracts.js';
import { literally, mentions, type Vocabulary } from '../../words.js';
import { distance, onScreen } from './nearness.js';

/** A store with the function it stands in. */
export interface Stored {
  store: Store;
  fn: FunctionNode;
}

/** What holds a conversation when a session comes back to life. */
const HISTORY: Vocabulary = [
  'message',
  'histor',
  'session',
  'conversation',
  'convo',
  'transcript',
  'trajector',
  'thread',
  'chat',
  'memory',
  'context',
  'entries',
  'agent',
];
const SESSION: Vocabulary = [
  'session',
  'message',
  'histor',
  'conversation',
  'convo',
  'transcript',
  'trajector',
  'chat',
  'thread',
];
const RESUME: Vocabulary = ['resum', 'restor', 'continu', 'rehydrat', 'replay', 'fork', 'reopen', 'rebuild', 'recover'];
/** Commands that look at stored sessions without going on with one. */
const VIEW: Vocabulary = [
  'list',
  'inspect',
  'view',
  'show',
  'export',
  'search',
  'browse',
  'stat',
  'delete',
  'print',
  'render',
  'diff',
  'summar',
];
/** Copies for other readers: they hold a session, and nothing goes on from them. */
const COPIES: Vocabulary = ['export', 'share', 'download', 'html', 'markdown', 'clipboard', 'publish', 'dump'];
/** Lines typed at a prompt, kept for the arrow-up key. */
const TYPED = /(input|prompt|command|shell|readline|repl|search|query)_?s?_?histor/i;
/** A session that begins as a copy of another, or is brought to a new format. */
const SECOND: Vocabulary = ['fork', 'copy', 'clone', 'migrat', 'import', 'branch', 'rewrite', 'convert', 'init'];
const UP = 5;

/** Writes of the session: those that say so before those whose data only carries messages, those during a run first. */
export function sessionWrites(context: JudgeContext): Stored[] {
  const all = stored(context, (s) => s.holds === 'session' && s.op !== 'read').filter((w) => !isAside(w));
  const spoken = all.filter((w) => w.store.medium === 'checkpointer' || spokenFor(w) > 0);
  const writes = spoken.some((w) => belongsToRun(context, w)) ? spoken : all;
  const weight = (w: Stored): number => (w.store.duringRun ? 8 : 0) + (grows(w) ? 4 : 0) + spokenFor(w);
  return writes.sort((a, b) => weight(b) - weight(a) || distance(context, a.fn) - distance(context, b.fn));
}

/** The store of the run itself: what is appended or put in entry by entry, and no copy of another session. */
function grows({ store, fn }: Stored): boolean {
  return (store.op === 'append' || store.op === 'insert') && !mentions(fn.fact.name, SECOND);
}

/** An export for other readers, or what somebody typed: neither is the session that a run goes on from. */
function isAside({ fn }: Stored): boolean {
  const file = fn.file.path.slice(fn.file.path.lastIndexOf('/') + 1);
  const places = [fn.fact.name, fn.fact.owner ?? '', file];
  return mentions(fn.fact.name, COPIES) || mentions(file, COPIES) || places.some((p) => TYPED.test(p));
}

/** How many of the places around a store speak of a session. */
function spokenFor({ store, fn }: Stored): number {
  const file = fn.file.path.slice(fn.file.path.lastIndexOf('/') + 1);
  return [fn.fact.name, fn.fact.owner ?? '', file, store.site.text].filter((text) => mentions(text, SESSION)).length;
}

/** One write for each place that keeps the session, the first of each: its neighbours show nothing more. */
export function keepers(writes: readonly Stored[]): Stored[] {
  const place = ({ fn }: Stored): string => `${fn.file.path} ${fn.fact.owner ?? ''}`;
  const first = writes.filter((w) => !mentions(w.fn.fact.name, SECOND));
  const own = first.length > 0 ? first : writes;
  return own.filter((w, i) => own.findIndex((other) => place(other) === place(w)) === i);
}

/** Reads of the session. */
export function sessionReads(context: JudgeContext): Stored[] {
  const all = stored(context, (s) => s.holds === 'session' && s.op === 'read').filter((r) => !isAside(r));
  const written = new Set(sessionWrites(context).map((w) => w.fn.file.path));
  const spoken = all.filter((r) => r.store.medium === 'checkpointer' || spokenFor(r) > 0);
  const beside = (r: Stored): number => Number(written.has(r.fn.file.path));
  return (spoken.length > 0 ? spoken : all).sort((a, b) => beside(b) - beside(a));
}

/** Stores of the map that pass the test, with their functions. */
export function stored({ code, map }: JudgeContext, test: (store: Store) => boolean): Stored[] {
  return map.stores.filter(test).flatMap((store) => {
    const fn = code.function(store.fn);
    return fn === undefined ? [] : [{ store, fn }];
  });
}

/** Does the store belong to the harness: written while it runs, or by what starts and ends a run? */
export function belongsToRun({ code, path }: JudgeContext, { store, fn }: Stored): boolean {
  if (store.duringRun || path.from.has(fn) || path.to.has(fn)) return true;
  return [...code.reachedBy([fn], UP).keys()].some((caller) => path.to.has(caller));
}

/** Is it written turn by turn, and not only where the run begins or ends? */
export function writtenEachTurn(context: JudgeContext, { store, fn }: Stored): boolean {
  if (!store.duringRun) return false;
  const { code, map, path } = context;
  const leading = code.reachedBy([fn], 12);
  const ways = map.loops.flatMap((loop) => {
    const node = code.function(loop.fn);
    if (node === undefined) return [];
    const statement = node.loops.find((l) => l.line === loop.site.line);
    return waysIn(node, fn, store.site.line, leading).map((line) => ({ node, statement, line }));
  });
  if (ways.length === 0) return !path.loops.includes(fn);
  return ways.some(({ node, statement, line }) => inTurn(node, statement, line));
}

/** Lines of a loop's function from which the write is reached. */
function waysIn(
  loop: FunctionNode,
  fn: FunctionNode,
  line: number,
  leading: ReadonlyMap<FunctionNode, unknown>,
): number[] {
  if (loop === fn) return [line];
  const closures = loop.children.filter((c) => c.fact.kind === 'closure' && leading.has(c)).map((c) => c.fact.line);
  return [...loop.calls.filter((c) => c.targets.some((t) => leading.has(t))).map((c) => c.fact.line), ...closures];
}

function inTurn(fn: FunctionNode, loop: LoopFact | undefined, line: number): boolean {
  if (loop === undefined) return true;
  if (line < loop.line || line > loop.endLine) return false;
  return !fn.branches.some(
    (b) =>
      b.bodyLine <= line &&
      line <= b.endLine &&
      b.line >= loop.line &&
      (b.exit === 'return' || b.exit === 'throw' || (b.exit === 'break' && b.kind !== 'case' && b.kind !== 'default')),
  );
}

/** A way from the store back into a running session. */
export interface Resume {
  read: Stored;
  /** Function that hands what was read to the session, and the line where it does. */
  fn: FunctionNode;
  line: number;
  /** How much was seen: 3 given to what runs the loop, 2 becomes a part of it, 1 told by the function's name. */
  sureness: number;
}

const found = new WeakMap<JudgeContext, Resume[]>();

/** Functions that read the session and go on with it, the surest and shortest way first; one for each read. */
export function resumes(context: JudgeContext): Resume[] {
  const known = found.get(context);
  if (known !== undefined) return known;
  const written = new Set(sessionWrites(context).map((w) => w.fn.file.path));
  const all = sessionReads(context).flatMap((read) => {
    const ways = [...context.code.reachedBy([read.fn], UP)].filter(
      ([fn]) => fn.inScope && !mentions(fn.fact.name, VIEW),
    );
    const seen = ways.flatMap(([fn, way]) => {
      const on = goesOn(context, fn, way[way.length - 2], read);
      return on === undefined
        ? []
        : [{ read, fn, ...on, steps: way.length + (onScreen(fn) ? 2 : 0) - (written.has(read.fn.file.path) ? 4 : 0) }];
    });
    return seen.sort((a, b) => score(b) - score(a)).slice(0, 1);
  });
  const ranked = all.sort((a, b) => score(b) - score(a));
  found.set(context, ranked);
  return ranked;
}

function score(resume: Resume & { steps: number }): number {
  const named = mentions(`${resume.fn.fact.owner ?? ''} ${resume.fn.fact.name}`, [...RESUME, 'load', 'open']) ? 2 : 0;
  return resume.sureness * 3 + named + spokenFor(resume.read) - resume.steps;
}

/** Line on which a function makes a running session of what it read, if it does. */
function goesOn(
  context: JudgeContext,
  fn: FunctionNode,
  via: FunctionNode | undefined,
  read: Stored,
): { line: number; sureness: number } | undefined {
  const loads = via === undefined ? fn.calls.filter((c) => c.fact.line === read.store.site.line) : callsTo(fn, via);
  const bound = loads
    .flatMap((c) => [`${c.fact.name}(`, ...(c.fact.result ?? '').split(/,\s*/)])
    .filter((n) => n.length > 1 && !/^(err|error|ok|return|yield)$/.test(n));
  const renamed = fn.assignments.filter((a) => bound.includes(a.text) && /^\w+$/.test(a.target)).map((a) => a.target);
  const names = [...bound, ...renamed];
  const taken = sinks(context, fn, names, loads);
  if (taken !== undefined) return taken;
  const starts = context.path.to.has(fn) || context.path.from.has(fn);
  return mentions(fn.fact.name, RESUME) && starts
    ? { line: loads[0]?.fact.line ?? fn.fact.line, sureness: 1 }
    : undefined;
}

function callsTo(fn: FunctionNode, target: FunctionNode): CallNode[] {
  return fn.calls.filter((c) => c.targets.includes(target));
}

/** The loaded value becomes a part of what the loop is a method of, or of what it is given. */
function intoRunner(loops: FunctionNode[], fn: FunctionNode, holds: (text: string) => boolean): number | undefined {
  const given = loops.flatMap((l) => l.fact.params.flatMap((p) => p.type?.match(/[A-Z]\w+/g) ?? []));
  const runners = new Set([...loops.flatMap((l) => l.fact.owner ?? []), ...given]);
  const literal = fn.objects.find(
    (o) => runners.has(o.typeName?.split(/::|\./).at(-1) ?? '') && o.keys.some((k) => holds(k.text)),
  );
  const made = fn.calls.find((c) => runners.has(c.fact.name) && c.fact.isNew && c.fact.args.some((a) => holds(a.text)));
  return literal?.line ?? made?.fact.line;
}

/** Functions around a closure. */
function enclosing({ fact, parent }: FunctionNode): FunctionNode[] {
  return fact.kind !== 'closure' || parent === undefined || parent.fact.kind === 'module'
    ? []
    : [parent, ...enclosing(parent)];
}

/** The loaded value is given to what runs the loop, to a constructor, or becomes the history. */
function sinks(
  { code, path }: JudgeContext,
  fn: FunctionNode,
  names: string[],
  loads: CallNode[],
): { line: number; sureness: number } | undefined {
  const holds = (text: string): boolean =>
    names.some((n) => (n.endsWith('(') ? text.includes(n) : new RegExp(`(^|\\W)${literally(n)}(\\W|$)`).test(text)));
  const owners = new Set(path.loops.flatMap((l) => l.fact.owner ?? []));
  const makes = (t: FunctionNode): boolean =>
    [...code.reach([t], 2).keys()].some(
      ({ fact }) =>
        owners.has(fact.owner ?? '') && (fact.kind === 'constructor' || /^(new|New|__init__)/.test(fact.name)),
    );
  const given = fn.calls.find(
    (c) =>
      !loads.includes(c) &&
      c.fact.args.some((a) => holds(a.text)) &&
      (c.targets.some((t) => path.to.has(t) || path.loops.includes(t) || makes(t)) ||
        (fn.fact.owner !== undefined &&
          owners.has(fn.fact.owner) &&
          /^(cls|Self|self\.__class__)$/.test(c.fact.callee)) ||
        owners.has(c.fact.name)),
  );
  if (given !== undefined) return { line: given.fact.line, sureness: 3 };
  const part = intoRunner(path.loops, fn, holds);
  if (part !== undefined) return { line: part, sureness: 3 };
  const around = [fn, ...enclosing(fn)];
  const assigned = around
    .flatMap((f) => f.assignments)
    .find((a) => /[.[]|::/.test(a.target) && mentions(a.target, HISTORY) && holds(a.text));
  const bound = loads.find((c) => /\./.test(c.fact.result ?? '') && mentions(c.fact.result ?? '', HISTORY));
  const near = path.to.has(fn) || path.from.has(fn) || owners.has(fn.fact.owner ?? '');
  if (!near && !mentions(fn.fact.name, RESUME)) return undefined;
  const line = assigned?.line ?? bound?.fact.line;
  return line === undefined ? undefined : { line, sureness: 2 };
}
