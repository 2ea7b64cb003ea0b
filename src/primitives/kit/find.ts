// Questions that many judges ask of the graph, so that each criterion reads as what it looks for.
import type { BranchFact, CallNode, ExitFact, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';

/** Is the function's own or its owner's name about this? */
export function named(fn: FunctionNode, words: Vocabulary): boolean {
  return mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, words);
}

/** Does the condition compare sizes or amounts? */
export function comparesAmounts(branch: BranchFact): boolean {
  return branch.operators.some((o) => o === '>' || o === '>=' || o === '<' || o === '<=');
}

/** Does the line stand inside the branch's arm? */
export function inArm(branch: BranchFact, line: number): boolean {
  return branch.bodyLine <= line && line <= branch.endLine;
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

/** A framework's question to the person whose answer comes back into the run. */
export function isAnswered({ fact, fn, module }: CallNode): boolean {
  if (fact.name !== 'interrupt' || module === undefined) return false;
  return fact.result !== undefined || fn.assignments.some((a) => a.line <= fact.line && fact.line <= a.line + 1);
}

/** Ways out of the function that stand in the arm. */
export function exitsIn(fn: FunctionNode, branch: BranchFact): ExitFact[] {
  return fn.exits.filter((e) => branch.bodyLine <= e.line && e.line <= branch.endLine);
}

/** Is the line an effect that a tool was asked for? What it writes says nothing of the decision that let it. */
export function isToolsOwn({ map }: JudgeContext, file: string, line: number): boolean {
  return map.tools.some((t) => t.effects.some((e) => e.site.file === file && e.site.line === line));
}
