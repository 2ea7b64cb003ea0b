// Every number that decides a score stands here and nowhere else, so that no two places can disagree.
import type { Severity, Tier, VerdictValue } from '../../contracts.js';

/** Tiers in the order they should be built. */
export const TIERS: readonly Tier[] = ['day-one', 'week-one', 'month-one'];

/**
 * What a primitive counts for in the overall score. Day-one primitives prevent harm and lost work, so each weighs as
 * much as four month-one primitives; a month-one flourish cannot pay for a missing gate.
 */
export const TIER_WEIGHT: Readonly<Record<Tier, number>> = { 'day-one': 4, 'week-one': 2, 'month-one': 1 };

/** Share of a criterion's weight that a verdict earns. `unknown` earns nothing: unseen is never clean. */
export const EARNED: Readonly<Record<Exclude<VerdictValue, 'na'>, number>> = {
  met: 1,
  partial: 0.5,
  absent: 0,
  unknown: 0,
};

/** A present primitive is strong when it has earned this share of its other criteria's weight. */
export const STRONG_SHARE = 2 / 3;

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
