// Where a request is measured before it is sent. The map knows the comparisons; this asks what each one does about it.
import type { Budget, Codebase, FunctionNode, JudgeContext } from '../../contracts.js';
import { findCompactors } from './compaction.js';
import type { Signal } from './judgement.js';
import { armsOf } from './limit-arms.js';

/** Signals for a size check before the model call: full in the loop, half beside it or for a plain cut. */
export function beforeTheCall(context: JudgeContext): Signal[] {
  const { code, map, path } = context;
  const checks = map.budgets
    .filter((b) => b.of === 'context')
    .flatMap((b): Signal[] => {
      const fn = code.function(b.fn);
      if (fn === undefined || !(b.stops || actsOn(code, b))) return [];
      const inLoop = path.from.has(fn);
      return [
        {
          strength: inLoop ? 'full' : 'half',
          file: b.site.file,
          line: b.site.line,
          note: inLoop
            ? 'the size is compared with a limit before the model call'
            : 'the size is compared outside the loop',
          fn,
        },
      ];
    });
  const cuts = findCompactors(context)
    .filter((c) => c.how === 'cut' && path.from.has(c.fn))
    .map(
      (c): Signal => ({
        strength: 'half',
        file: c.fn.file.path,
        line: c.line,
        note: 'the history is cut without a measure of the request',
        fn: c.fn,
      }),
    );
  return [...checks, ...cuts];
}

/** The arm calls something, drops something, or the loop around it does. */
function actsOn(code: Codebase, budget: Budget): boolean {
  return armsOf(code, budget).some(({ fn, from, to }) => calledBetween(fn, Math.max(budget.site.line, from), to));
}

function calledBetween(fn: FunctionNode, from: number, to: number): boolean {
  return (
    fn.calls.some((c) => from <= c.fact.line && c.fact.line <= to) ||
    fn.assignments.some((a) => from <= a.line && a.line <= to)
  );
}
