// Code that wraps an SDK's client often keeps the client's own interface: a logger, a recorder and a router around one
// `generateContentStream`. Calls then resolve to the wrappers, and the SDK itself is handed in where no call shows it.
import type { CallNode, CallPattern, Codebase, Framework, FunctionNode } from '../../../contracts.js';
import { matchPattern } from '../framework-match.js';
import type { Survey } from '../survey.js';

const DEPTH = 8;

/**
 * Calls that an SDK's request pattern describes by name, answered by wrappers of the target that hand the same request
 * on. They count only where no request is known behind them.
 */
export function delegatedRequests(
  survey: Survey,
  known: ReadonlySet<string>,
): { call: CallNode; framework: Framework }[] {
  const { code } = survey;
  return code.calls.flatMap((call) => {
    if (call.targets.length === 0 || call.module !== undefined || call.fact.receiver === '') return [];
    const framework = survey.using(call.fn.file).find((f) => (f.requests ?? []).some((p) => coined(call, p)));
    if (framework === undefined || !call.targets.some((t) => handsOn(t, call.fact.name))) return [];
    return reachesKnown(code, call.targets, known) ? [] : [{ call, framework }];
  });
}

/** A name of several words is the SDK's own; `create`, `invoke` and `send` are anybody's. */
function coined(call: CallNode, pattern: CallPattern): boolean {
  return /[a-z][A-Z]|_/.test(call.fact.name) && matchPattern(call.fact.callee, call.fact.isNew, pattern);
}

function handsOn(fn: FunctionNode, name: string): boolean {
  return fn.fact.name === name && fn.calls.some((c) => c.fact.name === name);
}

function reachesKnown(code: Codebase, from: FunctionNode[], known: ReadonlySet<string>): boolean {
  for (const fn of code.reach(from, DEPTH).keys()) if (known.has(fn.id)) return true;
  return false;
}
