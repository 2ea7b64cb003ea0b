// Unions: the closed sets a harness names its states, events and outcomes with. Arms are told apart by a property they
// all carry with a literal type; it is looked up in the same file when an arm is only a name.
import { ts } from 'ts-morph';
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { type Draft, lineOf } from './draft.js';
import { pathOf } from './expressions.js';
import { membersOf } from './members.js';

interface Arm {
  /** The literal's value, the type's name, or the text of anything else. */
  name: string;
  line: number;
  text: string;
  valueKind: MemberFact['valueKind'];
  /** Members of an inline object type. */
  inline?: MemberFact[];
}

/** Turns an alias of a union, or of the values or keys of a constant, into a union with variants. */
export function takeUnion(draft: Draft, fact: TypeFact, type: ts.TypeNode): void {
  const derived = derivedFrom(type);
  if (derived !== undefined) draft.later.push(() => deriveVariants(draft, fact, derived));
  const arms = armsOf(draft, type);
  if (arms.length < 2) return;
  fact.kind = 'union';
  draft.later.push(() => settleUnion(draft, fact, arms));
}

function armsOf(draft: Draft, type: ts.TypeNode): Arm[] {
  if (ts.isParenthesizedTypeNode(type)) return armsOf(draft, type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((t) => armsOf(draft, t));
  if (isNothing(type)) return [];
  const arm = { line: lineOf(draft, type), text: clip(type.getText(draft.source)) };
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteralLike(type.literal))
    return [{ ...arm, name: type.literal.text, valueKind: 'string' }];
  const inline = inlineMembers(draft, type);
  const name = ts.isTypeReferenceNode(type) ? type.typeName.getText(draft.source) : arm.text;
  return [{ ...arm, name, valueKind: 'none', ...(inline.length > 0 ? { inline } : {}) }];
}

function isNothing(type: ts.TypeNode): boolean {
  if (ts.isLiteralTypeNode(type)) return type.literal.kind === ts.SyntaxKind.NullKeyword;
  return type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.NeverKeyword;
}

function inlineMembers(draft: Draft, type: ts.TypeNode): MemberFact[] {
  if (ts.isParenthesizedTypeNode(type)) return inlineMembers(draft, type.type);
  if (ts.isTypeLiteralNode(type)) return membersOf(draft, type.members);
  return ts.isIntersectionTypeNode(type) ? type.types.flatMap((t) => inlineMembers(draft, t)) : [];
}

function settleUnion(draft: Draft, fact: TypeFact, arms: Arm[]): void {
  const shapes = arms.map((arm) => literalFields(arm.inline ?? namedMembers(draft, arm.name)));
  const key = discriminantOf(shapes);
  if (key !== undefined) fact.discriminant = key;
  for (const [index, arm] of arms.entries()) {
    const values = (key === undefined ? undefined : shapes[index]?.get(key)) ?? [];
    const variants = arm.inline && values.length > 0 ? values : [arm.name];
    fact.variants.push(...variants);
    fact.members.push(variantOf(arm, variants[0] as string, values));
    draft.build.excerpt(arm.line);
  }
  fact.variants = [...new Set(fact.variants)];
}

function variantOf(arm: Arm, name: string, values: string[]): MemberFact {
  const value = arm.valueKind === 'string' ? arm.name : values.join(' | ');
  return {
    name,
    kind: 'variant',
    line: arm.line,
    type: arm.text,
    optional: false,
    ...(value === '' ? {} : { value }),
    valueKind: value === '' ? arm.valueKind : 'string',
  };
}

function namedMembers(draft: Draft, name: string): MemberFact[] {
  const named = draft.build.facts.types.find((t) => t.name === name && t.kind !== 'union' && t.kind !== 'enum');
  return named?.members ?? [];
}

/** Members whose type is a literal, an enum's member, or a union of literals, with those values. */
function literalFields(members: MemberFact[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const member of members) {
    const parts = member.type?.split(/\s*\|\s*/).filter((part) => part !== '') ?? [];
    if (parts.length > 0 && parts.every((p) => LITERAL.test(p)))
      fields.set(
        member.name,
        parts.map((p) => p.replace(/^['"`]|['"`]$/g, '')),
      );
  }
  return fields;
}

const LITERAL = /^(?:'[^']*'|"[^"]*"|`[^`]*`|\d+|true|false|(?:typeof )?[A-Z]\w*\.\w+)$/;

/** A literal property of every arm whose members are known; at least two must be. */
function discriminantOf(shapes: Map<string, string[]>[]): string | undefined {
  const known = shapes.filter((shape) => shape.size > 0);
  const [first] = known;
  if (first === undefined || known.length < 2) return undefined;
  const shared = [...first.keys()].filter((key) => known.every((shape) => shape.has(key)));
  return ['type', 'kind'].find((key) => shared.includes(key)) ?? shared[0];
}

/** `(typeof X)[number]`, `keyof typeof X` and `(typeof X)[keyof typeof X]` name the constant X. */
function derivedFrom(type: ts.TypeNode): { name: string; keys: boolean } | undefined {
  const keys = ts.isTypeOperatorNode(type) && type.operator === ts.SyntaxKind.KeyOfKeyword;
  let base: ts.TypeNode | undefined = keys ? type.type : undefined;
  if (ts.isIndexedAccessTypeNode(type)) base = type.objectType;
  while (base && ts.isParenthesizedTypeNode(base)) base = base.type;
  if (base === undefined || !ts.isTypeQueryNode(base) || !ts.isIdentifier(base.exprName)) return undefined;
  return { name: pathOf(base.exprName), keys };
}

function deriveVariants(draft: Draft, fact: TypeFact, from: { name: string; keys: boolean }): void {
  const value = draft.build.facts.values.find((v) => v.name === from.name && v.owner === undefined);
  if (value === undefined || value.items.length === 0) return;
  const table = value.object === undefined ? undefined : draft.build.facts.objects[value.object];
  const values = table?.keys.filter((k) => k.kind === 'string').map((k) => k.text);
  fact.kind = 'union';
  fact.variants = from.keys || values === undefined || values.length === 0 ? value.items : values;
}
