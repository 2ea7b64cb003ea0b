// Loops. What runs on every turn (test, body, step) is inside; what runs once before (the start value, the list that
// is walked) is outside.
import { ts } from 'ts-morph';
import type { LoopFact } from '../../../contracts/facts.js';
import { describe } from './conditions.js';
import { type Draft, endLineOf, lineOf, visitAll } from './draft.js';

export function takeWhile(draft: Draft, node: ts.WhileStatement | ts.DoStatement): void {
  const kind = isAlways(node.expression) ? 'infinite' : ts.isDoStatement(node) ? 'do' : 'while';
  const inside = ts.isDoStatement(node) ? [node.statement, node.expression] : [node.expression, node.statement];
  takeLoop(draft, node, kind, node.expression.getText(draft.source), inside, [node.expression]);
}

export function takeFor(draft: Draft, node: ts.ForStatement): void {
  if (node.initializer) draft.visit(node.initializer);
  const { condition, incrementor } = node;
  const kind = condition === undefined || isAlways(condition) ? 'infinite' : 'for';
  takeLoop(
    draft,
    node,
    kind,
    condition?.getText(draft.source) ?? '',
    [condition, node.statement, incrementor],
    [condition],
  );
}

export function takeForEach(draft: Draft, node: ts.ForOfStatement | ts.ForInStatement): void {
  draft.visit(node.expression);
  const { initializer, expression } = node;
  const word = ts.isForOfStatement(node) ? 'of' : 'in';
  const text = `${initializer.getText(draft.source)} ${word} ${expression.getText(draft.source)}`;
  takeLoop(draft, node, 'for-each', text, [initializer, node.statement], [initializer, expression]);
}

function takeLoop(
  draft: Draft,
  node: ts.Node,
  kind: LoopFact['kind'],
  text: string,
  inside: (ts.Node | undefined)[],
  tested: (ts.Node | undefined)[],
): void {
  const { test, idents, literals } = describe(
    text,
    tested.filter((part) => part !== undefined),
    [],
  );
  const span = { line: lineOf(draft, node), endLine: endLineOf(draft, node) };
  const loop = draft.build.addLoop({ ...span, kind, test, idents, literals });
  draft.build.inLoop(loop, () => visitAll(draft, inside));
}

function isAlways(test: ts.Expression): boolean {
  if (test.kind === ts.SyntaxKind.TrueKeyword) return true;
  return ts.isNumericLiteral(test) && Number(test.text) !== 0;
}
