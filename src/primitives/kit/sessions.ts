// What the judges of session persistence share: which stores hold the session, when it is written, and where it is read.
import type { CallNode, FunctionNode, JudgeContext, LoopFact, Store } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { distance, nameOf } from './nearness.js';

/** A store with the function it stands in. */
export interface Stored {
  store: Store;
  fn: FunctionNode;
}

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
/** Copies for other readers: they hold a session, and nothing goes on from them. */
const COPIES: Vocabulary = ['export', 'share', 'download', 'html', 'markdown', 'clipboard', 'publish', 'dump'];
/** Lines typed at a prompt, kept for the arrow-up key. */
const TYPED = /(input|prompt|command|shell|readline|repl|search|query)_?s?_?histor/i;
/** A session that begins as a copy of another, or is brought to a new format. */
const SECOND: Vocabulary = ['fork', 'copy', 'clone', 'migrat', 'import', 'branch', 'rewrite', 'convert', 'init'];
const UP = 5;
/** What adds to a session, and what rewrites it shorter. */
const ADDS: Vocabulary = ['record', 'append', 'push', 'save', 'store', 'add', 'write', 'note', 'persist', 'keep'];
const SHORTENS: Vocabulary = ['compact', 'compress', 'summar', 'squeez', 'prune', 'trunc'];
/** Holds in the first turn only. */
const FIRST = /\b(iteration|turn|step|round|i|n|attempt)s?\s*={2,3}\s*[01]\b/i;

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
export function spokenFor({ store, fn }: Stored): number {
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

/** Those that run within each turn first: they hold the conversation, and not only the row or header it begins with. */
export function eachTurnFirst(context: JudgeContext, writes: readonly Stored[]): Stored[] {
  const late = new Map(writes.map((w) => [w, Number(!writtenEachTurn(context, w))]));
  return [...writes].sort((a, b) => (late.get(a) ?? 0) - (late.get(b) ?? 0));
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
  const ways = waysTo(context, { store, fn });
  if (ways.length === 0) return !context.path.loops.includes(fn);
  return ways.some(({ node, statement, line }) => inTurn(node, statement, line));
}

/** The call within a turn through which the run keeps its session: the last one before the code of the store itself. */
export function keptBy(context: JudgeContext, write: Stored): { fn: FunctionNode; line: number } | undefined {
  const { code, path } = context;
  const { fn: last } = write;
  const main = ({ node }: Way): number => Number(node !== path.loops[0]);
  const ways = waysTo(context, write)
    .filter(({ node, statement, line }) => inTurn(node, statement, line))
    .sort((a, b) => main(a) - main(b));
  const found = ways.flatMap(({ node, line }) =>
    node.calls
      .filter((c) => c.fact.line === line && c.guessed !== true)
      .flatMap((c) => c.targets.flatMap((t) => (t === last ? [[node, t]] : wayFrom(context, node, t, last)))),
  );
  const calls = found.flatMap((way) => lastCall(context, way));
  const always = calls.filter(({ fn, fact }) => !code.guards(fn, fact.line).some((g) => FIRST.test(g.branch.test)));
  const adds = ({ fact, fn }: CallNode): number =>
    (mentions(fact.args.map((a) => a.text).join(' '), SESSION) ? 2 : 0) +
    (mentions(fact.name, ADDS) ? 1 : 0) -
    (mentions(nameOf(fn), SHORTENS) ? 4 : 0);
  const [best] = [...always].sort((a, b) => adds(b) - adds(a));
  return best === undefined ? undefined : { fn: best.fn, line: best.fact.line };
}

/** Calls by which a way enters the code of the store, those inside a loop of the caller first. */
function lastCall({ path }: JudgeContext, way: FunctionNode[]): CallNode[] {
  const last = way.at(-1) as FunctionNode;
  const folder = ({ file }: FunctionNode): string => file.path.slice(0, file.path.lastIndexOf('/'));
  const before = way.slice(0, -1);
  const caller =
    before.findLast((f) => folder(f) !== folder(last)) ??
    before.findLast((f) => f.file !== last.file || f.fact.owner !== last.fact.owner) ??
    before.at(-1);
  if (caller === undefined) return [];
  const next = way[way.indexOf(caller) + 1] as FunctionNode;
  // A call that only shares a method's name may lead anywhere.
  const sure = (c: CallNode): boolean => c.guessed !== true || c.targets.length === 1;
  const calls = caller.calls.filter((c) => c.targets.includes(next) && sure(c));
  const turned = calls.filter((c) => c.fact.loop !== undefined);
  return path.loops.includes(caller) && turned.length > 0 ? turned : calls;
}

function wayFrom({ code }: JudgeContext, node: FunctionNode, from: FunctionNode, to: FunctionNode): FunctionNode[][] {
  const way = code.reach([from], 12).get(to);
  return way === undefined ? [] : [[node, ...way]];
}

/** Lines of the agent's loops from which the write is reached. */
function waysTo({ code, map }: JudgeContext, { store, fn }: Stored): Way[] {
  const leading = code.reachedBy([fn], 12);
  return map.loops.flatMap((loop) => {
    const node = code.function(loop.fn);
    if (node === undefined) return [];
    const statement = node.loops.find((l) => l.line === loop.site.line);
    return waysIn(node, fn, store.site.line, leading).map((line) => ({ node, statement, line }));
  });
}

interface Way {
  node: FunctionNode;
  statement: LoopFact | undefined;
  line: number;
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
