// Judges compare thresholds and look for checked names, so a condition is also kept in parts.
import type { BranchFact } from '../../../contracts/facts.js';
import { clip, MAX_TEST } from '../tree-sitter/builder.js';
import { field, type Syntax, walk } from '../tree-sitter/syntax.js';
import { isString, stringValue } from './text.js';

export type Condition = Pick<BranchFact, 'test' | 'idents' | 'operators' | 'literals'>;

const IDENTS = /^(identifier|field_identifier|type_identifier|package_identifier)$/;

/** The parts of the nodes that make up a condition, and `test` as its text. */
export function conditionOf(
  text: string,
  test: string,
  nodes: (Syntax | undefined)[],
  operators: string[] = [],
): Condition {
  const idents = new Set<string>();
  const used = new Set(operators);
  const literals = new Set<string>();
  for (const root of nodes) {
    if (root === undefined) continue;
    walk(root, (node) => {
      if (node.type === 'func_literal') return false;
      if (IDENTS.test(node.type)) idents.add(text.slice(node.start, node.end));
      if (isString(node)) literals.add(stringValue(text, node).slice(0, 300));
      if (/^(int|float|rune)_literal$/.test(node.type)) literals.add(text.slice(node.start, node.end));
      const operator = operatorOf(node);
      if (operator !== undefined) used.add(operator);
      return undefined;
    });
  }
  return { test: clip(test, MAX_TEST), idents: [...idents], operators: [...used], literals: [...literals] };
}

/** The condition under which none of the others holds. */
export function negated(conditions: Condition[]): Condition {
  const all = (part: 'idents' | 'operators' | 'literals'): string[] => [...new Set(conditions.flatMap((c) => c[part]))];
  return {
    test: clip(conditions.map((c) => `!(${c.test})`).join(' && '), MAX_TEST),
    idents: all('idents'),
    operators: [...new Set(['!', ...(conditions.length > 1 ? ['&&'] : []), ...all('operators')])],
    literals: all('literals'),
  };
}

function operatorOf(node: Syntax): string | undefined {
  const operator = field(node, 'operator')?.type;
  if (node.type === 'binary_expression') return operator;
  return node.type === 'unary_expression' && (operator === '!' || operator === '<-') ? operator : undefined;
}
