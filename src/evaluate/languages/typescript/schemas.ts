// Types declared as schemas: `z.enum([…])`, `z.union([z.literal('a'), …])`, `z.discriminatedUnion('type', […])`,
// `z.object({…})`, and the tables and enums of a database. They say at run time what a type says at compile time.
import { ts } from 'ts-morph';
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { type Draft, endLineOf, lineOf } from './draft.js';
import { keyOf, pathOf, unwrap } from './expressions.js';
import { isExportedVariable } from './functions.js';
import { literalsIn } from './items.js';
import { recordOf } from './records.js';

/** Enums of a database, by the API of drizzle-orm. */
const COLUMN_ENUM = /^(pg|mysql|singlestore|gel)Enum$/;

type Declared = Pick<TypeFact, 'kind' | 'variants' | 'discriminant'> & { members?: MemberFact[] };

/** Adds a type for a constant that holds such a schema; modifiers like `.optional()` after it are passed over. */
export function takeSchemaType(draft: Draft, node: ts.VariableDeclaration): void {
  if (!node.initializer || !ts.isIdentifier(node.name)) return;
  const value = unwrap(node.initializer);
  const declared = declaredBy(value, draft.source) ?? recordOf(draft, value);
  if (declared === undefined) return;
  const line = lineOf(draft, node.name);
  draft.build.addType({
    name: node.name.text,
    line,
    endLine: endLineOf(draft, node),
    exported: isExportedVariable(draft, node),
    bases: [],
    members: declared.variants.map((name) => variant(name, line)),
    decorators: [],
    inTest: draft.build.inTest,
    ...declared,
  });
}

function variant(name: string, line: number): MemberFact {
  return { name, kind: 'variant', line, optional: false, value: name, valueKind: 'string' };
}

function declaredBy(value: ts.Expression, source: ts.SourceFile): Declared | undefined {
  if (ts.isCallExpression(value) && ts.isIdentifier(value.expression) && COLUMN_ENUM.test(value.expression.text))
    return closedSet(
      value.arguments.flatMap((a) => (ts.isArrayLiteralExpression(a) ? literalsIn(a) : [])),
      'enum',
    );
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return undefined;
  const [first, second] = value.arguments;
  const maker = value.expression.name.text;
  if (first && /^(enum|picklist)$/.test(maker)) return closedSet(literalsIn(first), 'enum');
  if (first && /^(union|Union)$/.test(maker)) return closedSet(elements(first).flatMap(literalArgument), 'union');
  if (first && second && /^(discriminatedUnion|variant)$/.test(maker)) return discriminated(first, second, source);
  return declaredBy(unwrap(value.expression.expression), source);
}

function closedSet(variants: string[], kind: Declared['kind']): Declared | undefined {
  return variants.length === 0 ? undefined : { kind, variants };
}

function discriminated(key: ts.Expression, arms: ts.Expression, source: ts.SourceFile): Declared | undefined {
  if (!ts.isStringLiteralLike(key)) return undefined;
  const variants = elements(arms).flatMap((arm) => {
    const named = ts.isIdentifier(arm) ? [arm.text] : [];
    return ts.isCallExpression(arm) ? tagOf(arm, key.text, source) : named;
  });
  return variants.length === 0 ? undefined : { kind: 'union', variants, discriminant: key.text };
}

/** The literal under the discriminant in `z.object({ type: z.literal('a'), … })`, modifiers passed over. */
function tagOf(call: ts.CallExpression, key: string, source: ts.SourceFile): string[] {
  for (const argument of call.arguments) {
    if (!ts.isObjectLiteralExpression(argument)) continue;
    const tag = argument.properties.find((p) => p.name && keyOf(p.name, source) === key);
    if (tag && ts.isPropertyAssignment(tag)) return literalArgument(unwrap(tag.initializer));
  }
  const { expression } = call;
  const inner = ts.isPropertyAccessExpression(expression) ? unwrap(expression.expression) : undefined;
  return inner && ts.isCallExpression(inner) ? tagOf(inner, key, source) : [];
}

/** `z.literal('a')` → ['a']. */
function literalArgument(node: ts.Expression): string[] {
  if (!ts.isCallExpression(node) || !/(^|\.)[lL]iteral$/.test(pathOf(node.expression))) return [];
  return node.arguments.flatMap((a) => (ts.isStringLiteralLike(a) ? [a.text] : literalsIn(a)));
}

function elements(node: ts.Expression): ts.Expression[] {
  const value = unwrap(node);
  return ts.isArrayLiteralExpression(value) ? value.elements.map((e) => unwrap(e)) : [];
}
