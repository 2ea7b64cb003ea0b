// Whether a decision lies on every path from the dispatch site to a tool's effect.
import type { BranchFact, Dispatch, FunctionNode, Gate, Tool } from '../../contracts.js';
import type { Spine } from './spine.js';
import type { Survey } from './survey.js';

const HARMLESS = new Set(['read']);
const ABOVE = 5;

/** Sets `gated` on each tool that has effects other than reading. A hook alone refuses nothing, and a framework's gate stands where its graph puts it: both make `sometimes`. */
export function judgeTools(survey: Survey, tools: Tool[], gates: Gate[], dispatches: Dispatch[], spine: Spine): Tool[] {
  const onSpine = gates.filter((g) => spine.has(survey.code.function(g.fn) as FunctionNode));
  const firm = onSpine.filter((g) => g.kind !== 'hook');
  const before = beforeDispatch(survey, dispatches);
  const main = dispatches[0] === undefined ? undefined : survey.code.function(dispatches[0].fn);
  const inOneArm = (g: Gate): boolean => g.fn === main?.id && tools.some((t) => within(armOf(main, t), g.site.line));
  const all = firm.some((g) => before.has(g.fn) && !inOneArm(g));
  const hooked =
    onSpine.some((g) => g.kind === 'hook' && before.has(g.fn)) || gates.some((g) => g.kind === 'framework');
  const inside = new Set(firm.filter((g) => !inOneArm(g)).map((g) => g.fn));
  return tools.map((tool) => {
    if (tool.run === undefined && tool.effects.length === 0) return tool;
    const risky = tool.effects.filter((e) => !HARMLESS.has(e.class));
    if (risky.length === 0) return { ...tool, gated: 'not-needed' as const };
    const guarded = risky.filter((e) => e.path.some((id) => inside.has(id)));
    const arm = main === undefined ? undefined : armOf(main, tool);
    if (firm.some((g) => inOneArm(g) && within(arm, g.site.line))) return { ...tool, gated: 'always' as const };
    if (all || guarded.length === risky.length) return { ...tool, gated: 'always' as const };
    return { ...tool, gated: guarded.length > 0 || hooked ? ('sometimes' as const) : ('never' as const) };
  });
}

/** The arm of the dispatch that runs the tool: a case or comparison that names it. */
function armOf(fn: FunctionNode, { name }: Tool): BranchFact | undefined {
  const plain = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
  return fn.branches.find(
    (b) =>
      (b.kind === 'case' || b.kind === 'if') &&
      [...b.literals, ...b.idents].some((word) => plain(word) === plain(name)),
  );
}

function within(arm: BranchFact | undefined, line: number): boolean {
  return arm !== undefined && arm.bodyLine <= line && line <= arm.endLine && arm.line < line;
}

/** The main dispatch site's function and what leads to it. */
function beforeDispatch(survey: Survey, dispatches: Dispatch[]): ReadonlySet<string> {
  const main = dispatches[0] === undefined ? undefined : survey.code.function(dispatches[0].fn);
  return new Set([...survey.code.reachedBy(main === undefined ? [] : [main], ABOVE).keys()].map((fn) => fn.id));
}
