// Object literals: tool declarations, events, options and tables are told by their keys and by where they stand.
import { ts } from 'ts-morph';
import type { KeyFact, ObjectFact } from '../../../contracts/facts.js';
import { type Draft, endLineOf, lineOf, linkLater } from './draft.js';
import { keyOf, kindOf, pathOf, textOf, unwrap } from './expressions.js';
import { literalsIn } from './items.js';
import { type Called, placementOf } from './placement.js';

export function takeObject(draft: Draft, node: ts.ObjectLiteralExpression): void {
  const index = draft.build.addObject({
    line: lineOf(draft, node),
    endLine: endLineOf(draft, node),
    keys: [],
    ...typeNameOf(node, draft.source),
    ...standing(draft, node),
  });
  draft.objects.set(node, index);
  for (const property of node.properties) {
    draft.build.addKey(index, describeKey(draft, property));
    visitProperty(draft, property);
  }
}

type Standing = Pick<ObjectFact, 'context' | 'in' | 'parent' | 'call'>;

function standing(draft: Draft, node: ts.ObjectLiteralExpression): Standing {
  const parent = enclosingObject(draft, node);
  return { ...place(draft, node), ...(parent === undefined ? {} : { parent }) };
}

function place(draft: Draft, node: ts.Node): Standing {
  const placement = placementOf(node, draft.source);
  if (placement.at === 'bound') return { context: 'value', in: placement.name };
  if (placement.at === 'property') return { context: 'property', in: placement.name };
  if (placement.at === 'element') return { ...place(draft, placement.array), context: 'element' };
  if (placement.at !== 'argument') return { context: placement.at === 'callee' ? 'other' : placement.at };
  const call = draft.calls.get(placement.call);
  return { context: 'argument', in: calleeOf(placement.call, draft.source), ...(call === undefined ? {} : { call }) };
}

function calleeOf(call: Called, source: ts.SourceFile): string {
  return ts.isJsxOpeningLikeElement(call) ? call.tagName.getText(source) : pathOf(call.expression);
}

/** The nearest object around it within the same function. */
function enclosingObject(draft: Draft, node: ts.Node): number | undefined {
  for (let at = node.parent; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isObjectLiteralExpression(at)) return draft.objects.get(at);
  return undefined;
}

/** The type an object is declared, asserted or checked to have, when it has a plain name. */
function typeNameOf(node: ts.ObjectLiteralExpression, source: ts.SourceFile): { typeName?: string } {
  const at = ts.isParenthesizedExpression(node.parent) ? node.parent.parent : node.parent;
  const asserted = ts.isAsExpression(at) || ts.isSatisfiesExpression(at);
  const type = asserted || ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) ? at.type : undefined;
  if (type === undefined || !ts.isTypeReferenceNode(type) || ts.isConstTypeReference(type)) return {};
  return { typeName: type.typeName.getText(source) };
}

function describeKey(draft: Draft, property: ts.ObjectLiteralElementLike): KeyFact {
  const value = valueNode(property);
  const fact: KeyFact = {
    name: ts.isSpreadAssignment(property) ? '...' : keyOf(property.name, draft.source),
    line: lineOf(draft, property),
    kind: ts.isExpression(value) ? kindOf(value) : 'function',
    text: textOf(value, draft.source),
    ...(ts.isExpression(value) && kindOf(value) === 'array' ? { items: literalsIn(value) } : {}),
  };
  linkLater(draft, fact, ts.isExpression(value) ? unwrap(value) : value);
  return fact;
}

function valueNode(property: ts.ObjectLiteralElementLike): ts.Node {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (ts.isSpreadAssignment(property)) return property.expression;
  return ts.isShorthandPropertyAssignment(property) ? property.name : property;
}

function visitProperty(draft: Draft, property: ts.ObjectLiteralElementLike): void {
  const { name } = property;
  if (name && ts.isComputedPropertyName(name)) draft.visit(name.expression);
  else if (name) draft.build.mention(name.text);
  const value = valueNode(property);
  if (value !== name) draft.visit(value);
}
