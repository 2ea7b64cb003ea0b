// Which conditions decide whether a line runs: the arms it stands in, and the earlier arms that leave before it.
import type { BranchFact, FunctionNode, Guard } from '../../../contracts.js';

/** Conditions on the way to a line of a function, innermost first; then early exits, nearest first. */
export function guardsOf(fn: FunctionNode, line: number): Guard[] {
  const inside: Guard[] = [];
  const early: Guard[] = [];
  for (const branch of fn.branches) {
    if (branch.bodyLine <= line && line <= branch.endLine) inside.push({ branch, fn, how: 'inside' });
    else if (branch.endLine < line && branch.exit !== 'none' && sameBlock(fn, branch, line))
      early.push({ branch, fn, how: 'early-exit' });
  }
  return [
    ...inside.sort((a, b) => b.branch.bodyLine - a.branch.bodyLine),
    ...early.sort((a, b) => b.branch.line - a.branch.line),
  ];
}

/** An arm that leaves guards a later line only when both stand in the same enclosing arm (or the line stands deeper). */
function sameBlock(fn: FunctionNode, branch: BranchFact, line: number): boolean {
  const parent = branch.parent === undefined ? undefined : fn.file.branches[branch.parent];
  const loop = branch.loop === undefined ? undefined : fn.file.loops[branch.loop];
  const inParent = parent === undefined || (parent.bodyLine <= line && line <= parent.endLine);
  const inLoop =
    loop === undefined ||
    (loop.line <= line && line <= loop.endLine) ||
    branch.exit === 'return' ||
    branch.exit === 'throw';
  return inParent && inLoop;
}
