// Arms that run under a condition. Guards are read from them, so an arm knows exactly which statements it holds and
// how they leave it.
import { ts } from 'ts-morph';
import type { BranchFact } from '../../../contracts/facts.js';
import {
  type Condition,
  caseCondition,
  condition,
  describe,
  endsProcess,
  isAssignment,
  negation,
} from './conditions.js';
import { type Draft, endLineOf, lineOf, visitAll, visitChildren } from './draft.js';

/** `if`, `else if` and `else` arms; an `else` holds under the negation of every test before it. */
export function takeIf(draft: Draft, node: ts.IfStatement): void {
  const tests: ts.Expression[] = [];
  let line = lineOf(draft, node);
  for (let at = node; ; ) {
    draft.visit(at.expression);
    tests.push(at.expression);
    takeArm(draft, 'if', line, condition(at.expression, draft.source), bodyOf(at.thenStatement));
    const next = at.elseStatement;
    if (next === undefined) return;
    line = elseLine(draft, at.thenStatement, next);
    if (!ts.isIfStatement(next)) {
      takeArm(draft, 'else', line, negation(tests, draft.source), bodyOf(next));
      return;
    }
    at = next;
  }
}

function elseLine(draft: Draft, before: ts.Node, after: ts.Node): number {
  const at = draft.source.text.lastIndexOf('else', after.getStart(draft.source));
  return draft.source.getLineAndCharacterOfPosition(Math.max(at, before.end)).line + 1;
}

/** `switch` arms. Labels that share one body are one arm: it runs for any of them. */
export function takeSwitch(draft: Draft, node: ts.SwitchStatement): void {
  draft.visit(node.expression);
  let labels: ts.CaseOrDefaultClause[] = [];
  for (const [index, clause] of node.caseBlock.clauses.entries()) {
    labels.push(clause);
    if (clause.statements.length === 0 && index < node.caseBlock.clauses.length - 1) continue;
    takeCase(draft, node.expression, labels);
    labels = [];
  }
}

function takeCase(draft: Draft, subject: ts.Expression, labels: ts.CaseOrDefaultClause[]): void {
  const [first] = labels;
  const last = labels.at(-1);
  if (first === undefined || last === undefined) return;
  const patterns = labels.filter(ts.isCaseClause).map((label) => label.expression);
  visitAll(draft, patterns);
  const kind = labels.some(ts.isDefaultClause) ? 'default' : 'case';
  const only = last.statements.length === 1 ? last.statements[0] : undefined;
  const body = only !== undefined && ts.isBlock(only) ? bodyOf(only) : last.statements;
  const test = caseCondition(subject, patterns, draft.source);
  takeArm(draft, kind, lineOf(draft, first), test, body.length > 0 ? body : [last]);
}

export function takeTernary(draft: Draft, node: ts.ConditionalExpression): void {
  draft.visit(node.condition);
  takeArm(draft, 'ternary', lineOf(draft, node), condition(node.condition, draft.source), [node.whenTrue]);
  const otherwise = negation([node.condition], draft.source);
  takeArm(draft, 'ternary', lineOf(draft, node.whenFalse), otherwise, [node.whenFalse]);
}

/** The right side of && and ||, when it does something; a mere value is part of its expression. */
export function takeLogical(draft: Draft, node: ts.BinaryExpression): void {
  if (!acts(node.right)) {
    visitChildren(draft, node);
    return;
  }
  const and = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  draft.visit(node.left);
  const test = and ? condition(node.left, draft.source) : negation([node.left], draft.source);
  takeArm(draft, and ? 'and' : 'or', lineOf(draft, node.right), test, [node.right]);
}

function acts(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node)) return true;
  if (isAssignment(node)) return true;
  if (ts.isJsxOpeningLikeElement(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => acts(child) || undefined) ?? false;
}

export function takeCatch(draft: Draft, node: ts.CatchClause): void {
  if (node.variableDeclaration) draft.visit(node.variableDeclaration);
  const caught = node.variableDeclaration?.name;
  const test = describe(caught?.getText(draft.source) ?? '', caught ? [caught] : [], []);
  takeArm(draft, 'catch', lineOf(draft, node), test, bodyOf(node.block));
}

function takeArm(
  draft: Draft,
  kind: BranchFact['kind'],
  line: number,
  test: Condition,
  body: readonly ts.Node[],
): void {
  const first = body[0];
  const last = body.at(-1);
  if (first === undefined || last === undefined) return;
  const inSwitch = kind === 'case' || kind === 'default';
  const exit = exitOf(body);
  const branch = draft.build.addBranch({
    line,
    bodyLine: lineOf(draft, first),
    endLine: endLineOf(draft, last),
    kind,
    ...test,
    // Leaving the switch is how an arm ends; what follows the switch runs all the same.
    exit: inSwitch && exit === 'break' ? 'none' : exit,
  });
  draft.build.inBranch(branch, () => visitAll(draft, body));
}

/** The statements of an arm: those inside its braces, or the one without; empty braces stand for themselves. */
function bodyOf(statement: ts.Statement): readonly ts.Node[] {
  return ts.isBlock(statement) && statement.statements.length > 0 ? statement.statements : [statement];
}

function exitOf(body: readonly ts.Node[]): BranchFact['exit'] {
  for (const node of body) {
    const exit = leaves(node);
    if (exit !== 'none') return exit;
  }
  return 'none';
}

function leaves(node: ts.Node): BranchFact['exit'] {
  if (ts.isReturnStatement(node)) return 'return';
  if (ts.isThrowStatement(node)) return 'throw';
  if (ts.isContinueStatement(node)) return 'continue';
  if (ts.isBreakStatement(node)) return 'break';
  if (ts.isBlock(node)) return exitOf(node.statements);
  if (ts.isExpressionStatement(node)) return endsProcess(node.expression) ? 'return' : 'none';
  if (ts.isIfStatement(node)) return both(leaves(node.thenStatement), node.elseStatement);
  if (ts.isTryStatement(node)) return both(exitOf(node.tryBlock.statements), node.catchClause?.block ?? node.tryBlock);
  return 'none';
}

function both(exit: BranchFact['exit'], other: ts.Statement | undefined): BranchFact['exit'] {
  return other !== undefined && leaves(other) !== 'none' ? exit : 'none';
}
