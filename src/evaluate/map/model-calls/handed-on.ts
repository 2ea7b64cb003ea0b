// The path of a model API stands in one file, the request that goes there in another: `post(base + "/v1/messages", body)`.
import type { FunctionNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';

/** From the helper that is given the address to the request it sends. */
const DEPTH = 2;

/** Calls that hand an address with such a path to a function of the code which sends a request. */
export function handedOn(
  survey: Survey,
  fn: FunctionNode,
  endpoint: RegExp,
  sends: (fn: FunctionNode) => boolean,
): { line: number } | undefined {
  const call = fn.calls.find(
    ({ fact, targets }) =>
      targets.length > 0 &&
      fact.args.some((a) => endpoint.test(a.text) || namesAddress(fn, a.text, endpoint)) &&
      [...survey.code.reach(targets, DEPTH).keys()].some((t) => t.inScope && sends(t)),
  );
  return call === undefined ? undefined : { line: call.fact.line };
}

/** A local name that was bound to such an address. */
function namesAddress(fn: FunctionNode, text: string, endpoint: RegExp): boolean {
  return /^\w+$/.test(text) && fn.assignments.some((a) => a.target === text && endpoint.test(a.text));
}
