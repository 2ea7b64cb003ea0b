// Records declared as schemas: the object of a validation library, the table of a database. Their keys are members and
// what stands under a key is its type as written, so that a column of states reads like a field of states.
import { ts } from 'ts-morph';
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { type Draft, lineOf } from './draft.js';
import { keyOf, unwrap } from './expressions.js';

/** `z.object`, `v.strictObject`, `Type.Object`, `Schema.Struct`. */
const OBJECT = /^(object|strictObject|looseObject|Object|Struct)$/;
/** Tables of drizzle-orm: the name first, then the columns. */
const TABLE = /^(pg|mysql|sqlite|singlestore|gel)Table$/;

/** The record that an expression declares; modifiers like `.strict()` after it are passed over. */
export function recordOf(
  draft: Draft,
  value: ts.Expression,
): (Pick<TypeFact, 'kind' | 'variants'> & { members: MemberFact[] }) | undefined {
  if (!ts.isCallExpression(value)) return undefined;
  const { expression } = value;
  if (ts.isIdentifier(expression) && TABLE.test(expression.text)) return record(draft, 'struct', value.arguments[1]);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  if (OBJECT.test(expression.name.text) && ts.isIdentifier(expression.expression))
    return record(draft, 'interface', value.arguments[0]);
  return recordOf(draft, unwrap(expression.expression));
}

function record(draft: Draft, kind: TypeFact['kind'], fields: ts.Expression | undefined): ReturnType<typeof recordOf> {
  const object = fields === undefined ? undefined : unwrap(fields);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const members = object.properties.filter(ts.isPropertyAssignment).map((p) => memberOf(draft, p));
  return members.length === 0 ? undefined : { kind, variants: [], members };
}

function memberOf(draft: Draft, property: ts.PropertyAssignment): MemberFact {
  const type = property.initializer.getText(draft.source);
  return {
    name: keyOf(property.name, draft.source),
    kind: 'field',
    line: lineOf(draft, property.name),
    type: clip(type),
    optional: /\.(optional|nullish)\(\)/.test(type) || /^\w+\.[oO]ptional\(/.test(type),
    valueKind: 'none',
  };
}
