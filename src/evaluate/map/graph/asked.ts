// Which calls a condition turns on: made in the test, or before it and kept under a name that the test reads. The answer
// may be taken apart, `const { verdict, why } = rule(call)`, or read through another name, `ok = ruling.allowed`.
import type { AssignmentFact, BranchFact, CallNode, FunctionNode } from '../../../contracts.js';

/** What went wrong is in every answer; only the call that stands directly before the test gave this one. */
const SHARED = /^(err|error|ok|_)$/;

/** Calls whose answer the condition tests. */
export function askedBy(fn: FunctionNode, branch: BranchFact): CallNode[] {
  const read = new Set(branch.idents.flatMap((ident) => [ident, ...readThrough(fn, ident, branch.line)]));
  return fn.calls.filter((call) => {
    const { fact } = call;
    if (fact.line > branch.line) return false;
    if (isSubject(branch, call)) return true;
    if (fact.line === branch.line && branch.idents.includes(fact.name)) return true;
    if (fact.line === branch.line && branch.kind !== 'if') return false;
    const names = answerNames(fn, call).filter((name) => read.has(name));
    return names.some((name) => !SHARED.test(name) || last(fn, name, branch.line)?.line === fact.line);
  });
}

/** Names that the answer of a call is bound to, one for each part. */
function answerNames(fn: FunctionNode, { fact }: CallNode): string[] {
  const { result } = fact;
  if (result === undefined || result === 'return' || result === 'yield') return [];
  const own = result.match(/\w+/g) ?? [];
  const beside = fn.assignments
    .filter((a) => a.line === fact.line && a.kind === 'call' && a.text.startsWith(`${fact.callee}(`))
    .map((a) => a.target);
  const all = [...new Set([...own, ...beside])];
  return all.length > 1 ? all.filter((name) => !SHARED.test(name)) : all;
}

/** `match rule(call) { Some(x) => … }`: the arms of what was called. */
function isSubject({ kind, test }: BranchFact, { fact }: CallNode): boolean {
  return kind === 'case' && (test.startsWith(`${fact.callee}(`) || test.startsWith(`await ${fact.callee}(`));
}

/** `allowed` stands for `ruling` where it was read off it. */
function readThrough(fn: FunctionNode, name: string, line: number): string[] {
  const from = last(fn, name, line);
  if (from === undefined || from.kind !== 'reference') return [];
  return /^&?(\w+)\??\.\w+$/.exec(from.text)?.slice(1) ?? [];
}

function last(fn: FunctionNode, name: string, line: number): AssignmentFact | undefined {
  return fn.assignments.filter((a) => a.target === name && a.line <= line).at(-1);
}
