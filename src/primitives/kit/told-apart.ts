// Calls that may run together are told from the others by structure, whatever the two classes are called.
import type { BranchFact, CallNode, FunctionNode } from '../../contracts.js';
import { literally } from '../../words.js';
import { comparesAmounts, inArm } from './find.js';

/**
 * Whatever the classes are called: one branch runs calls together and its alternative runs them in order, or two lists are
 * made of the calls, and one is run together, the other in order. A comparison of amounts tells no classes apart.
 */
export function tellingApart(
  fn: FunctionNode,
  parallel: CallNode | undefined,
  serial: CallNode | undefined,
): number | undefined {
  if (parallel === undefined || serial === undefined) return undefined;
  const plain = (b: BranchFact): boolean =>
    !comparesAmounts(b) && !b.idents.some((i) => /^(len|length|size|count)$/.test(i));
  const arm = fn.branches.find(
    (b) => b.kind === 'if' && inArm(b, parallel.fact.line) && !inArm(b, serial.fact.line) && plain(b),
  );
  const other = fn.branches.some(
    (b) => b.kind === 'else' && inArm(b, serial.fact.line) && !inArm(b, parallel.fact.line),
  );
  if (arm !== undefined && (other || arm.exit === 'return')) return arm.line;
  const loop = serial.fact.loop === undefined ? undefined : fn.file.loops[serial.fact.loop];
  const given = parallel.fact.args.map((a) => a.text).join(' ');
  const list = loop?.idents.find(
    (i) =>
      fn.assignments.some((a) => a.target.split(/\W+/).includes(i)) && !new RegExp(`\\b${literally(i)}\\b`).test(given),
  );
  if (list === undefined) return undefined;
  const sorting = fn.branches.find((b) => /^(ternary|if)$/.test(b.kind) && b.line < parallel.fact.line && plain(b));
  return sorting?.line ?? fn.calls.find((c) => c.fact.result === list && c.fact.name === 'filter')?.fact.line;
}

/** Does the line stand inside the call? */
export function within(call: CallNode | undefined, line: number): boolean {
  return call !== undefined && call.fact.line <= line && line <= call.fact.endLine;
}
