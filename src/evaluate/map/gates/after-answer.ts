// A decision made before the model has answered is about asking it (does the request fit, is there money left), not about
// what it wants done: only what stands between the answer and the effect is a gate.
import type { FunctionNode, Gate, ModelCall } from '../../../contracts.js';
import type { Spine } from '../spine.js';
import type { Survey } from '../survey.js';

const DEPTH = 4;

/** The gates, without those that stand before the question to the model in a function that goes on to act on its answer. */
export function afterAnswer({ code }: Survey, spine: Spine, modelCalls: ModelCall[], gates: Gate[]): Gate[] {
  const asking = code.reachedBy(
    modelCalls.flatMap((m) => code.function(m.fn) ?? []),
    DEPTH,
  );
  const lines = new Set(modelCalls.map((m) => `${m.fn}:${m.site.line}`));
  const firstAsk = (fn: FunctionNode, last: number): number => {
    const asks = fn.calls.filter(
      (c) =>
        c.fact.line < last &&
        (lines.has(`${fn.id}:${c.fact.line}`) || c.targets.some((t) => asking.has(t))) &&
        !c.targets.some((t) => spine.has(t)),
    );
    return Math.min(...asks.map((c) => c.fact.line));
  };
  return gates.filter((gate) => {
    const fn = code.function(gate.fn);
    const last = fn === undefined ? undefined : spine.get(fn);
    if (fn === undefined || last === undefined) return true;
    const ask = firstAsk(fn, last);
    return ask === Number.POSITIVE_INFINITY || gate.site.line > ask || gate.kind === 'framework';
  });
}
