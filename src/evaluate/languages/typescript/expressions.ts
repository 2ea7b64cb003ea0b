// How an expression reads in facts: its kind, its text, its dotted path. Every fact group describes values through
// these, so that the same value is described the same everywhere.
import { ts } from 'ts-morph';
import type { ValueKind } from '../../../contracts/facts.js';
import { clip, clipString } from '../tree-sitter/builder.js';

const KINDS = new Map<ts.SyntaxKind, ValueKind>([
  [ts.SyntaxKind.StringLiteral, 'string'],
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral, 'string'],
  [ts.SyntaxKind.TemplateExpression, 'template'],
  [ts.SyntaxKind.NumericLiteral, 'number'],
  [ts.SyntaxKind.BigIntLiteral, 'number'],
  [ts.SyntaxKind.TrueKeyword, 'boolean'],
  [ts.SyntaxKind.FalseKeyword, 'boolean'],
  [ts.SyntaxKind.NullKeyword, 'null'],
  [ts.SyntaxKind.VoidExpression, 'null'],
  [ts.SyntaxKind.RegularExpressionLiteral, 'regex'],
  [ts.SyntaxKind.ArrayLiteralExpression, 'array'],
  [ts.SyntaxKind.ObjectLiteralExpression, 'object'],
  [ts.SyntaxKind.ArrowFunction, 'function'],
  [ts.SyntaxKind.FunctionExpression, 'function'],
  [ts.SyntaxKind.CallExpression, 'call'],
  [ts.SyntaxKind.TaggedTemplateExpression, 'call'],
  [ts.SyntaxKind.JsxElement, 'call'],
  [ts.SyntaxKind.JsxSelfClosingElement, 'call'],
  [ts.SyntaxKind.NewExpression, 'new'],
  [ts.SyntaxKind.PropertyAccessExpression, 'reference'],
  [ts.SyntaxKind.ElementAccessExpression, 'reference'],
  [ts.SyntaxKind.ThisKeyword, 'reference'],
  [ts.SyntaxKind.BinaryExpression, 'binary'],
]);

/** The value behind parentheses, type assertions, `!` and `await`. */
export function unwrap(node: ts.Expression): ts.Expression {
  let value = node;
  while (
    ts.isParenthesizedExpression(value) ||
    ts.isAsExpression(value) ||
    ts.isSatisfiesExpression(value) ||
    ts.isNonNullExpression(value) ||
    ts.isTypeAssertionExpression(value) ||
    ts.isAwaitExpression(value)
  )
    value = value.expression;
  return value;
}

/** The sort of value an expression is, seen through parentheses, assertions and `await`. */
export function kindOf(node: ts.Expression | undefined): ValueKind {
  if (node === undefined) return 'none';
  const value = unwrap(node);
  if (ts.isIdentifier(value)) return value.text === 'undefined' ? 'null' : 'reference';
  if (ts.isPrefixUnaryExpression(value)) return ts.isNumericLiteral(value.operand) ? 'number' : 'other';
  return KINDS.get(value.kind) ?? 'other';
}

/** Source text on one line, at most 120 characters; a string's own value, at most 300. */
export function textOf(node: ts.Node | undefined, source: ts.SourceFile): string {
  if (node === undefined) return '';
  const value = ts.isExpression(node) ? unwrap(node) : node;
  if (ts.isStringLiteralLike(value)) return clipString(value.text);
  return clip(node.getText(source));
}

/** A template as it reads, each interpolation written `{}`. */
export function templateText(node: ts.TemplateExpression): string {
  return node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join('');
}

/**
 * Dotted path of an expression: `this.client.create`, `tools[].run`, `open().read`. Optional chaining, assertions and
 * `await` leave no trace; a value without a name is `""`, `[]`, `{}`, `<closure>` or `()`.
 */
export function pathOf(node: ts.Expression): string {
  const value = unwrap(node);
  if (ts.isIdentifier(value)) return value.text;
  if (ts.isPropertyAccessExpression(value)) return `${pathOf(value.expression)}.${value.name.text}`;
  if (ts.isElementAccessExpression(value)) return `${pathOf(value.expression)}[]`;
  if (ts.isCallExpression(value) || ts.isNewExpression(value)) return `${pathOf(value.expression)}()`;
  if (ts.isTaggedTemplateExpression(value)) return `${pathOf(value.tag)}()`;
  if (ts.isExpressionWithTypeArguments(value)) return pathOf(value.expression);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return '<closure>';
  if (ts.isRegularExpressionLiteral(value)) return clip(value.text);
  if (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value)) return '""';
  if (ts.isArrayLiteralExpression(value)) return '[]';
  if (ts.isObjectLiteralExpression(value)) return '{}';
  return KEYWORD_PATHS.get(value.kind) ?? '()';
}

const KEYWORD_PATHS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.ThisKeyword, 'this'],
  [ts.SyntaxKind.SuperKeyword, 'super'],
  [ts.SyntaxKind.ImportKeyword, 'import'],
  [ts.SyntaxKind.MetaProperty, 'import.meta'],
]);

/** Path or text of what a value is bound to: an identifier, a destructuring pattern, an assignment target. */
export function targetOf(node: ts.Node, source: ts.SourceFile): string {
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) return clip(node.getText(source));
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return clip(node.getText(source));
  return ts.isExpression(node) ? pathOf(node) : clip(node.getText(source));
}

/** Name of a property or member as written; a computed one keeps its brackets unless it is a literal. */
export function keyOf(name: ts.PropertyName | ts.JsxAttributeName, source: ts.SourceFile): string {
  if (ts.isComputedPropertyName(name))
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : clip(name.getText(source));
  return ts.isJsxNamespacedName(name) ? name.getText(source) : name.text;
}
