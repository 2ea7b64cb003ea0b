// A call of whatever tool was asked for runs one of the tools. Where names could not tell which functions that are, the
// declarations can: the graph is completed with them, so that paths lead from the loop to the effects.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';

const NEAR = 6;

/** Joins each dispatch to the run functions it does not reach. */
export function linkDispatches(
  survey: Survey,
  links: readonly { fn: FunctionNode; line: number; runs: readonly FunctionNode[] }[],
): void {
  for (const { fn, line, runs } of links) {
    const reached = survey.code.reach([fn], NEAR);
    const missing = runs.filter((r) => r !== fn && !reached.has(r) && !survey.code.reach([r], NEAR).has(fn));
    if (missing.length === 0) continue;
    const call = fn.calls.find((c) => c.fact.line === line && c.targets.length === 0);
    if (call === undefined) continue;
    join(call, missing);
  }
}

function join(call: CallNode, runs: FunctionNode[]): void {
  call.targets = [...call.targets, ...runs];
  call.guessed = true;
  for (const run of runs) {
    if (!call.fn.callees.includes(run)) call.fn.callees.push(run);
    if (!run.callers.includes(call.fn)) run.callers.push(call.fn);
  }
}
