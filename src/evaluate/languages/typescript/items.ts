// The literals a list, set or table is made of: allow lists, block lists, states, limits.
import { ts } from 'ts-morph';
import { clip, clipString, MAX_ITEMS } from '../tree-sitter/builder.js';
import { keyOf, pathOf, unwrap } from './expressions.js';

/** Literal strings, numbers and patterns of an array, inner arrays included. */
export function literalsIn(node: ts.Expression): string[] {
  const value = unwrap(node);
  if (!ts.isArrayLiteralExpression(value)) return [];
  return value.elements.flatMap((e) => literal(e) ?? literalsIn(e)).slice(0, MAX_ITEMS);
}

/** Items of an initialiser: an array's literals, an object's keys, the content a set or map starts with. */
export function itemsOf(node: ts.Expression | undefined, source: ts.SourceFile): string[] {
  const value = node && unwrap(node);
  if (value === undefined) return [];
  if (ts.isArrayLiteralExpression(value)) return literalsIn(value);
  if (ts.isObjectLiteralExpression(value)) return keysOf(value, source);
  if (!ts.isNewExpression(value) && !ts.isCallExpression(value)) return [];
  const [content] = value.arguments ?? [];
  if (content === undefined) return [];
  const callee = pathOf(value.expression);
  if (/^(Weak)?Map$/.test(callee)) return mapKeys(unwrap(content));
  return callee === 'Object.freeze' ? itemsOf(content, source) : literalsIn(content);
}

function literal(node: ts.Expression): string[] | undefined {
  const value = unwrap(node);
  if (ts.isStringLiteralLike(value)) return [clipString(value.text)];
  if (ts.isRegularExpressionLiteral(value)) return [clip(value.text)];
  return ts.isNumericLiteral(value) ? [value.text] : undefined;
}

function keysOf(node: ts.ObjectLiteralExpression, source: ts.SourceFile): string[] {
  return node.properties.flatMap((p) => (p.name ? [keyOf(p.name, source)] : [])).slice(0, MAX_ITEMS);
}

function mapKeys(content: ts.Expression): string[] {
  if (!ts.isArrayLiteralExpression(content)) return [];
  const keys = content.elements.map((e) => unwrap(e)).filter(ts.isArrayLiteralExpression);
  return keys.flatMap((pair) => (pair.elements[0] ? (literal(pair.elements[0]) ?? []) : [])).slice(0, MAX_ITEMS);
}
