// Whether a decision lies on every path from the dispatch site to a tool's effect.
import type { BranchFact, Dispatch, FunctionNode, Gate, Tool } from '../../contracts.js';
import { concerns } from './gates/kinds.js';
import { standsBefore, traitsOf } from './gates/standing.js';
import { reachedDirectlyBy } from './graph/delivery.js';
import type { Spine } from './spine.js';
import type { Survey } from './survey.js';

const HARMLESS = new Set(['read']);
const ABOVE = 5;

/**
 * Sets `gated` on each tool that has effects other than reading. A hook alone refuses nothing, and a framework's gate
 * stands where its graph puts it: both make `sometimes`. A gate whose condition is void for a tool does not count for it.
 */
export function judgeTools(survey: Survey, tools: Tool[], gates: Gate[], dispatches: Dispatch[], spine: Spine): Tool[] {
  const onSpine = gates.filter((g) => spine.has(survey.code.function(g.fn) as FunctionNode));
  const before = beforeDispatch(survey, dispatches);
  const traits = traitsOf(survey, tools);
  const main = dispatches[0] === undefined ? undefined : survey.code.function(dispatches[0].fn);
  const arms = new Map(tools.map((t) => [t, armOf(main, t)]));
  const inOneArm = (g: Gate): boolean => g.fn === main?.id && tools.some((t) => within(arms.get(t), g.site.line));
  const framework = gates.some((g) => g.kind === 'framework');
  return tools.map((tool) => {
    if (tool.run === undefined && tool.effects.length === 0) return tool;
    const own = onSpine
      .filter((g) => concerns(survey.code, g, tool))
      .filter((g) => standsBefore(survey, g, traits.get(tool) ?? new Map()))
      .filter((g) => !inOneArm(g) || within(arms.get(tool), g.site.line));
    const ofItsArm = own.some((g) => g.kind !== 'hook' && inOneArm(g));
    return { ...tool, gated: gatedBy(tool, own, before, { framework, ofItsArm }) };
  });
}

function gatedBy(
  tool: Tool,
  gates: Gate[],
  before: ReadonlySet<string>,
  { framework, ofItsArm }: { framework: boolean; ofItsArm: boolean },
): Tool['gated'] {
  const risky = tool.effects.filter((e) => !HARMLESS.has(e.class));
  if (risky.length === 0) return 'not-needed';
  if (ofItsArm) return 'always';
  const firm = gates.filter((g) => g.kind !== 'hook');
  const inside = new Set(firm.map((g) => g.fn));
  const guarded = risky.filter((e) => e.path.some((id) => inside.has(id)));
  if (firm.some((g) => before.has(g.fn)) || guarded.length === risky.length) return 'always';
  const hooked = framework || gates.some((g) => g.kind === 'hook' && before.has(g.fn));
  return guarded.length > 0 || hooked ? 'sometimes' : 'never';
}

/** The arm of the dispatch that runs the tool: a case or comparison that names it. */
function armOf(fn: FunctionNode | undefined, { name }: Tool): BranchFact | undefined {
  const plain = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
  return fn?.branches.find(
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
  return new Set([...reachedDirectlyBy(main === undefined ? [] : [main], ABOVE).keys()].map((fn) => fn.id));
}
