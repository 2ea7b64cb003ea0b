// A comparison with yes is no safeguard where silence has been made a yes before it: an empty line, an end of input.
import type { FunctionNode } from '../../contracts.js';
import { inArm } from './find.js';

const YES = /^["'`](y|yes)["'`]$/i;
const OTHERWISE = /(\bor|\|\||\?\?)\s*["'`](y|yes)["'`]\)?$/i;

/** The function, or one it calls in its file, takes a missing or failed answer for a yes. */
export function yesByDefault(fn: FunctionNode): boolean {
  return [fn, ...fn.callees.filter((c) => c.file === fn.file)].some((f) => {
    const caught = f.branches.filter((b) => b.kind === 'catch');
    return f.assignments.some((a) => OTHERWISE.test(a.text) || (isYes(a.text) && caught.some((b) => inArm(b, a.line))));
  });
}

/** The front ends give a string's value without its quotes where the string is all there is. */
function isYes(text: string): boolean {
  return YES.test(text) || /^(y|yes)$/i.test(text);
}
