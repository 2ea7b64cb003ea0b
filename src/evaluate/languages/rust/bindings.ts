// Values get their names by `let`, by patterns and by assignment. A judge follows a value by those names.

import { clip } from '../tree-sitter/builder.js';
import { NOTHING, NOWHERE, type Produced } from '../tree-sitter/place.js';
import { field, type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { arm } from './arm.js';
import { conditionOf, negated } from './condition.js';
import { kindOf, pathOf, valueText } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const bindingHandlers: Handlers = {
  let_declaration: letDeclaration,
  assignment_expression: assignment,
  compound_assignment_expr: assignment,
};

function letDeclaration(walk: Walk, node: Syntax): Produced {
  const pattern = field(node, 'pattern');
  const value = field(node, 'value');
  const otherwise = field(node, 'alternative');
  bindPattern(walk, pattern, value);
  if (pattern === undefined || value === undefined || otherwise === undefined) return NOTHING;
  const test = walk.text.slice(node.start, otherwise.start).replace(/\s*else\s*$/, '');
  const when = conditionOf(walk.text, test, [pattern, value]);
  const failed = negated([{ ...when, operators: ['match', ...when.operators] }]);
  arm(walk, 'else', { ...failed, line: otherwise.line }, otherwise, NOWHERE);
  return NOTHING;
}

/** Notes the names a pattern binds, and the value they come from. */
export function bindPattern(walk: Walk, pattern: Syntax | undefined, value?: Syntax): void {
  const names = pattern === undefined ? [] : boundNames(walk.text, pattern);
  if (pattern !== undefined) mentionAll(walk, pattern);
  if (value === undefined) return;
  const [first] = names;
  walk.visit(value, first === undefined ? NOWHERE : { context: 'value', in: first });
  for (const target of names) assign(walk, value.line, target, '=', value);
}

/** Identifiers a pattern binds: lower case, and not the name of a variant, a field or a constant. */
function boundNames(text: string, pattern: Syntax): string[] {
  const names: string[] = [];
  walkSyntax(pattern, (node) => {
    if (node.field === 'type' || node.type === 'scoped_identifier' || node.type === 'field_identifier') return false;
    if (node.type !== 'identifier' && node.type !== 'shorthand_field_identifier') return true;
    const name = text.slice(node.start, node.end);
    if (/^[a-z_]/.test(name) && name !== '_') names.push(name);
    return false;
  });
  return names;
}

function mentionAll(walk: Walk, node: Syntax): void {
  walkSyntax(node, ({ type, start, end }) => {
    if (type.endsWith('identifier') && type !== 'scoped_identifier') walk.build.mention(walk.text.slice(start, end));
    return undefined;
  });
}

function assignment(walk: Walk, node: Syntax): Produced {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left === undefined || right === undefined) return NOTHING;
  const target = pathOf(walk.text, left);
  const operator = field(node, 'operator')?.type ?? '=';
  walk.visit(left);
  walk.visit(right, { context: 'value', in: target });
  if (target !== '_') assign(walk, node.line, target, operator, right);
  return NOTHING;
}

function assign(walk: Walk, line: number, target: string, op: string, value: Syntax): void {
  const { idents } = conditionOf(walk.text, '', [value]);
  const text = clip(valueText(walk.text, value));
  walk.build.addAssignment({ line, target, op, kind: kindOf(walk.text, value), text, idents });
}
