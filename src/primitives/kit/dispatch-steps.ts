// Of several places that could show the same thing, a reader looks at the one next to where tool calls are dispatched.
// Steps are counted over the call graph: up from the main dispatch towards the loop, then down into what those ask.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { PERMISSION } from './permission-words.js';

const UP = 6;
const DOWN = 6;
/** A later dispatch site is a lesser one; beyond this it makes no difference any more. */
const LAST_DISPATCH = 6;

const FAR_DOWN = Number.MAX_SAFE_INTEGER;

/** No way was seen between the function and a dispatch site or loop. */
export const FAR = 99;

type Follows = (caller: FunctionNode, line: number, name: string) => boolean;
type Steps = ReadonlyMap<FunctionNode, number>;
const around = new WeakMap<JudgeContext, Steps>();
const before = new WeakMap<JudgeContext, Steps>();

/** Steps between the function and the dispatch of tool calls; `FAR` when no way was seen. */
export function stepsTo(context: JudgeContext, fn: FunctionNode | undefined): number {
  return measured(around, context, () => descend(ascend(context), () => true)).get(fn as FunctionNode) ?? FAR;
}

/** The same for functions that run before the dispatch does: what lies inside single tools is `FAR`. */
export function stepsBefore(context: JudgeContext, fn: FunctionNode | undefined): number {
  const steps = measured(before, context, () => {
    const up = ascend(context);
    // Where the parts of a text answer are carried out one after the other, the decisions stand inside of that.
    const looked = context.map.dispatches.filter((d) => d.how !== 'direct');
    const last = new Map(looked.map((d) => [d.fn, d.site.line]));
    const tools = new Set(context.map.tools.flatMap((t) => t.run ?? []));
    return descend(
      up,
      (caller, line, name) =>
        !tools.has(caller.id) && (line < (last.get(caller.id) ?? FAR_DOWN) || mentions(name, PERMISSION)),
    );
  });
  return steps.get(fn as FunctionNode) ?? FAR;
}

/** Nearest first; what is equally near keeps its order. */
export function nearestFirst<T extends { fn?: FunctionNode }>(
  context: JudgeContext,
  all: readonly T[],
  steps: typeof stepsTo = stepsTo,
): T[] {
  const ranked = all.map((item) => ({ item, steps: steps(context, item.fn) }));
  return ranked.sort((a, b) => a.steps - b.steps).map(({ item }) => item);
}

/** The nearest ones, and those at most `slack` steps farther than the first. */
export function nearest<T extends { fn?: FunctionNode }>(
  context: JudgeContext,
  all: readonly T[],
  slack: number,
  steps: typeof stepsTo = stepsTo,
): T[] {
  const sorted = nearestFirst(context, all, steps);
  const most = steps(context, sorted[0]?.fn) + slack;
  return sorted.filter(({ fn }) => steps(context, fn) <= most);
}

function measured(memory: WeakMap<JudgeContext, Steps>, context: JudgeContext, measure: () => Steps): Steps {
  const steps = memory.get(context) ?? measure();
  memory.set(context, steps);
  return steps;
}

/** The dispatch sites, what leads to them, and the main loop. */
function ascend(context: JudgeContext): Map<FunctionNode, number> {
  const { code, path } = context;
  const steps = new Map<FunctionNode, number>();
  const starts = path.dispatches.length > 0 ? path.dispatches : path.loops.length > 0 ? path.loops : changing(context);
  const looped = path.from.size === 0 || starts.every((fn) => !path.from.has(fn));
  const ordered = [...starts].sort((a, b) => Number(path.from.has(b)) - Number(path.from.has(a)));
  ordered.forEach((fn, i) => {
    if (!looped && !path.from.has(fn)) return;
    for (const [above, way] of code.reachedBy([fn], UP)) {
      const n = way.length - 1 + Math.min(2 * i, LAST_DISPATCH);
      if (above.inScope && n < (steps.get(above) ?? FAR)) steps.set(above, n);
    }
  });
  const loop = path.loops[0];
  if (loop !== undefined) steps.set(loop, Math.min(1, steps.get(loop) ?? FAR));
  return steps;
}

/** Without a dispatch and a loop: functions that run commands. */
function changing({ code, map }: JudgeContext): FunctionNode[] {
  return map.effects.filter((e) => e.class === 'shell' || e.class === 'eval').flatMap((e) => code.function(e.fn) ?? []);
}

/** From every function already measured down to what it calls, one step each. */
function descend(steps: Map<FunctionNode, number>, follows: Follows): Steps {
  for (let n = 0; n < UP + DOWN; n++)
    for (const [fn, own] of [...steps]) {
      if (own !== n) continue;
      const sure = fn.calls.filter((c) => c.guessed !== true || c.targets.length === 1);
      const called = sure.filter((c) => follows(fn, c.fact.line, c.fact.name)).flatMap((c) => c.targets);
      for (const callee of [...called, ...fn.children.filter((c) => follows(fn, c.fact.line, c.fact.name))])
        if (n + 1 < (steps.get(callee) ?? FAR)) steps.set(callee, n + 1);
    }
  return steps;
}
