// Whether a decision lies on every path from the dispatch site to a tool's effect.
import type { AgentLoop, Dispatch, FunctionNode, Gate, Tool } from '../../contracts.js';
import type { Survey } from './survey.js';

const HARMLESS = new Set(['read']);

/** Sets `gated` on each tool that has effects other than reading. */
export function judgeTools(
  survey: Survey,
  tools: Tool[],
  gates: Gate[],
  dispatches: Dispatch[],
  loops: AgentLoop[],
): Tool[] {
  const gateFns = new Set(gates.filter((g) => g.onPath).map((g) => g.fn));
  const before = gatedBeforeDispatch(survey, gates, dispatches, loops);
  return tools.map((tool) => {
    if (tool.run === undefined && tool.effects.length === 0) return tool;
    const risky = tool.effects.filter((e) => !HARMLESS.has(e.class));
    if (risky.length === 0) return { ...tool, gated: 'not-needed' as const };
    if (before) return { ...tool, gated: 'always' as const };
    const guarded = risky.filter((e) => e.path.some((id) => gateFns.has(id)));
    if (guarded.length === 0) return { ...tool, gated: 'never' as const };
    return { ...tool, gated: guarded.length === risky.length ? ('always' as const) : ('sometimes' as const) };
  });
}

/** Every dispatch site is reached only after a gate: in its own function before the invocation, or on the way from the loop. */
function gatedBeforeDispatch(survey: Survey, gates: Gate[], dispatches: Dispatch[], loops: AgentLoop[]): boolean {
  const main = dispatches[0];
  const fn = main === undefined ? undefined : survey.code.function(main.fn);
  if (main === undefined || fn === undefined) return false;
  const inside = gates.some((g) => g.fn === main.fn && g.site.line <= main.site.line);
  if (inside) return true;
  const called = fn.calls.filter((c) => c.fact.line < main.site.line).flatMap((c) => c.targets);
  const ahead = survey.code.reach(called, 3);
  if (gates.some((g) => [...ahead.keys()].some((n) => n.id === g.fn) && decides(fn, called, main.site.line)))
    return true;
  return onTheWay(survey, gates, fn, loops);
}

/** Something called before the invocation has a result that a branch before it tests. */
function decides(fn: FunctionNode, called: FunctionNode[], line: number): boolean {
  const results = fn.calls
    .filter((c) => c.fact.line < line && c.targets.some((t) => called.includes(t)))
    .flatMap((c) => c.fact.result ?? []);
  return fn.branches.some(
    (b) => b.line < line && (b.exit !== 'none' || b.endLine >= line) && b.idents.some((i) => results.includes(i)),
  );
}

function onTheWay(survey: Survey, gates: Gate[], dispatcher: FunctionNode, loops: AgentLoop[]): boolean {
  const starts = loops.flatMap((l) => survey.code.function(l.fn) ?? []);
  const path = survey.code.reach(starts, 8).get(dispatcher) ?? [];
  return gates.some((g) => path.some((n, i) => n.id === g.fn && calledAfter(n, path[i + 1], g.site.line)));
}

function calledAfter(fn: FunctionNode, next: FunctionNode | undefined, line: number): boolean {
  return next === undefined || fn.calls.some((c) => c.targets.includes(next) && c.fact.line >= line);
}
