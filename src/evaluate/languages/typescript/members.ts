// What a class, interface or object type is made of.
import { ts } from 'ts-morph';
import type { MemberFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { type Draft, lineOf } from './draft.js';
import { keyOf, kindOf, textOf } from './expressions.js';
import { hasModifier } from './functions.js';

type Member = ts.ClassElement | ts.TypeElement | ts.ParameterDeclaration;

/** Fields and methods; a field whose value or type is a function counts as a method. Overloads count once. */
export function membersOf(draft: Draft, members: readonly (ts.ClassElement | ts.TypeElement)[]): MemberFact[] {
  const facts = members.flatMap((member) => {
    if (ts.isConstructorDeclaration(member)) return parameterFields(draft, member);
    return member.name === undefined ? [] : [memberOf(draft, member, keyOf(member.name, draft.source))];
  });
  const methods = new Set<string>();
  return facts.filter((fact) => fact.kind !== 'method' || (!methods.has(fact.name) && methods.add(fact.name)));
}

/** `constructor(private readonly client: Client)` declares a field. */
function parameterFields(draft: Draft, node: ts.ConstructorDeclaration): MemberFact[] {
  const fields = node.body ? node.parameters.filter((p) => ts.isParameterPropertyDeclaration(p, node)) : [];
  return fields.map((p) => memberOf(draft, p, p.name.getText(draft.source)));
}

function memberOf(draft: Draft, member: Member, name: string): MemberFact {
  const type = 'type' in member ? (member.type as ts.TypeNode | undefined) : undefined;
  const value = 'initializer' in member ? (member.initializer as ts.Expression | undefined) : undefined;
  const optional = 'questionToken' in member && member.questionToken !== undefined;
  return {
    name,
    kind: isCallable(member, type, value) ? 'method' : 'field',
    line: lineOf(draft, member.name ?? member),
    ...(type ? { type: clip(type.getText(draft.source)) } : {}),
    optional,
    ...(value ? { value: textOf(value, draft.source) } : {}),
    valueKind: kindOf(value),
  };
}

function isCallable(member: Member, type: ts.TypeNode | undefined, value: ts.Expression | undefined): boolean {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return true;
  if (ts.isParameter(member)) return false;
  if (type && ts.isFunctionTypeNode(type)) return true;
  return kindOf(value) === 'function' && !hasModifier(member, ts.SyntaxKind.AbstractKeyword);
}
