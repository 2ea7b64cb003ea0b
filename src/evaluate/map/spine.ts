// The way an action takes: from the loop over the dispatch site to the effect. A decision counts as a gate only where it
// stands on this way; the same words in rendering, configuration or provider code decide nothing.
import type { AgentLoop, Dispatch, EffectClass, FunctionNode, Tool } from '../../contracts.js';
import { reachDirectly, reachedDirectlyBy } from './graph/delivery.js';
import type { Survey } from './survey.js';

const ABOVE = 5;
/** Callers this near belong to the way even when no loop is seen to reach them (queues and events hide the edge). */
const NEAR = 3;
const BELOW = 6;
/** A dispatcher that reaches more effects than this is a program's main function; its ways say nothing. */
const MOST_WAYS = 40;
const RUNNING = new Set<EffectClass>(['shell', 'eval']);
const CHANGING = new Set<EffectClass>(['shell', 'eval', 'write', 'delete', 'database', 'message', 'spend']);

/** Functions on the way, each with the last line from which the way goes on. */
export type Spine = ReadonlyMap<FunctionNode, number>;

/** Joins the ways loop → dispatch, dispatch → tool and tool → effect. Deterministic: shortest ways only. */
export function findSpine(
  survey: Survey,
  {
    loops,
    dispatches,
    tools,
    remote,
  }: { loops: AgentLoop[]; dispatches: Dispatch[]; tools: Tool[]; remote: FunctionNode[] },
): Spine {
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
  for (const [fn, way] of reachedDirectlyBy(dispatchers, ABOVE))
    if (way.length <= NEAR || looped.has(fn)) along([...way].reverse());
  for (const fn of dispatchers) along(looped.get(fn) ?? []);
  for (const effect of tools.flatMap((t) => t.effects)) {
    const way = nodes(effect.path);
    along(way);
    const last = way.at(-1);
    if (last !== undefined) pass(last, effect.site.line);
  }
  const below = reachDirectly(dispatchers.length > 0 ? dispatchers : starts, BELOW);
  for (const run of nodes(tools.flatMap((t) => t.run ?? []))) along(below.get(run) ?? []);
  if (tools.every((t) => t.effects.length === 0)) waysToEffects(survey, below, along, pass);
  for (const fn of remote) for (const e of survey.effectsOf.get(fn) ?? []) pass(fn, e.site.line);
  for (const way of code.reachedBy(remote, NEAR).values()) along([...way].reverse());
  return spine;
}

/**
 * The model's answer is carried out by a program without a model, on the other side of a connection: what that program
 * runs is what the model can do, when no tool or dispatch is seen on this side.
 */
export function remoteEffects(
  survey: Survey,
  companions: string[],
  dispatches: Dispatch[],
  tools: Tool[],
): FunctionNode[] {
  if (dispatches.length > 0 || tools.some((t) => t.effects.length > 0)) return [];
  const running = survey.effects.filter(
    (e) => RUNNING.has(e.class) && e.call.fn.wired && companions.includes(e.call.fn.file.package),
  );
  return [...new Set(running.map((e) => e.call.fn))];
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
