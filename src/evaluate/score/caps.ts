// A few gaps make every other achievement doubtful. While one is open, no score or tier may claim otherwise.
import type { Cap, PrimitiveResult, Tier } from '../../contracts.js';
import { DESTRUCTIVE, list, ungatedTools } from './exposure.js';
import { applies, type ScoreInput, verdictOf } from './input.js';
import { TIER_WEIGHT, TIERS } from './weights.js';

/** The score of the whole harness. */
export interface Total {
  overall: number;
  tier: Tier | 'none';
  caps: Cap[];
}

/** Mean of the primitives' scores, weighted by tier, under the caps that are in force. */
export function total(input: ScoreInput, primitives: readonly PrimitiveResult[]): Total {
  const caps = capsInForce(input);
  const scored = primitives.flatMap((p) => (p.score === null ? [] : [{ weight: TIER_WEIGHT[p.tier], score: p.score }]));
  const weight = scored.reduce((sum, p) => sum + p.weight, 0);
  const mean = weight === 0 ? 0 : Math.round(scored.reduce((sum, p) => sum + p.weight * p.score, 0) / weight);
  const overall = Math.min(mean, ...caps.map((cap) => cap.score));
  return { overall, tier: lowest([completedTier(primitives), ...caps.map((cap) => cap.tier)]), caps };
}

/**
 * The highest tier whose applicable primitives, and those of every tier below, are at least present. A tier none of
 * whose primitives applies is passed over, never claimed.
 */
export function completedTier(primitives: readonly PrimitiveResult[]): Tier | 'none' {
  let reached: Tier | 'none' = 'none';
  for (const tier of TIERS) {
    const own = primitives.filter((p) => p.tier === tier && p.level !== 'na');
    if (own.some((p) => p.level !== 'present' && p.level !== 'strong')) break;
    if (own.length > 0) reached = tier;
  }
  return reached;
}

interface CapRule extends Omit<Cap, 'why'> {
  /** Why it is in force, or undefined when it is not. */
  when(input: ScoreInput): string | undefined;
}

/** Lowest first. */
const RULES: readonly CapRule[] = [
  { tier: 'none', score: 49, when: ungated },
  { tier: 'none', score: 64, when: forgetful },
  { tier: 'day-one', score: 74, when: unlimited },
  { tier: 'day-one', score: 79, when: untested },
];

function capsInForce(input: ScoreInput): Cap[] {
  return RULES.flatMap(({ tier, score, when }) => {
    const why = when(input);
    return why === undefined ? [] : [{ tier, score, why }];
  });
}

function ungated(input: ScoreInput): string | undefined {
  if (verdictOf(input, 'permission-system/containment') === 'met') return undefined;
  const tools = ungatedTools(input.map, DESTRUCTIVE).map((tool) => tool.name);
  if (tools.length > 0) {
    const shown = tools.length > 3 ? [...tools.slice(0, 3), `${tools.length - 3} more`] : tools;
    return `Nothing asks or refuses before ${list(shown)} ${tools.length === 1 ? 'takes' : 'take'} effect, and nothing contains it.`;
  }
  const { shell, codeExecution } = input.map.capabilities;
  if (!(shell || codeExecution) || !isAbsent(input, 'permission-system/gate')) return undefined;
  return 'The model can execute commands or code, no permission gate was found, and nothing contains it.';
}

function forgetful(input: ScoreInput): string | undefined {
  if (!isAbsent(input, 'session-persistence/durable')) return undefined;
  return 'No session outlives its process: a crash loses everything a run has done.';
}

function unlimited(input: ScoreInput): string | undefined {
  if (!isAbsent(input, 'token-budget/hard-limit')) return undefined;
  return 'Nothing stops a run: no limit on turns, tokens or cost.';
}

function untested(input: ScoreInput): string | undefined {
  const open = ['verification/harness-tests', 'verification/guardrail-tests'];
  if (!open.every((id) => isAbsent(input, id))) return undefined;
  return 'No test drives the loop or its guardrails, so nothing proves that the rest holds.';
}

function isAbsent(input: ScoreInput, criterion: string): boolean {
  const primitive = criterion.slice(0, criterion.indexOf('/'));
  return applies(input, primitive) && verdictOf(input, criterion) === 'absent';
}

function lowest(tiers: readonly (Tier | 'none')[]): Tier | 'none' {
  const rank = (tier: Tier | 'none') => (tier === 'none' ? -1 : TIERS.indexOf(tier));
  return tiers.reduce((low, tier) => (rank(tier) < rank(low) ? tier : low));
}
