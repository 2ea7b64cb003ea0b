// The agent loop: a function that asks the model again with what its tools answered. Many loops call a model (retries,
// batches, evaluations); anatomy decides which of them is the agent's.
import type { AgentLoop, CallNode, FunctionNode, LoopFact, ModelCall } from '../../contracts.js';
import { mentions } from '../../words.js';
import { eventTurns } from './loops/event-turns.js';
import { isRetry } from './loops/retries.js';
import { type Ring, ringsAmong } from './loops/rounds.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';

const MODEL_DEPTH = 9;
/** Schedulers and queues stand between a turn and its tool calls; far ones count for less. */
const DISPATCH_DEPTH = 12;
const NEAR_DISPATCH = 5;
/** A function that calls itself on the way to a far model is a widget or a walker, not a turn. */
const RECURSION_DEPTH = 6;
const HISTORY = [
  'message',
  'histor',
  'conversation',
  'transcript',
  'content',
  'memory',
  'turn',
  'step',
  'input',
  'context',
];
const APPEND = new Set([
  'push',
  'append',
  'extend',
  'add',
  'push_message',
  'addMessage',
  'add_message',
  'record',
  'push_user_text',
]);
const TOOLISH = ['tool', 'action', 'function', 'command', 'call', 'execut', 'observation', 'dispatch'];
const LOOPISH = [
  'run',
  'loop',
  'agent',
  'turn',
  'step',
  'ask',
  'chat',
  'execut',
  'process',
  'converse',
  'conversation',
  'solve',
];
const RETRY = ['retry', 'retries', 'backoff', 'attempt', 'poll', 'paginat', 'batch', 'stream', 'eval', 'benchmark'];

/** What a loop loses that only asks again after a failure. */
const RETRIES = 0.3;

/** A loop with this score has tools in it or grows a history; others beside it need nearly as much. */
const CLEAR = 0.7;

interface Candidate {
  fn: FunctionNode;
  line: number;
  kind: AgentLoop['kind'];
  path: FunctionNode[];
  score: number;
}

/** Loops over model answers, most loop-like first; at most eight. */
export function findLoops(survey: Survey, modelCalls: ModelCall[], dispatchers: FunctionNode[]): AgentLoop[] {
  const { code } = survey;
  const callers = modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const toModel = code.reachedBy(callers, MODEL_DEPTH);
  const toDispatch = code.reachedBy(dispatchers, DISPATCH_DEPTH);
  const own = [...toModel.keys()]
    .filter((fn) => fn.inScope)
    .flatMap((fn) => candidatesIn(fn, toModel, toDispatch, new Set(callers)));
  const best = new Map<FunctionNode, Candidate>();
  const driven = drivenByEvents(own, toModel, toDispatch);
  const rings = ringsAmong([...toModel.keys()].filter((fn) => fn.inScope))
    .filter((ring) => !ring.members.some((m) => driven.turns.some((t) => t.fn === m)))
    .map((ring) => ringed(ring, toModel, toDispatch))
    .filter((c) => c.path.length <= RECURSION_DEPTH);
  for (const c of [...driven.turns, ...own.filter((c) => !driven.pumps.has(c.fn)), ...rings])
    if (c.score > (best.get(c.fn)?.score ?? 0.34)) best.set(c.fn, c);
  const found = innermost([...best.values(), ...behindFrameworks(survey)]).sort(
    (a, b) => b.score - a.score || (a.fn.id < b.fn.id ? -1 : 1),
  );
  const top = found[0]?.score ?? 0;
  const least = top >= CLEAR ? Math.max(top - 0.3, CLEAR - 0.05) : top - 0.15;
  return found
    .filter((c) => c.score >= least)
    .slice(0, 8)
    .map((c) => ({
      site: code.site(c.fn.file.path, c.line),
      fn: c.fn.id,
      kind: c.kind,
      path: c.path.map((n) => n.id),
      confidence: Math.min(1, Math.round(c.score * 100) / 100),
    }));
}

/** Steps from a driver (a terminal's input loop, a queue) to the agent's loop it starts. */
const FAR = 3;

/**
 * A loop whose way to the model leads through the agent's own loop starts turns, it does not take them. Near ones are kept:
 * a loop around the loop may retry or check.
 */
function innermost(candidates: Candidate[]): Candidate[] {
  const clear = new Map(
    candidates.filter((c) => c.score >= CLEAR && (c.kind === 'loop' || c.kind === 'events')).map((c) => [c.fn, c]),
  );
  return candidates.filter((c) => {
    const at = c.path.findIndex((fn, i) => i > 0 && fn !== c.fn && (clear.get(fn)?.score ?? 0) >= c.score - 0.1);
    return at < 0 || (at < FAR && c.kind !== 'recursion');
  });
}

type Paths = Map<FunctionNode, FunctionNode[]>;

/** Turns that events start, unless a clear loop stands between the turn and the model: then events only start that one. */
function drivenByEvents(
  own: Candidate[],
  toModel: Paths,
  toDispatch: Paths,
): { turns: Candidate[]; pumps: Set<FunctionNode> } {
  const clear = new Set(own.filter((c) => c.score >= CLEAR).map((c) => c.fn));
  const turns = eventTurns(toModel).filter(({ fn, pumps }) =>
    (toModel.get(fn) ?? []).every((n) => pumps.includes(n) || !clear.has(n)),
  );
  return {
    turns: turns.map(({ fn }) => {
      const path = toModel.get(fn) ?? [fn];
      const kind = 'events';
      return { fn, line: fn.fact.line, kind, path: [...path].reverse(), score: score(fn, undefined, path, toDispatch) };
    }),
    pumps: new Set(turns.flatMap((t) => t.pumps)),
  };
}

function candidatesIn(fn: FunctionNode, toModel: Paths, toDispatch: Paths, callers: Set<FunctionNode>): Candidate[] {
  const found: Candidate[] = [];
  for (const loop of fn.loops) {
    const path = modelPath(fn, loop, toModel, callers);
    if (path === undefined) continue;
    const asks = (c: CallNode): boolean =>
      c.targets.some((t) => toModel.has(t)) || (callers.has(fn) && c.targets.length === 0 && c.fact.awaited);
    const retry = isRetry(fn, loop, asks) ? RETRIES : 0;
    found.push({ fn, line: loop.line, kind: 'loop', path, score: score(fn, loop, path, toDispatch) - retry });
  }
  const recursive =
    fn.callees.includes(fn) ||
    (fn.fact.kind !== 'closure' &&
      fn.calls.some((c) => c.fact.name === fn.fact.name && c.fact.receiver.match(/^(this|self)?$/) !== null));
  if (recursive && found.length === 0 && (toModel.get(fn)?.length ?? 99) <= RECURSION_DEPTH) {
    found.push({
      fn,
      line: fn.fact.line,
      kind: 'recursion',
      path: toModel.get(fn) ?? [fn],
      score: score(fn, undefined, toModel.get(fn) ?? [fn], toDispatch) - 0.1,
    });
  }
  return found;
}

/** From a loop statement to a model call: in the loop's own lines, or through a function called there. */
export function modelPath(
  fn: FunctionNode,
  loop: LoopFact,
  toModel: Paths,
  callers: Set<FunctionNode>,
): FunctionNode[] | undefined {
  const inLoop = (line: number): boolean => loop.line <= line && line <= loop.endLine;
  const next = fn.calls.filter((c) => inLoop(c.fact.line)).flatMap((c) => c.targets);
  const closures = fn.children.filter((c) => c.fact.kind === 'closure' && inLoop(c.fact.line));
  const reached = [...next, ...closures].filter((t) => t !== fn && toModel.has(t));
  const shortest = reached.sort((a, b) => (toModel.get(a)?.length ?? 99) - (toModel.get(b)?.length ?? 99))[0];
  if (shortest !== undefined) return [fn, ...[...(toModel.get(shortest) ?? [])].reverse()];
  return callers.has(fn) && fn.calls.some((c) => inLoop(c.fact.line) && c.targets.length === 0) ? [fn] : undefined;
}

/** 0–1: model call near, tools dispatched, history grown, a condition that ends it; less for retry and batch shapes. */
function score(fn: FunctionNode, loop: LoopFact | undefined, path: FunctionNode[], toDispatch: Paths): number {
  const from = loop?.line ?? fn.fact.line;
  const to = loop?.endLine ?? fn.fact.endLine;
  const inside = fn.calls.filter((c) => from <= c.fact.line && c.fact.line <= to);
  const near = [fn, ...inside.flatMap((c) => c.targets)];
  const steps = Math.min(...near.map((n) => toDispatch.get(n)?.length ?? 99));
  const dispatches = steps <= NEAR_DISPATCH;
  const grows = near.some(
    (n) =>
      n.calls.some((c) => APPEND.has(c.fact.name) && mentions(c.fact.callee, HISTORY)) ||
      n.assignments.some((a) => mentions(a.target, HISTORY)),
  );
  const toolish = mentions(inside.map((c) => c.fact.callee).join(' '), TOOLISH) || mentions(fn.words, TOOLISH);
  const ends =
    loop === undefined ||
    fn.branches.some((b) => from <= b.line && b.line <= to && (b.exit === 'return' || b.exit === 'break')) ||
    loop.kind === 'while';
  const shape = loop?.kind === 'for-each' && !/range|\.\./.test(loop.test) ? -0.2 : 0.05;
  return (
    0.2 +
    (path.length <= 4 ? 0.15 : 0.05) +
    (dispatches ? 0.3 : steps <= DISPATCH_DEPTH ? 0.2 : 0) +
    (grows ? 0.1 : 0) +
    (toolish ? 0.08 : 0) +
    (ends ? 0.05 : 0) +
    (mentions(fn.fact.name, LOOPISH) || mentions(fn.fact.owner ?? '', ['agent', 'conversation']) ? 0.1 : 0) +
    shape -
    (mentions(fn.fact.name, RETRY) ? 0.2 : 0) -
    (loop !== undefined && mentions(loop.idents.join(' '), RETRY) && !dispatches ? 0.25 : 0)
  );
}

/** A ring counts as one loop whose lines are those of all its members. */
function ringed({ entry, members }: Ring, toModel: Paths, toDispatch: Paths): Candidate {
  const path = toModel.get(entry) ?? [entry];
  const best = Math.max(...members.map((fn) => score(fn, undefined, toModel.get(fn) ?? path, toDispatch)));
  return { fn: entry, line: entry.fact.line, kind: 'recursion', path: [...path].reverse(), score: best - 0.1 };
}

/** A framework's loop is one expression; the turn around it is the function that loads, asks and saves. */
function turnOf(fn: FunctionNode): FunctionNode {
  let node = fn;
  while (node.fact.kind === 'closure' && node.parent !== undefined && node.parent.fact.kind !== 'module')
    node = node.parent;
  return node;
}

function behindFrameworks(survey: Survey): Candidate[] {
  const of = (pick: 'loops' | 'graphs', kind: AgentLoop['kind'], score: number): Candidate[] =>
    frameworkCalls(survey, (f) => f[pick]).map(({ call }) => ({
      fn: turnOf(call.fn),
      line: call.fact.line,
      kind,
      path: turnOf(call.fn) === call.fn ? [call.fn] : [turnOf(call.fn), call.fn],
      score,
    }));
  return [...of('loops', 'framework', 0.75), ...of('graphs', 'graph', 0.75)];
}
