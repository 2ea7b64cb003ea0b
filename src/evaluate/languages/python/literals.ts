// A Python string literal is a prefix, quotes, escapes and interpolations, possibly several side by side.
// Judges want the value it has when the program runs.
import type { Syntax } from '../tree-sitter/syntax.js';

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Is the node a string literal, or several written side by side? */
export function isString(node: Syntax): boolean {
  return node.type === 'string' || node.type === 'concatenated_string';
}

/** The value of a string literal; interpolations are written `{}` and make it a template. */
export function readString(text: string, node: Syntax): { value: string; template: boolean } {
  const parts = node.type === 'concatenated_string' ? node.children.filter((c) => c.type === 'string') : [node];
  const read = parts.map((part) => readPart(text, part));
  return { value: read.map((r) => r.value).join(''), template: read.some((r) => r.template) };
}

/** The interpolated expressions of a string, outermost first. */
export function interpolations(node: Syntax): Syntax[] {
  return node.children.flatMap((child) => (child.field === 'expression' ? [child] : interpolations(child)));
}

/** Literal strings and numbers in arrays, sets and tuples, nested and joined ones included, in order. */
export function literalItems(text: string, node: Syntax): string[] {
  if (isString(node)) return [readString(text, node).value];
  if (isNumber(node)) return [text.slice(node.start, node.end)];
  const holds = [
    'list',
    'set',
    'tuple',
    'expression_list',
    'parenthesized_expression',
    'binary_operator',
    'list_splat',
  ];
  return holds.includes(node.type) ? node.children.flatMap((child) => literalItems(text, child)) : [];
}

/** `3`, `1.5` and `-1`. */
export function isNumber(node: Syntax): boolean {
  if (node.type === 'unary_operator') return node.children.some((c) => c.field === 'argument' && isNumber(c));
  return node.type === 'integer' || node.type === 'float';
}

function readPart(text: string, node: Syntax): { value: string; template: boolean } {
  const opening = node.children[0];
  const raw = opening !== undefined && /r/i.test(text.slice(opening.start, opening.end));
  let value = '';
  let template = false;
  for (const child of node.children) {
    if (child.type === 'string_content') value += contentValue(text, child, raw);
    if (child.type !== 'interpolation') continue;
    value += '{}';
    template = true;
  }
  return { value, template };
}

function contentValue(text: string, content: Syntax, raw: boolean): string {
  let value = '';
  let at = content.start;
  for (const child of content.children) {
    value += text.slice(at, child.start);
    value += decode(text.slice(child.start, child.end), child.type, raw);
    at = child.end;
  }
  return value + text.slice(at, content.end);
}

function decode(written: string, type: string, raw: boolean): string {
  if (type === 'escape_interpolation') return written.slice(0, 1);
  if (type !== 'escape_sequence' || raw) return written;
  const body = written.slice(1);
  if (/^[xuU]/.test(body)) return codePoint(Number.parseInt(body.slice(1), 16), written);
  if (/^[0-7]+$/.test(body)) return codePoint(Number.parseInt(body, 8), written);
  if (body.trim() === '') return '';
  return ESCAPES[body] ?? (/^[\\'"]$/.test(body) ? body : written);
}

function codePoint(code: number, written: string): string {
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
