// Each of the twelve: now, later when a number is reached, or not needed because. Foundations lean to now, machinery to
// later; a primitive is refused when an answer rules out the failure that it prevents.
import type { Catalogue, PrimitiveChoice } from '../../contracts.js';
import type { Ground } from './ground.js';
import { dayOne } from './primitives/day-one.js';
import { monthOne } from './primitives/month-one.js';
import type { Rule } from './primitives/rule.js';
import { weekOne } from './primitives/week-one.js';

const RULES: Readonly<Record<string, Rule>> = { ...dayOne, ...weekOne, ...monthOne };

/** One choice for each primitive of the catalogue, in its order. @throws when the catalogue has one without a rule. */
export function primitives(ground: Ground, catalogue: Catalogue): PrimitiveChoice[] {
  return catalogue.primitives.map(({ id }) => {
    const rule = RULES[id];
    if (rule === undefined) throw new Error(`no rule plans the primitive ${id}`);
    return { id, ...rule(ground) };
  });
}
