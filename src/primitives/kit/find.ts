// Questions that many judges ask of the graph, so that each criterion reads as what it looks for.
import type { BranchFact, CallNode, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';

/** Is the function's own or its owner's name about this? */
export function named(fn: FunctionNode, words: Vocabulary): boolean {
  return mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, words);
}

/** Functions in scope whose own or owner's name is about this. */
export function functionsNamed({ code }: JudgeContext, words: Vocabulary): FunctionNode[] {
  return code.functions.filter((fn) => fn.fact.kind !== 'module' && named(fn, words));
}

/** Calls in scope whose dotted callee is about this. */
export function callsNamed({ code }: JudgeContext, words: Vocabulary): CallNode[] {
  return code.calls.filter((call) => mentions(call.fact.callee, words));
}

/** Types in scope whose name is about this. */
export function typesNamed({ code }: JudgeContext, words: Vocabulary): TypeNode[] {
  return code.types.filter((type) => mentions(type.fact.name, words));
}

/** Members of a type whose name is about this. */
export function membersNamed(type: TypeNode, words: Vocabulary): TypeNode['fact']['members'] {
  return type.fact.members.filter((member) => mentions(member.name, words));
}

/** Does the condition compare sizes or amounts? */
export function comparesAmounts(branch: BranchFact): boolean {
  return branch.operators.some((o) => o === '>' || o === '>=' || o === '<' || o === '<=');
}

/** Does the line stand inside the branch's arm? */
export function inArm(branch: BranchFact, line: number): boolean {
  return branch.bodyLine <= line && line <= branch.endLine;
}

/** Calls inside the branch's arm. */
export function callsInArm(fn: FunctionNode, branch: BranchFact): CallNode[] {
  return fn.calls.filter((call) => inArm(branch, call.fact.line));
}

/** Does the function run as part of the agent's loop: a loop, reached from one, or on the way to one? */
export function onLoopPath({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.from.has(fn) || path.to.has(fn);
}

/** Does the function run while a loop goes on: a loop or reached from one? */
export function duringRun({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.from.has(fn);
}

/** Test cases: functions with a title. */
export function testCases({ code }: JudgeContext): FunctionNode[] {
  return code.tests.filter((fn) => fn.fact.testTitle !== undefined);
}

/** A test case with the closures inside it. */
export function withClosures(fn: FunctionNode): FunctionNode[] {
  return [fn, ...fn.children.flatMap(withClosures)];
}
