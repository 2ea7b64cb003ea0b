// A rule answers with a choice and its reason; the three constructors keep the rules readable as a list of cases.
import type { PrimitiveChoice } from '../../../contracts.js';
import type { Ground } from '../ground.js';

export type Chosen = Omit<PrimitiveChoice, 'id'>;
export type Rule = (ground: Ground) => Chosen;

export function now(phase: 1 | 2, because: string): Chosen {
  return { choice: 'now', phase, because };
}

/** `trigger` names what is measured and the number at which it is due. */
export function later(trigger: string, because: string): Chosen {
  return { choice: 'later', phase: 3, because, trigger };
}

export function notNeeded(because: string): Chosen {
  return { choice: 'not-needed', because };
}
