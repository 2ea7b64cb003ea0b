// Events go to whoever listens. What a listener does is no doing of the one who sent the event: where the question is what
// a function does itself, ways end at the delivery.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import type { Node } from './nodes.js';
import { ownField, PUTS } from './sent.js';
import { push } from './symbols.js';

const DEFAULT_DEPTH = 12;
const NONE: ReadonlySet<FunctionNode> = new Set();
const known = new WeakMap<FunctionNode, ReadonlySet<FunctionNode>>();

/** Does the call run each of several listeners, none of which it names? `delivers` marks calls of an emitter. */
export function isDelivery(call: CallNode): boolean {
  if (call.targets.length === 0 || call.targets.some((t) => t.fact.name === call.fact.name)) return false;
  if (call.delivers === true) return true;
  const heard = listener(call);
  if (heard === undefined || call.fact.loop === undefined) return false;
  const loops = call.fn.loops.filter((l) => l.line <= call.fact.line && call.fact.line <= l.endLine);
  const names = new Set([heard, ...sources(call.fn as Node, heard)]);
  return loops.some((l) => l.kind === 'for-each' && l.idents.some((i) => names.has(i)));
}

/** The name of what is called: itself, or handed to something that calls it later. */
function listener({ fact }: CallNode): string | undefined {
  const bare = /^[\w$]+$/.test(fact.callee) ? fact.callee : undefined;
  return bare ?? fact.args.find((a) => a.kind === 'reference' && /^[\w$]+$/.test(a.text))?.text;
}

/** What a local name was taken out of, over two steps: `callback = callbacks[id]`. */
function sources(fn: Node, name: string, depth = 2): string[] {
  if (depth === 0) return [];
  const found = fn.assignmentsTo(name).flatMap((a) => a.idents.filter((i) => i !== name));
  return [...found, ...found.flatMap((n) => sources(fn, n, depth - 1))];
}

/** Functions that only hear of it when the function runs. */
function listenersOf(fn: FunctionNode): ReadonlySet<FunctionNode> {
  const found = known.get(fn);
  if (found !== undefined) return found;
  const deliveries = fn.calls.filter(isDelivery);
  const direct = new Set(fn.calls.filter((c) => !deliveries.includes(c)).flatMap((c) => c.targets));
  const heard = deliveries.flatMap((c) => c.targets).filter((t) => !direct.has(t));
  const result = heard.length === 0 ? NONE : new Set(heard);
  known.set(fn, result);
  return result;
}

/** A bus that delivers later: what puts an event into a field of it has the method that runs the listeners called. */
export function joinBuses(nodes: readonly Node[]): void {
  const pumps = new Map<string, Node[]>();
  for (const node of nodes)
    if (node.fact.owner !== undefined && node.calls.some((c) => c.delivers !== true && isDelivery(c)))
      push(pumps, `${node.file.path}#${node.fact.owner}`, node);
  for (const node of nodes) {
    const [pump, ...more] = pumps.get(`${node.file.path}#${node.fact.owner}`) ?? [];
    if (pump === undefined || more.length > 0 || pump === node || node.callees.includes(pump)) continue;
    const given = new Set(node.fact.params.map((p) => p.name));
    const put = node.calls.find(
      ({ fact, targets }) =>
        targets.length === 0 &&
        PUTS.test(fact.name) &&
        ownField(node, fact.receiver) !== undefined &&
        fact.args.some((a) => given.has(a.text)),
    );
    if (put === undefined) continue;
    put.targets = [pump];
    node.callees.push(pump);
    pump.callers.push(node);
  }
}

/** A method of a type that runs listeners: what it keeps of an event is the record, not the doing of who sent it. */
export function isOfBus(fn: FunctionNode): boolean {
  const { owner } = fn.fact;
  return (
    owner !== undefined &&
    fn.parent?.children.some(
      (m) => m.fact.owner === owner && m.calls.some((c) => c.delivers !== true && isDelivery(c)),
    ) === true
  );
}

/** As `Codebase.reach`, without what only listens. */
export function reachDirectly(from: FunctionNode[], depth = DEFAULT_DEPTH): Map<FunctionNode, FunctionNode[]> {
  return walk(from, depth, (fn) => {
    const heard = listenersOf(fn);
    return heard.size === 0 ? fn.callees : fn.callees.filter((c) => !heard.has(c));
  });
}

/** As `Codebase.reachedBy`, without who only sent an event. */
export function reachedDirectlyBy(to: FunctionNode[], depth = DEFAULT_DEPTH): Map<FunctionNode, FunctionNode[]> {
  return walk(to, depth, (fn) => fn.callers.filter((c) => !listenersOf(c).has(fn)));
}

/** Breadth first: to each function the shortest way from one of `start`. */
export function walk(
  start: FunctionNode[],
  depth: number,
  next: (node: FunctionNode) => FunctionNode[],
): Map<FunctionNode, FunctionNode[]> {
  const paths = new Map<FunctionNode, FunctionNode[]>(start.map((n) => [n, [n]]));
  let frontier = [...paths.keys()];
  for (let step = 0; step < depth && frontier.length > 0; step++) {
    const found: FunctionNode[] = [];
    for (const node of frontier) {
      for (const other of next(node)) {
        if (paths.has(other)) continue;
        paths.set(other, [...(paths.get(node) as FunctionNode[]), other]);
        found.push(other);
      }
    }
    frontier = found;
  }
  return paths;
}
