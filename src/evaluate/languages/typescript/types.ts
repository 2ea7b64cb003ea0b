// Named types. Their members and variants are what tools, events, states and errors are recognised by.
import { ts } from 'ts-morph';
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { type Draft, endLineOf, lineOf, visitAll } from './draft.js';
import { keyOf, kindOf, pathOf, textOf } from './expressions.js';
import { classNameOf, decoratorsOf, isExportedType } from './functions.js';
import { membersOf } from './members.js';
import { takeUnion } from './unions.js';

export function takeClass(draft: Draft, node: ts.ClassLikeDeclaration): void {
  addType(draft, node, {
    name: classNameOf(node, draft.source),
    kind: 'class',
    bases: basesOf(node),
    members: membersOf(draft, node.members),
  });
  visitAll(draft, ts.getDecorators(node));
  if (node.name) draft.visit(node.name);
  for (const clause of node.heritageClauses ?? [])
    if (clause.token === ts.SyntaxKind.ExtendsKeyword)
      visitAll(
        draft,
        clause.types.map((t) => t.expression),
      );
  visitAll(draft, node.members);
}

export function takeInterface(draft: Draft, node: ts.InterfaceDeclaration): void {
  const members = membersOf(draft, node.members);
  addType(draft, node, { name: node.name.text, kind: 'interface', bases: basesOf(node), members });
}

export function takeEnum(draft: Draft, node: ts.EnumDeclaration): void {
  const members = node.members.map(
    (member): MemberFact => ({
      name: keyOf(member.name, draft.source),
      kind: 'variant',
      line: lineOf(draft, member),
      optional: false,
      ...(member.initializer ? { value: textOf(member.initializer, draft.source) } : {}),
      valueKind: kindOf(member.initializer),
    }),
  );
  const variants = members.map((m) => m.name);
  addType(draft, node, { name: node.name.text, kind: 'enum', members, variants });
  visitAll(
    draft,
    node.members.map((m) => m.initializer),
  );
}

export function takeAlias(draft: Draft, node: ts.TypeAliasDeclaration): void {
  const { type } = node;
  const fact = addType(draft, node, { name: node.name.text, kind: 'alias', ...shapeOf(draft, type) });
  takeUnion(draft, fact, type);
}

/** Members and bases of an object type, a reference, or an intersection of such. */
function shapeOf(draft: Draft, type: ts.TypeNode): { members: MemberFact[]; bases: string[] } {
  if (ts.isTypeLiteralNode(type)) return { members: membersOf(draft, type.members), bases: [] };
  if (ts.isTypeReferenceNode(type)) return { members: [], bases: [type.typeName.getText(draft.source)] };
  if (!ts.isIntersectionTypeNode(type)) return { members: [], bases: [] };
  const parts = type.types.map((part) => shapeOf(draft, part));
  return { members: parts.flatMap((p) => p.members), bases: parts.flatMap((p) => p.bases) };
}

function basesOf(node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration): string[] {
  return (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((t) => pathOf(t.expression)));
}

type Described = Pick<TypeFact, 'name' | 'kind' | 'members'> & Partial<Pick<TypeFact, 'bases' | 'variants'>>;

function addType(draft: Draft, node: ts.ClassLikeDeclaration | ts.DeclarationStatement, type: Described): TypeFact {
  const fact: TypeFact = {
    line: lineOf(draft, node.name ?? node),
    endLine: endLineOf(draft, node),
    exported: isExportedType(draft, node),
    bases: [],
    variants: [],
    decorators: decoratorsOf(node),
    inTest: draft.build.inTest,
    ...type,
  };
  draft.build.addType(fact);
  return fact;
}
