// A second reader costs money and can be wrong, so it is asked only where the static analysis is in doubt or where a
// mistake hurts most.
import type { Consequence, Criterion, ReviewQuestion, Verdict } from '../contracts.js';

/** A wrong verdict here hides harm to the user's machine or work. */
const HIGH: ReadonlySet<Consequence> = new Set<Consequence>(['silent-harm', 'lost-or-doubled-work']);

/** Why the criterion is put to a reader; undefined when it is not. What does not apply is not asked. */
export function reasonToAsk(
  criterion: Pick<Criterion, 'consequence'>,
  verdict: Verdict,
): ReviewQuestion['asked'] | undefined {
  if (verdict.verdict === 'na') return undefined;
  if (verdict.confidence === 'low') return 'low-confidence';
  return HIGH.has(criterion.consequence) ? 'high-consequence' : undefined;
}
