// Reading a node without taking facts from it: dotted paths, the sort of a value, the parts of a condition.
import type { ValueKind } from '../../../contracts/facts.js';
import { clip, clipString, MAX_TEST } from '../tree-sitter/builder.js';
import { field, named, type Syntax, walk } from '../tree-sitter/syntax.js';
import { isNumber, isString, readString } from './literals.js';

const KINDS: Record<string, ValueKind> = {
  true: 'boolean',
  false: 'boolean',
  none: 'null',
  list: 'array',
  set: 'array',
  tuple: 'array',
  expression_list: 'array',
  dictionary: 'object',
  lambda: 'function',
  identifier: 'reference',
  attribute: 'reference',
  subscript: 'reference',
  binary_operator: 'binary',
  boolean_operator: 'binary',
  comparison_operator: 'binary',
};

/** What a condition is made of. */
export interface Condition {
  test: string;
  idents: string[];
  operators: string[];
  literals: string[];
}

/** Dotted path of a callee or target: arguments become `()`, subscripts `[]`, string literals `""`. */
export function dotted(text: string, node: Syntax): string {
  const inner = (name: string): string => {
    const child = field(node, name);
    return child ? dotted(text, child) : '';
  };
  if (node.type === 'identifier' || node.type === 'dotted_name') return text.slice(node.start, node.end);
  if (node.type === 'attribute') return `${inner('object')}.${inner('attribute')}`;
  if (node.type === 'subscript') return `${inner('value')}[]`;
  if (node.type === 'call') return `${inner('function')}()`;
  const only = named(node)[0];
  const wrapper = ['parenthesized_expression', 'await', 'list_splat_pattern', 'type'].includes(node.type);
  if (wrapper && only) return dotted(text, only);
  if (node.type === 'generic_type' && only) return `${dotted(text, only)}[]`;
  return { string: '""', concatenated_string: '""', list: '[]', dictionary: '{}' }[node.type] ?? '<expression>';
}

/** `Foo`, `_Foo`, `OpenAI`, `URL`, but not `CONSTANT_NAME` or `function`. */
export function isCapWord(name: string): boolean {
  return /^_*[A-Z][A-Za-z0-9]*$/.test(name);
}

/** Last segment of a dotted path. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Sort and text of an expression, by its own shape. */
export function describe(text: string, node: Syntax): { kind: ValueKind; text: string } {
  if (isString(node)) {
    const { value, template } = readString(text, node);
    return { kind: template ? 'template' : 'string', text: clipString(value) };
  }
  return { kind: kindOf(text, node), text: clip(text.slice(node.start, node.end)) };
}

function kindOf(text: string, node: Syntax): ValueKind {
  if (isNumber(node)) return 'number';
  const only = named(node)[0];
  if (['parenthesized_expression', 'await'].includes(node.type) && only) return describe(text, only).kind;
  if (node.type === 'call') return isCapWord(lastSegment(dotted(text, node).slice(0, -2))) ? 'new' : 'call';
  return KINDS[node.type] ?? 'other';
}

/** The node inside parentheses, and inside the grammar's `type` wrapper. */
export function unwrap(node: Syntax): Syntax {
  const only = named(node)[0];
  return ['type', 'parenthesized_expression'].includes(node.type) && only ? unwrap(only) : node;
}

/** Distinct identifiers and attribute names below the nodes, in order of appearance. */
export function identsOf(text: string, ...nodes: Syntax[]): string[] {
  const found = new Set<string>();
  for (const root of nodes) {
    walk(root, (node) => {
      if (node.type === 'identifier') found.add(text.slice(node.start, node.end));
      return undefined;
    });
  }
  return [...found];
}

/** The parts of a condition. */
export function condition(text: string, ...parts: Syntax[]): Condition {
  const nodes = parts.map(unwrap);
  const operators = new Set<string>();
  const literals: string[] = [];
  for (const root of nodes) {
    walk(root, (node) => {
      for (const operator of operatorsOf(text, node)) operators.add(operator);
      const literal = literalOf(text, node);
      if (literal === undefined) return undefined;
      literals.push(literal);
      return false;
    });
  }
  const test = nodes.map((node) => clip(text.slice(node.start, node.end), MAX_TEST)).join(' ');
  return { test, idents: identsOf(text, ...nodes), operators: [...operators], literals };
}

/** The condition under which none of `conditions` held. */
export function negated(conditions: Condition[]): Condition {
  const parts = conditions.map(({ test }) => (/^[\w.]+(\([^()]*\))?$/.test(test) ? `not ${test}` : `not (${test})`));
  const all = <K extends 'idents' | 'operators' | 'literals'>(key: K): string[] => [
    ...new Set(conditions.flatMap((c) => c[key])),
  ];
  const operators = [...new Set(['not', ...all('operators')])];
  return { test: clip(parts.join(' and '), MAX_TEST), idents: all('idents'), operators, literals: all('literals') };
}

/** Does anything below the node, closures apart, have one of the types? */
export function contains(node: Syntax, types: readonly string[]): boolean {
  if (types.includes(node.type)) return true;
  if (['function_definition', 'lambda', 'class_definition'].includes(node.type)) return false;
  return node.children.some((child) => contains(child, types));
}

function operatorsOf(text: string, node: Syntax): string[] {
  const written = (child: Syntax): string => clip(text.slice(child.start, child.end));
  if (node.type === 'comparison_operator') return node.children.filter((c) => c.field === 'operators').map(written);
  if (node.type === 'boolean_operator') return node.children.filter((c) => c.field === 'operator').map(written);
  return node.type === 'not_operator' ? ['not'] : [];
}

function literalOf(text: string, node: Syntax): string | undefined {
  if (isNumber(node)) return text.slice(node.start, node.end);
  if (!isString(node)) return undefined;
  const { value, template } = readString(text, node);
  // A template's interpolations hold identifiers and operators of their own.
  return template ? undefined : clipString(value);
}
