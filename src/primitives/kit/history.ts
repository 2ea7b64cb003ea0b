// The history by what is done with it, whatever it is called: a list that grows with the run and is given to the model;
// and the calls that give back less of it, for the list itself or for what is sent.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { madeOf } from './made-of.js';

const GROWS = /^(push|push_back|append|extend|extend_from_slice|concat|add|unshift)$/;
/** Takes a part of a list, or throws entries out of one. */
const REDUCES =
  /^(slice|splice|shift|popleft|pop_front|drain|truncate|split_off|split_at|take|skip|takeLast|filter|rposition)$/;
const PART = /[\w)\]]\[[^[\]{}]*(?::|\.\.)[^[\]{}]*\]/;
/** A list as it is, borrowed, spread, copied or appended to; what a function makes of something is not the thing. */
const HANDED =
  /^[&*(\s]*(mut\s+)?(\.\.\.|\*|\[\s*\.\.\.|\[\s*\*|append\(|list\(|\[.*\]\s*\+)?\s*(append\()?[\w.$[\]{}:?]+([,+\s.].*)?\)*(\.clone\(\)|\.to_vec\(\))?$/s;
/** `talk=(*state.talk, reply)`: the list again and something more, in a state that is made anew. */
const AGAIN = /^[\s([]*(?:\.\.\.|\*)(?:[\w$]+[.])*([\w$]+)\s*,/;
const DEPTH = 3;

/** Names of the history around the loops. */
export interface History {
  /** Lists that grow and reach the model, directly or through a function that gives a part of them. */
  lists: ReadonlySet<string>;
  /** Names of what is handed to the model. */
  sent: ReadonlySet<string>;
}

/** A call that gives back less of the history than it was given. */
export interface Reduction {
  call: CallNode;
  fn: FunctionNode;
  target: FunctionNode;
  /** Only what is sent is shorter; the list itself stays. */
  view: boolean;
}

const known = new WeakMap<JudgeContext, History>();

/** Lists that grow in the loop or in what stands beside it, and are sent. */
export function historyOf(context: JudgeContext): History {
  const old = known.get(context);
  if (old !== undefined) return old;
  const { code, map } = context;
  const around = nearLoops(context);
  const called = around.flatMap((fn) => fn.callees.filter((c) => c.inScope));
  const grown = new Set([...new Set([...around, ...called])].flatMap(grownIn));
  const sent = new Set<string>();
  const ways: FunctionNode[] = [];
  const models = new Set(map.modelCalls.map((m) => m.fn));
  for (const loop of map.loops) {
    const way = loop.path.flatMap((id) => code.function(id) ?? []);
    ways.push(...way);
    for (const [i, fn] of way.entries())
      for (const call of [fn, ...closures(fn)].flatMap((f) => f.calls)) {
        const next = way[i + 1];
        const leads =
          next === undefined ? models.has(call.fn.id) && call.targets.length === 0 : call.targets.includes(next);
        if (leads) for (const name of given(call)) sent.add(name);
      }
  }
  const through = around.flatMap((fn) =>
    fn.calls.filter((c) => names(c.fact.result ?? '').some((r) => sent.has(r))).flatMap((c) => given(c)),
  );
  const parts = new Set([...through, ...madeOf([...new Set([...ways, ...around])], sent)]);
  const lists = new Set([...grown].filter((name) => sent.has(name) || parts.has(name)));
  const history = { lists, sent };
  known.set(context, history);
  return history;
}

/** Calls on the loop's path that are given the history and whose answer takes its place, for good or for one request. */
export function reductions(context: JudgeContext): Reduction[] {
  const { lists, sent } = historyOf(context);
  if (lists.size === 0) return [];
  const asking = context.code.reachedBy(
    context.map.modelCalls.flatMap((m) => context.code.function(m.fn) ?? []),
    4,
  );
  const onWay = new Set(
    context.map.loops.flatMap((l) => l.path.slice(1)).flatMap((id) => context.code.function(id)?.fact.name ?? []),
  );
  const near = [...context.path.from].filter(([fn, way]) => fn.inScope && way.length <= DEPTH + 1).map(([fn]) => fn);
  return [...new Set([...near, ...nearLoops(context)])].flatMap((fn) =>
    fn.calls.flatMap((call): Reduction[] => {
      if (!given(call).some((name) => lists.has(name)) || iterated(fn, call)) return [];
      const results = names(call.fact.result ?? '').filter((r) => r !== 'err' && r !== '_');
      const replaces = results.some((r) => lists.has(r)) || putBack(fn, results, lists);
      const view = !replaces && results.some((r) => sent.has(r));
      if (!replaces && !view) return [];
      const target = call.targets.find(
        (t) =>
          t.inScope &&
          !onWay.has(t.fact.name) &&
          !context.path.loops.includes(t) &&
          (reduces(t) || (replaces && asking.has(t))),
      );
      return target === undefined ? [] : [{ call, fn, target, view }];
    }),
  );
}

/** What a loop goes through one by one takes nothing's place. */
function iterated(fn: FunctionNode, { fact }: CallNode): boolean {
  return fn.loops.some((l) => l.kind === 'for-each' && l.line === fact.line);
}

/** The answer is bound first and put into the list's place afterwards, also in an arm that matches it. */
function putBack(fn: FunctionNode, results: readonly string[], lists: ReadonlySet<string>): boolean {
  const matched = fn.branches.filter((b) => b.kind === 'case').flatMap((b) => b.idents);
  return fn.assignments.some((a) => {
    const target = names(a.target).at(-1) ?? '';
    return a.op === '=' && lists.has(target) && a.idents.some((i) => results.includes(i) || matched.includes(i));
  });
}

/** Takes a part of something it was given. */
export function reduces(fn: FunctionNode): boolean {
  return [fn, ...closures(fn)].some(
    (f) =>
      f.calls.some((c) => REDUCES.test(c.fact.name) && c.targets.length === 0) ||
      [...f.assignments, ...f.exits].some((x) => PART.test(x.text.replace(/\[:\]/g, ''))),
  );
}

/** The loops with their closures, and methods of the same type that they call. */
function nearLoops({ path }: JudgeContext): FunctionNode[] {
  const loops = path.loops.flatMap((l) => [l, ...closures(l)]);
  const methods = loops.flatMap((l) => l.callees.filter((c) => c.inScope && c.file === l.file));
  return [...new Set([...loops, ...methods, ...methods.flatMap(closures)])];
}

function closures(fn: FunctionNode): FunctionNode[] {
  return fn.children.filter((c) => c.fact.kind === 'closure').flatMap((c) => [c, ...closures(c)]);
}

function grownIn(fn: FunctionNode): string[] {
  const pushed = fn.calls
    .filter((c) => GROWS.test(c.fact.name) && c.fact.receiver !== '' && c.fact.args.every((a) => a.kind !== 'string'))
    .map((c) => c.fact.receiver);
  const added = fn.assignments
    .filter(
      (a) =>
        (a.op === '+=' && /^\W*\[|\+ \[/.test(a.text)) ||
        /^append\(/.test(a.text) ||
        a.text.startsWith(`[...${a.target}`),
    )
    .map((a) => a.target);
  const again = fn.calls.flatMap((c) =>
    c.fact.args.flatMap((a) => (a.name !== undefined && AGAIN.exec(a.text)?.[1] === a.name ? [a.name] : [])),
  );
  return [...pushed, ...added, ...again].flatMap((text) => names(text).at(-1) ?? []);
}

/** Last names of what a call is given, keys of its objects included. */
function given({ fact, fn }: CallNode): string[] {
  const keys = (index: number | undefined, depth: number): string[] =>
    index === undefined || depth === 0
      ? []
      : (fn.file.objects[index]?.keys ?? []).flatMap((k) =>
          k.object === undefined ? (k.kind === 'string' ? [] : [k.text]) : keys(k.object, depth - 1),
        );
  const plain = fact.args.filter((a) => a.kind !== 'string' && a.kind !== 'template' && a.fn === undefined);
  return [
    ...plain.filter((a) => a.object === undefined).map((a) => a.text),
    ...plain.flatMap((a) => keys(a.object, 2)),
  ].flatMap((text) => (HANDED.test(text) ? names(text) : []));
}

/** Every path of names in a text, by its last name. */
function names(text: string): string[] {
  const paths = text.replace(/(['"`]).*?\1/g, '').match(/[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::)[A-Za-z_$][\w$]*)*/g) ?? [];
  return paths.map((p) => p.split(/\?\.|\.|::/).at(-1) as string);
}
