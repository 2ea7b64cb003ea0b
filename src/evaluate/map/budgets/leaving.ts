// Does an arm end the run? A throw does; a break or return in the agent loop does; a return elsewhere only where a
// function of the run decides by the answer.
import type { BranchFact, FunctionNode, JudgeContext, LoopFact } from '../../../contracts.js';

/** Does the branch's arm leave the agent loop? `statements` are the agent loops of the function itself. */
export function leavesRun(
  fn: FunctionNode,
  branch: BranchFact,
  path: JudgeContext['path'],
  statements: LoopFact[],
): boolean {
  if (branch.exit === 'throw' || exitsProcess(fn, branch)) return true;
  const around = statements.filter((l) => l.line <= branch.line && branch.line <= l.endLine);
  if (branch.exit === 'break') {
    const innermost = branch.loop === undefined ? undefined : fn.file.loops[branch.loop];
    return innermost !== undefined && around.includes(innermost);
  }
  if (branch.exit === 'return') return around.length > 0 || path.loops.includes(fn) || decides(fn, path, new Set([fn]));
  return setsLoopCondition(fn, branch, around);
}

/** Does some condition near the run hang on the function's answer? */
export function isAsked(fn: FunctionNode, path: JudgeContext['path']): boolean {
  return (
    decides(fn, path, new Set([fn])) ||
    fn.callers.some((caller) =>
      caller.calls.some((c) => c.targets.includes(fn) && caller.branches.some((b) => b.line === c.fact.line)),
    )
  );
}

function exitsProcess(fn: FunctionNode, branch: BranchFact): boolean {
  return fn.exits.some((e) => e.kind === 'exit' && within(branch, e.line));
}

/** A caller on the path branches on what the function answers, or hands the answer on to one that does. */
function decides(fn: FunctionNode, path: JudgeContext['path'], seen: Set<FunctionNode>): boolean {
  if (seen.size > 4) return false;
  return fn.callers.some((caller) => {
    if (seen.has(caller) || !(path.from.has(caller) || path.to.has(caller))) return false;
    return caller.calls.some((c) => {
      if (!c.targets.includes(fn)) return false;
      const { result, name, line } = c.fact;
      if (result === 'return' || result === 'yield')
        return path.loops.includes(caller) || decides(caller, path, new Set(seen).add(caller));
      const names = result === undefined ? [name] : [...result.split(/[\s,]+/), ...boundWith(caller, line, name)];
      return (
        caller.branches.some(
          (b) =>
            b.line >= line && (b.exit !== 'none' || goesOn(caller, b, path)) && names.some((n) => b.idents.includes(n)),
        ) || caller.loops.some((l) => names.some((n) => l.idents.includes(n)))
      );
    });
  });
}

/** The arm takes the next turn: the run ends where it is not taken. */
function goesOn(fn: FunctionNode, branch: BranchFact, path: JudgeContext['path']): boolean {
  return fn.calls.some((c) => within(branch, c.fact.line) && c.targets.some((t) => path.loops.includes(t)));
}

/** Go binds every value of an answer to a name of its own: `reason, reached := limit(turn)`. */
function boundWith(caller: FunctionNode, line: number, name: string): string[] {
  return caller.assignments
    .filter((a) => a.line === line && a.kind === 'call' && a.idents.includes(name))
    .map((a) => a.target);
}

/** The arm sets what the loop's condition asks: `done = true` under `while (!done)`. */
function setsLoopCondition(fn: FunctionNode, branch: BranchFact, around: LoopFact[]): boolean {
  return fn.assignments.some(
    (a) =>
      within(branch, a.line) && around.some((l) => l.idents.includes(a.target.replace(/^.*\./, '')) && a.op === '='),
  );
}

function within(branch: BranchFact, line: number): boolean {
  return branch.bodyLine <= line && line <= branch.endLine;
}
