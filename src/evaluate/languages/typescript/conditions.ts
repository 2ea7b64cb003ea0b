// Names, operators and literals of a condition or a value: what a judge compares a guard or a limit by.
import { ts } from 'ts-morph';
import type { BranchFact } from '../../../contracts/facts.js';
import { clip, MAX_TEST } from '../tree-sitter/builder.js';

export type Condition = Pick<BranchFact, 'test' | 'idents' | 'operators' | 'literals'>;

/** Comparison and logical operators, as facts write them. */
const OPERATORS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
  [ts.SyntaxKind.EqualsEqualsToken, '=='],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '&&'],
  [ts.SyntaxKind.BarBarToken, '||'],
  [ts.SyntaxKind.QuestionQuestionToken, '??'],
  [ts.SyntaxKind.InKeyword, 'in'],
  [ts.SyntaxKind.InstanceOfKeyword, 'instanceof'],
]);

interface Parts {
  idents: Set<string>;
  operators: Set<string>;
  literals: Set<string>;
}

/** The condition that an expression holds. */
export function condition(test: ts.Expression, source: ts.SourceFile): Condition {
  return describe(test.getText(source), [test], []);
}

/** The condition that none of the expressions holds. */
export function negation(tests: ts.Expression[], source: ts.SourceFile): Condition {
  const text = tests.map((t) => `!(${t.getText(source)})`).join(' && ');
  return describe(text, tests, tests.length > 1 ? ['!', '&&'] : ['!']);
}

/** The condition of a switch arm: the subject is one of the patterns; without patterns, the `default` arm. */
export function caseCondition(subject: ts.Expression, patterns: ts.Expression[], source: ts.SourceFile): Condition {
  const plain = subject.kind === ts.SyntaxKind.TrueKeyword;
  const subjectText = subject.getText(source);
  const text = patterns.map((p) => (plain ? p.getText(source) : `${subjectText} === ${p.getText(source)}`));
  const operators = [...(plain || patterns.length === 0 ? [] : ['===']), ...(patterns.length > 1 ? ['||'] : [])];
  return describe(patterns.length === 0 ? subjectText : text.join(' || '), [subject, ...patterns], operators);
}

/** Names and literals of any expression, with its text. */
export function describe(text: string, nodes: ts.Node[], operators: string[]): Condition {
  const parts: Parts = { idents: new Set(), operators: new Set(operators), literals: new Set() };
  for (const node of nodes) collect(node, parts);
  return {
    test: clip(text, MAX_TEST),
    idents: [...parts.idents],
    operators: [...parts.operators],
    literals: [...parts.literals],
  };
}

/** Distinct identifiers of a value. Closures with a body of their own are left to their own facts. */
export function identsOf(node: ts.Node | undefined): string[] {
  const parts: Parts = { idents: new Set(), operators: new Set(), literals: new Set() };
  if (node !== undefined) collect(node, parts);
  return [...parts.idents];
}

function collect(node: ts.Node, parts: Parts): void {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) parts.idents.add(node.text);
  else if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) parts.literals.add(node.text);
  else if (ts.isRegularExpressionLiteral(node)) parts.literals.add(clip(node.text));
  else if (ts.isBinaryExpression(node)) note(parts, OPERATORS.get(node.operatorToken.kind));
  else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) note(parts, '!');
  else if (ts.isBlock(node) || ts.isTypeNode(node)) return;
  ts.forEachChild(node, (child) => collect(child, parts));
}

function note(parts: Parts, operator: string | undefined): void {
  if (operator !== undefined) parts.operators.add(operator);
}

/** `process.exit(…)` and its kin: the call that ends the program. */
export function endsProcess(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: program, name } = node.expression;
  if (!ts.isIdentifier(program) || (program.text !== 'process' && program.text !== 'Deno')) return false;
  return name.text === 'exit' || name.text === 'abort';
}

/** `a = b`, `a += b`, `a ??= b`. */
export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
