// The way an action takes: from the loop over the dispatch site to the effect. A decision counts as a gate only where it
// stands on this way; the same words in rendering, configuration or provider code decide nothing.
import type { AgentLoop, Dispatch, EffectClass, FunctionNode, Tool } from '../../contracts.js';
import type { Survey } from './survey.js';

const ABOVE = 5;
/** Callers this near belong to the way even when no loop is seen to reach them (queues and events hide the edge). */
const NEAR = 3;
const BELOW = 6;
/** A dispatcher that reaches more effects than this is a program's main function; its ways say nothing. */
const MOST_WAYS = 40;
const CHANGING = new Set<EffectClass>(['shell', 'eval', 'write', 'delete', 'database', 'message', 'spend']);

/** Functions on the way, each with the last line from which the way goes on. */
export type Spine = ReadonlyMap<FunctionNode, number>;

/** Joins the ways loop → dispatch, dispatch → tool and tool → effect. Deterministic: shortest ways only. */
export function findSpine(survey: Survey, loops: AgentLoop[], dispatches: Dispatch[], tools: Tool[]): Spine {
  const { code } = survey;
  const spine = new Map<FunctionNode, number>();
  const pass = (fn: FunctionNode, line: number): void => {
    if (fn.inScope) spine.set(fn, Math.max(line, spine.get(fn) ?? 0));
  };
  const along = (way: FunctionNode[]): void =>
    way.forEach((fn, i) => {
      pass(fn, lineOfCall(fn, way[i + 1]));
    });
  const nodes = (ids: string[]): FunctionNode[] => ids.flatMap((id) => code.function(id) ?? []);
  const starts = nodes(loops.map((l) => l.fn));
  const dispatchers = nodes(dispatches.map((d) => d.fn));
  for (const d of dispatches) for (const fn of nodes([d.fn])) pass(fn, d.site.line);
  const looped = code.reach(starts);
  for (const [fn, way] of code.reachedBy(dispatchers, ABOVE))
    if (way.length <= NEAR || looped.has(fn)) along([...way].reverse());
  for (const fn of dispatchers) along(looped.get(fn) ?? []);
  for (const effect of tools.flatMap((t) => t.effects)) {
    const way = nodes(effect.path);
    along(way);
    const last = way.at(-1);
    if (last !== undefined) pass(last, effect.site.line);
  }
  const below = code.reach(dispatchers.length > 0 ? dispatchers : starts, BELOW);
  for (const run of nodes(tools.flatMap((t) => t.run ?? []))) along(below.get(run) ?? []);
  if (tools.every((t) => t.effects.length === 0)) waysToEffects(survey, below, along, pass);
  return spine;
}

/** No tool is tied to an effect: the shortest ways from the dispatch (or the loop) to anything that changes the world. */
function waysToEffects(
  survey: Survey,
  below: ReadonlyMap<FunctionNode, FunctionNode[]>,
  along: (way: FunctionNode[]) => void,
  pass: (fn: FunctionNode, line: number) => void,
): void {
  const ways = [...below].filter(([fn]) => survey.effectsOf.get(fn)?.some((e) => CHANGING.has(e.class)));
  if (ways.length > MOST_WAYS) return;
  for (const [fn, way] of ways) {
    along(way);
    for (const e of survey.effectsOf.get(fn) ?? []) if (CHANGING.has(e.class)) pass(fn, e.site.line);
  }
}

/** Last line on which a function calls the next one of its way; its end when the call itself is not seen. */
function lineOfCall(fn: FunctionNode, next: FunctionNode | undefined): number {
  if (next === undefined) return fn.fact.line;
  const lines = fn.calls.filter((c) => c.targets.includes(next)).map((c) => c.fact.line);
  return lines.length > 0 ? Math.max(...lines) : fn.fact.endLine;
}
