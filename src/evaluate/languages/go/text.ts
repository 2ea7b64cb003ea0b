// What Go source says without asking where it stands: paths, literal values, and the sort of an expression.
import type { ValueKind } from '../../../contracts/facts.js';
import { clip, clipString } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** The operand inside parentheses, `&`, `*`, type assertions and the grammar's element nodes. */
export function unwrap(node: Syntax): Syntax {
  let inner = node;
  for (;;) {
    const next = operand(inner);
    if (next === undefined) return inner;
    inner = next;
  }
}

function operand(node: Syntax): Syntax | undefined {
  if (/^(parenthesized_expression|literal_element|variadic_argument)$/.test(node.type)) return named(node)[0];
  if (node.type === 'type_assertion_expression') return field(node, 'operand');
  const operator = node.type === 'unary_expression' ? field(node, 'operator')?.type : undefined;
  return operator === '&' || operator === '*' ? field(node, 'operand') : undefined;
}

/** Dotted path without arguments: `client.Chat.Create`, `exec.Command().Output`, `tools[].Run`. */
export function pathOf(text: string, node: Syntax | undefined): string {
  if (node === undefined) return '';
  const inner = unwrap(node);
  switch (inner.type) {
    case 'selector_expression':
      return `${pathOf(text, field(inner, 'operand'))}.${pathOf(text, field(inner, 'field'))}`;
    case 'call_expression':
      return `${pathOf(text, field(inner, 'function'))}()`;
    case 'index_expression':
    case 'slice_expression':
      return `${pathOf(text, field(inner, 'operand'))}[]`;
    case 'func_literal':
      return '<closure>';
    case 'composite_literal':
      return typeName(text, field(inner, 'type'));
    case 'type_conversion_expression':
      return `${typeName(text, field(inner, 'type'))}()`;
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return '<literal>';
    case 'unary_expression':
    case 'binary_expression':
      return '<expression>';
    default:
      return clip(text.slice(inner.start, inner.end));
  }
}

/** A type's name without pointers and type arguments; other types as written. */
export function typeName(text: string, node: Syntax | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'pointer_type') return typeName(text, named(node)[0]);
  if (node.type === 'generic_type') return typeName(text, field(node, 'type'));
  return clip(text.slice(node.start, node.end));
}

/** The value a string literal stands for. */
export function stringValue(text: string, literal: Syntax): string {
  const inner = text.slice(literal.start + 1, Math.max(literal.start + 1, literal.end - 1));
  if (literal.type === 'raw_string_literal' || !inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|(.))/g,
    (_, short?: string, long?: string, byte?: string, octal?: string, char?: string) => {
      if (char !== undefined) return ESCAPES[char] ?? char;
      const code = octal === undefined ? Number.parseInt(short ?? long ?? byte ?? '', 16) : Number.parseInt(octal, 8);
      return code > 0x10ffff ? '' : String.fromCodePoint(code);
    },
  );
}

const KINDS: Record<string, ValueKind> = {
  interpreted_string_literal: 'string',
  raw_string_literal: 'string',
  rune_literal: 'string',
  int_literal: 'number',
  float_literal: 'number',
  imaginary_literal: 'number',
  true: 'boolean',
  false: 'boolean',
  nil: 'null',
  literal_value: 'object',
  func_literal: 'function',
  call_expression: 'call',
  type_conversion_expression: 'call',
  binary_expression: 'binary',
  identifier: 'reference',
  iota: 'reference',
  selector_expression: 'reference',
  index_expression: 'reference',
};

/** The sort of expression. */
export function kindOf(node: Syntax | undefined): ValueKind {
  if (node === undefined) return 'none';
  const inner = unwrap(node);
  if (inner.type === 'composite_literal') return isList(inner) ? 'array' : 'object';
  if (inner.type === 'unary_expression') return kindOf(field(inner, 'operand')) === 'number' ? 'number' : 'other';
  return KINDS[inner.type] ?? 'other';
}

/** `[]T{…}` and `[n]T{…}`. */
export function isList(literal: Syntax): boolean {
  return /^(slice|array|implicit_length_array)_type$/.test(field(literal, 'type')?.type ?? '');
}

export function isString(node: Syntax): boolean {
  return node.type === 'interpreted_string_literal' || node.type === 'raw_string_literal';
}

/** A string's own value, or the clipped source of anything else. */
export function valueText(text: string, node: Syntax): string {
  const inner = unwrap(node);
  if (isString(inner)) return clipString(stringValue(text, inner));
  return clip(text.slice(node.start, Math.min(node.end, node.start + 600)));
}

/** Literal strings and numbers of a list, or the literal keys of a map. */
export function itemsOf(text: string, node: Syntax): string[] {
  const inner = unwrap(node);
  const body = inner.type === 'composite_literal' ? field(inner, 'body') : undefined;
  if (body === undefined) return [];
  return named(body).flatMap((entry) => {
    const item = unwrap(entry.type === 'keyed_element' && !isList(inner) ? (field(entry, 'key') ?? entry) : entry);
    const kind = kindOf(item);
    return kind === 'string' || kind === 'number' ? [valueText(text, item)] : [];
  });
}
