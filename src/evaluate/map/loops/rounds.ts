// A loop need not be a statement: the next turn may be started by the code that took the last one. Functions that call
// each other round in a ring past a model call are one loop, told by its entry.
import type { FunctionNode } from '../../../contracts.js';

/** Larger rings come of calls resolved by name alone, and say nothing. */
const MOST_IN_RING = 40;

/** A ring of functions that call each other. */
export interface Ring {
  /** Where the ring is entered from outside. */
  entry: FunctionNode;
  members: FunctionNode[];
}

/** Rings of two or more functions among `nodes`, over calls that are sure. */
export function ringsAmong(nodes: Iterable<FunctionNode>): Ring[] {
  const inside = new Set(nodes);
  return components(inside).flatMap((members) => {
    const named = members.filter((n) => n.fact.kind !== 'closure' && n.fact.kind !== 'module');
    if (named.length < 2 || members.length > MOST_IN_RING) return [];
    const ring = new Set(members);
    const entered = named.filter((n) => n.callers.some((c) => !ring.has(c) && !c.fact.inTest));
    const [entry] = (entered.length > 0 ? entered : named).sort(
      (a, b) => outside(b, ring) - outside(a, ring) || (a.id < b.id ? -1 : 1),
    );
    return entry === undefined ? [] : [{ entry, members }];
  });
}

function outside(fn: FunctionNode, ring: ReadonlySet<FunctionNode>): number {
  return fn.callers.filter((c) => !ring.has(c)).length;
}

/** Calls whose target was not guessed from a method's name, and closures a function starts. */
function next(fn: FunctionNode): FunctionNode[] {
  const sure = fn.calls.filter((c) => c.guessed !== true).flatMap((c) => c.targets);
  return [...sure, ...fn.children.filter((c) => fn.callees.includes(c))];
}

/** Strongly connected components (Tarjan), without recursion: call chains can be deep. */
function components(nodes: ReadonlySet<FunctionNode>): FunctionNode[][] {
  const index = new Map<FunctionNode, number>();
  const low = new Map<FunctionNode, number>();
  const stack: FunctionNode[] = [];
  const open = new Set<FunctionNode>();
  const found: FunctionNode[][] = [];
  const enter = (fn: FunctionNode): { fn: FunctionNode; rest: FunctionNode[] } => {
    index.set(fn, index.size);
    low.set(fn, index.get(fn) as number);
    stack.push(fn);
    open.add(fn);
    return { fn, rest: next(fn).filter((n) => nodes.has(n)) };
  };
  const lower = (fn: FunctionNode, to: number): void => {
    low.set(fn, Math.min(low.get(fn) as number, to));
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work = [enter(root)];
    while (work.length > 0) {
      const top = work.at(-1) as { fn: FunctionNode; rest: FunctionNode[] };
      const child = top.rest.pop();
      if (child !== undefined) {
        if (!index.has(child)) work.push(enter(child));
        else if (open.has(child)) lower(top.fn, index.get(child) as number);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above !== undefined) lower(above.fn, low.get(top.fn) as number);
      if (low.get(top.fn) === index.get(top.fn)) found.push(popTo(top.fn, stack, open));
    }
  }
  return found.filter((c) => c.length > 1);
}

function popTo(fn: FunctionNode, stack: FunctionNode[], open: Set<FunctionNode>): FunctionNode[] {
  const members = stack.splice(stack.indexOf(fn));
  for (const m of members) open.delete(m);
  return members;
}
