// A criterion can be absent and ask for nothing yet: no tool has an origin to tell where every tool is built in. The
// verdict stands, and the advice waits until there is something to advise on.
import type { Finding, HarnessMap } from '../../contracts.js';
import { type Judged, judged, type ScoreInput, verdictOf } from './input.js';

const BUILT_IN = 'every tool is built in';

/** Criteria that are absent or only partly there, and about which something is to be done now. */
export function gaps(input: ScoreInput): Judged[] {
  return judged(input).filter(
    (gap) => ['absent', 'partial'].includes(gap.verdict.verdict) && mootReason(gap, input) === undefined,
  );
}

/** Why nothing is to be done about an absent criterion in this harness; undefined where something is. */
export function mootReason({ criterion, verdict }: Judged, input: ScoreInput): string | undefined {
  if (verdict.verdict !== 'absent') return undefined;
  return RULES[criterion.id]?.(input);
}

const RULES: Readonly<Record<string, (input: ScoreInput) => string | undefined>> = {
  'tool-registry/source-tag': ({ map }) => (builtIn(map) ? BUILT_IN : undefined),
  'permission-system/trust-tiers': ({ map }) => (builtIn(map) ? BUILT_IN : undefined),
  // Decisions that consult no list of what is allowed have nothing to remember an answer in.
  'permission-audit/revocable': (input) =>
    verdictOf(input, 'permission-system/preapproved') === 'absent' ? 'no permission is remembered' : undefined,
};

/** No servers, no plugins, and no code of others that hands tools in. */
function builtIn({ capabilities, kind, tools }: HarnessMap): boolean {
  const foreign = capabilities.mcp || capabilities.plugins || tools.some((tool) => tool.how === 'mcp');
  return !foreign && tools.length > 0 && (kind === 'agent' || kind === 'workflow');
}

/** One row for all of them, so that nobody takes silence for a verdict. */
export function mootFinding(input: ScoreInput): Finding[] {
  const waiting = judged(input).flatMap((gap) => {
    const why = mootReason(gap, input);
    return why === undefined ? [] : [{ gap, why }];
  });
  if (waiting.length === 0) return [];
  const reasons = [...new Set(waiting.map((w) => w.why))].join(', and ');
  return [
    {
      id: 'gap:not-yet',
      kind: 'gap',
      severity: 'low',
      title: `Nothing to do yet: ${waiting.map(({ gap }) => gap.criterion.title.toLowerCase()).join(', ')}`,
      consequence: 'hard-to-change',
      criteria: waiting.map(({ gap }) => gap.criterion.id),
      evidence: [],
      impact: `None as long as ${reasons}.`,
      because: `It is missing, and ${reasons}.`,
      fix: 'Leave it out until that changes: a tool from a server or a plugin, or an answer that is remembered.',
      confirm: [],
    },
  ];
}
