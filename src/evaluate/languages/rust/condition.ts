// Judges compare thresholds and look for checked names, so a condition is also kept in parts.
import type { BranchFact } from '../../../contracts/facts.js';
import { clip, MAX_TEST } from '../tree-sitter/builder.js';
import { field, type Syntax, walk } from '../tree-sitter/syntax.js';
import { stringValue } from './text.js';

export type Condition = Pick<BranchFact, 'test' | 'idents' | 'operators' | 'literals'>;

const IDENTS = new Set(['identifier', 'field_identifier', 'shorthand_field_identifier', 'type_identifier']);
const OPAQUE = new Set(['block', 'closure_expression', 'async_block']);

/** The parts of the nodes that make up a condition, and `test` as its text. */
export function conditionOf(text: string, test: string, nodes: (Syntax | undefined)[]): Condition {
  const idents = new Set<string>();
  const operators = new Set<string>();
  const literals = new Set<string>();
  for (const root of nodes) {
    if (root === undefined) continue;
    walk(root, (node) => {
      if (OPAQUE.has(node.type)) return false;
      if (IDENTS.has(node.type)) idents.add(text.slice(node.start, node.end));
      for (const operator of operatorsOf(text, node)) operators.add(operator);
      const literal = literalOf(text, node);
      if (literal !== undefined) literals.add(literal);
      return true;
    });
  }
  return { test: clip(test, MAX_TEST), idents: [...idents], operators: [...operators], literals: [...literals] };
}

/** The condition under which none of the others holds. */
export function negated(conditions: Condition[]): Condition {
  return {
    test: clip(conditions.map((c) => `!(${c.test})`).join(' && '), MAX_TEST),
    idents: [...new Set(conditions.flatMap((c) => c.idents))],
    operators: [...new Set(['!', ...(conditions.length > 1 ? ['&&'] : []), ...conditions.flatMap((c) => c.operators)])],
    literals: [...new Set(conditions.flatMap((c) => c.literals))],
  };
}

function operatorsOf(text: string, node: Syntax): string[] {
  if (node.type === 'binary_expression') {
    const operator = field(node, 'operator');
    return operator === undefined ? [] : [text.slice(operator.start, operator.end)];
  }
  if (node.type === 'let_chain') return ['&&'];
  if (node.type === 'let_condition') return ['match'];
  if (node.type === 'unary_expression') return text[node.start] === '!' ? ['!'] : [];
  return node.type === 'macro_invocation' && text.startsWith('matches!', node.start) ? ['match'] : [];
}

function literalOf(text: string, node: Syntax): string | undefined {
  if (node.type === 'string_literal' || node.type === 'raw_string_literal')
    return stringValue(text, node).slice(0, 300);
  if (node.type === 'integer_literal' || node.type === 'float_literal') return text.slice(node.start, node.end);
  return node.type === 'char_literal' ? text.slice(node.start + 1, node.end - 1) : undefined;
}
