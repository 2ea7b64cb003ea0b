// A loop need not be a statement: where each answer is put on a bus or stream, and what comes of it is handed back to whoever
// asked, the turn is a function called once per event. What delivers the events only turns the crank.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { isDelivery } from '../graph/delivery.js';

/** Steps from a turn to the delivery of what it sent, and from a handler to its turn. */
const BACK = 5;
const FORTH = 6;

/** One turn per event. */
export interface EventTurn {
  /** Asks the model and sends what was answered. */
  fn: FunctionNode;
  /** The functions that deliver events to it. */
  pumps: FunctionNode[];
}

type Paths = ReadonlyMap<FunctionNode, FunctionNode[]>;

/** Turns behind handlers that a bus calls; `toModel` leads from a model call up to each function. */
export function eventTurns(toModel: Paths): EventTurn[] {
  const turns = new Map<FunctionNode, Set<FunctionNode>>();
  for (const pump of toModel.keys()) {
    if (!pump.inScope) continue;
    for (const handler of pump.calls.flatMap(handlersOf)) {
      const turn = toModel.has(handler) && handler.inScope ? turnBehind(handler, pump, toModel) : undefined;
      if (turn !== undefined) turns.set(turn, (turns.get(turn) ?? new Set()).add(pump));
    }
  }
  return [...turns].map(([fn, pumps]) => ({ fn, pumps: [...pumps] }));
}

/** What a call runs under another name than its own: functions that were handed over before. */
function handlersOf(call: CallNode): FunctionNode[] {
  const { name, args } = call.fact;
  if (args.length === 0) return [];
  return call.targets.filter(
    (t) => t.fact.name !== name && t !== call.fn && t.parent !== call.fn && t.fact.kind !== 'constructor',
  );
}

/** The innermost function between handler and model that sends something back to the pump once it has asked. */
function turnBehind(handler: FunctionNode, pump: FunctionNode, toModel: Paths): FunctionNode | undefined {
  const way = [...(toModel.get(handler) ?? [])].reverse().slice(0, FORTH);
  if (way.includes(pump)) return undefined;
  return way.reverse().find((fn, i) => sendsAfter(fn, way[i - 1], pump));
}

function sendsAfter(fn: FunctionNode, next: FunctionNode | undefined, pump: FunctionNode): boolean {
  const asks = fn.calls.filter((c) => (next === undefined ? c.targets.length === 0 : c.targets.includes(next)));
  const first = Math.min(...asks.map((c) => c.fact.line));
  return fn.calls.some((c) => c.fact.line > first && c.targets.some((t) => t !== next && leadsTo(t, pump)));
}

/** Over calls that are sure, and through whatever delivers. */
function leadsTo(from: FunctionNode, pump: FunctionNode): boolean {
  let edge = new Set([from]);
  const seen = new Set(edge);
  for (let step = 0; step <= BACK && edge.size > 0; step++) {
    if (edge.has(pump)) return true;
    const next = [...edge].flatMap(onwards);
    edge = new Set(next.filter((fn) => !seen.has(fn)));
    for (const fn of edge) seen.add(fn);
  }
  return false;
}

function onwards(fn: FunctionNode): FunctionNode[] {
  const sure = fn.calls.filter((c) => c.guessed !== true || c.delivers === true || isDelivery(c));
  return [...sure.flatMap((c) => c.targets), ...fn.children.filter((c) => fn.callees.includes(c))];
}
