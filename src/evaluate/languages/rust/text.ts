// What Rust source says without asking where it stands: paths, literal values, and the sort of an expression.
import type { ValueKind } from '../../../contracts/facts.js';
import { clip, clipString } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';

/** Nodes that pass their operand's value on. */
const WRAPPERS = new Set([
  'parenthesized_expression',
  'reference_expression',
  'try_expression',
  'await_expression',
  'type_cast_expression',
]);

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The operand inside parentheses, `&`, `?`, `.await` and `as`. */
export function unwrap(node: Syntax): Syntax {
  let inner = node;
  while (WRAPPERS.has(inner.type)) {
    const next = field(inner, 'value') ?? named(inner)[0];
    if (next === undefined) break;
    inner = next;
  }
  return inner;
}

/** Dotted path without arguments and generics: `self.client.stream`, `Command::new().arg`, `tools[].run`. */
export function pathOf(text: string, node: Syntax | undefined): string {
  if (node === undefined) return '';
  const inner = unwrap(node);
  switch (inner.type) {
    case 'field_expression':
      return `${pathOf(text, field(inner, 'value'))}.${pathOf(text, field(inner, 'field'))}`;
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const path = field(inner, 'path');
      const name = pathOf(text, field(inner, 'name'));
      return path === undefined ? name : `${pathOf(text, path)}::${name}`;
    }
    case 'generic_function':
      return pathOf(text, field(inner, 'function'));
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'qualified_type':
      return pathOf(text, field(inner, 'type'));
    case 'bracketed_type':
    case 'unary_expression':
    case 'pointer_type':
      return pathOf(text, named(inner)[0]);
    case 'reference_type':
      return pathOf(text, field(inner, 'type'));
    case 'call_expression':
      return `${pathOf(text, field(inner, 'function'))}()`;
    case 'index_expression':
      return `${pathOf(text, named(inner)[0])}[]`;
    case 'macro_invocation':
      return `${pathOf(text, field(inner, 'macro'))}!()`;
    default:
      return inner.children.length === 0 || inner.type === 'lifetime' ? wordOf(text, inner) : '<expression>';
  }
}

function wordOf(text: string, node: Syntax): string {
  return /literal|unit/.test(node.type) && node.type !== 'integer_literal'
    ? '<literal>'
    : text.slice(node.start, node.end);
}

/** `Foo`, `a::Foo`, `Error::MaxTurns`: the last segment starts with a capital and is not a constant. */
export function isCapWord(path: string): boolean {
  const last = path.slice(Math.max(path.lastIndexOf(':'), path.lastIndexOf('.')) + 1);
  return /^[A-Z]/.test(last) && (last.length === 1 || /[a-z]/.test(last));
}

/** `X::new(..)` and tuple constructors such as `Error::MaxTurns(..)`. */
export function isConstructor(callee: string): boolean {
  if (callee.endsWith('::new')) return isCapWord(callee.slice(0, -5));
  return !callee.includes('.') && isCapWord(callee);
}

/** The literal in `"x"`, `r"x"`, `"x".to_string()`, `"x".into()` and `String::from("x")`. */
export function stringIn(text: string, node: Syntax): Syntax | undefined {
  const inner = unwrap(node);
  if (inner.type === 'string_literal' || inner.type === 'raw_string_literal') return inner;
  if (inner.type !== 'call_expression') return undefined;
  const callee = field(inner, 'function');
  const args = named(field(inner, 'arguments') ?? inner);
  if (callee === undefined) return undefined;
  if (callee.type === 'field_expression' && args.length === 0) {
    const converted = /\.\s*(to_string|to_owned|into)$/.test(text.slice(callee.start, callee.end));
    const value = field(callee, 'value');
    return converted && value !== undefined ? stringIn(text, value) : undefined;
  }
  const only = args.length === 1 ? args[0] : undefined;
  return only !== undefined && pathOf(text, callee) === 'String::from' ? stringIn(text, only) : undefined;
}

/** The value a string literal stands for. */
export function stringValue(text: string, literal: Syntax): string {
  const source = text.slice(literal.start, literal.end);
  const from = source.indexOf('"') + 1;
  const inner = source.slice(from, Math.max(from, source.lastIndexOf('"')));
  if (literal.type === 'raw_string_literal' || !inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u\{([0-9a-fA-F_]+)\}|x([0-9a-fA-F]{2})|\r?\n\s*|(.))/g,
    (_, unicode?: string, byte?: string, char?: string) => {
      if (char !== undefined) return ESCAPES[char] ?? char;
      const code = Number.parseInt((unicode ?? byte ?? '').replaceAll('_', ''), 16);
      return Number.isNaN(code) || code > 0x10ffff ? '' : String.fromCodePoint(code);
    },
  );
}

const KINDS: Record<string, ValueKind> = {
  char_literal: 'string',
  integer_literal: 'number',
  float_literal: 'number',
  boolean_literal: 'boolean',
  unit_expression: 'null',
  array_expression: 'array',
  tuple_expression: 'array',
  struct_expression: 'object',
  closure_expression: 'function',
  async_block: 'function',
  identifier: 'reference',
  self: 'reference',
  field_expression: 'reference',
  scoped_identifier: 'reference',
  index_expression: 'reference',
  binary_expression: 'binary',
};

const MACROS: Record<string, ValueKind> = { vec: 'array', json: 'object', format: 'template' };

/** The sort of expression. Conversions of a literal count as the literal. */
export function kindOf(text: string, node: Syntax | undefined): ValueKind {
  if (node === undefined) return 'none';
  if (stringIn(text, node) !== undefined) return 'string';
  const inner = unwrap(node);
  if (inner.type === 'call_expression') return isConstructor(pathOf(text, field(inner, 'function'))) ? 'new' : 'call';
  if (inner.type === 'macro_invocation') return macroKind(text, inner);
  if (inner.type === 'identifier' && text.slice(inner.start, inner.end) === 'None') return 'null';
  if (inner.type === 'unary_expression') return kindOf(text, named(inner)[0]) === 'number' ? 'number' : 'other';
  return KINDS[inner.type] ?? 'other';
}

function macroKind(text: string, node: Syntax): ValueKind {
  const name = pathOf(text, field(node, 'macro')).split('::').at(-1) ?? '';
  const kind = MACROS[name];
  if (name !== 'json') return kind ?? 'call';
  return /^\s*json!\s*\(\s*\{/.test(text.slice(node.start, node.end).replace(/^.*?json!/s, 'json!'))
    ? 'object'
    : 'other';
}

/** A string's own value, or the clipped source of anything else. */
export function valueText(text: string, node: Syntax): string {
  const literal = stringIn(text, node);
  return literal === undefined
    ? clip(text.slice(node.start, Math.min(node.end, node.start + 600)))
    : clipString(stringValue(text, literal));
}

/** Literal strings and numbers directly in an array or tuple, or in one passed to a constructor. */
export function itemsOf(text: string, node: Syntax): string[] {
  const inner = unwrap(node);
  if (inner.type === 'call_expression') {
    const args = named(field(inner, 'arguments') ?? inner).map(unwrap);
    return args.filter((arg) => arg.type === 'array_expression').flatMap((arg) => itemsOf(text, arg));
  }
  if (inner.type !== 'array_expression' && inner.type !== 'tuple_expression') return [];
  return named(inner).flatMap((item) => {
    const literal = unwrap(item);
    if (literal.type === 'tuple_expression' || literal.type === 'array_expression') return itemsOf(text, literal);
    const kind = kindOf(text, literal);
    return kind === 'string' || kind === 'number' ? [valueText(text, literal)] : [];
  });
}
