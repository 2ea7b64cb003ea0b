// Verdicts become a grade and a list of findings here. Pure: what is judged twice is scored the same twice.
import type { Report } from '../contracts.js';
import { total } from './score/caps.js';
import { findings } from './score/findings.js';
import type { ScoreInput } from './score/input.js';
import { levels } from './score/levels.js';

export type { ScoreInput } from './score/input.js';

/** Levels, total and findings. Without a harness there is nothing to grade: no level, no finding, no number. */
export function score(input: ScoreInput): Pick<Report, 'score' | 'primitives' | 'findings'> {
  if (!input.map.found) return { score: { overall: null, tier: 'none', caps: [] }, primitives: [], findings: [] };
  const primitives = levels(input);
  return { score: total(input, primitives), primitives, findings: findings(input, primitives) };
}
