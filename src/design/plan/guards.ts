// What stands behind each line of what must never happen: the data that decides, where it is decided, and where code
// cannot decide at all, which is said and not hidden behind a refusal that nobody could write.
import type { DesignGuard } from '../../contracts.js';
import type { Ground } from './ground.js';
import { linesOf } from './guards/lines.js';
import { ruleOf } from './guards/rules.js';

/** One row for each line, in the builder's order. */
export function guards(ground: Ground): DesignGuard[] {
  return linesOf(ground).map((line) => {
    const { by, needs, decides, where } = ruleOf(line, ground);
    return { never: line.text, by, needs, decides, where };
  });
}
