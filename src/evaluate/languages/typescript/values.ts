// Variables, fields and assignments. What a module or class holds is a value; what a function's run sets is an
// assignment, declared variables included, since both say how state changes on the way.
import { ts } from 'ts-morph';
import type { ValueFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { identsOf } from './conditions.js';
import { type Draft, endLineOf, lineOf, linkLater, visitAll, visitChildren } from './draft.js';
import { keyOf, kindOf, pathOf, targetOf, textOf, unwrap } from './expressions.js';
import { classNameOf, hasModifier, isExportedType, isExportedVariable } from './functions.js';
import { itemsOf } from './items.js';
import { takeSchemaType } from './schemas.js';

export function takeVariable(draft: Draft, node: ts.VariableDeclaration): void {
  takeSchemaType(draft, node);
  if (isModuleLevel(node)) for (const name of boundNames(node.name)) addVariable(draft, node, name);
  else if (node.initializer) assign(draft, node, node.name, '=', node.initializer);
  visitChildren(draft, node);
}

function isModuleLevel(node: ts.VariableDeclaration): boolean {
  const statement = node.parent.parent;
  if (!ts.isVariableStatement(statement)) return false;
  return ts.isSourceFile(statement.parent) || ts.isModuleBlock(statement.parent);
}

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((e) => (ts.isBindingElement(e) ? boundNames(e.name) : []));
}

function addVariable(draft: Draft, node: ts.VariableDeclaration, name: ts.Identifier): void {
  const whole = name === node.name;
  const fact: ValueFact = {
    name: name.text,
    line: lineOf(draft, name),
    endLine: endLineOf(draft, node),
    ...(node.type && whole ? { type: clip(node.type.getText(draft.source)) } : {}),
    ...initialised(draft, node.initializer),
    exported: isExportedVariable(draft, node),
    mutable: (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) === 0,
    inTest: draft.build.inTest,
  };
  add(draft, fact, node.initializer);
}

/** A class field; one that holds a function is a method as well. */
export function takeField(draft: Draft, node: ts.PropertyDeclaration): void {
  const type = node.parent;
  const hidden = hasModifier(node, ts.SyntaxKind.PrivateKeyword) || ts.isPrivateIdentifier(node.name);
  const fact: ValueFact = {
    name: keyOf(node.name, draft.source),
    line: lineOf(draft, node.name),
    endLine: endLineOf(draft, node),
    owner: classNameOf(type, draft.source),
    ...(node.type ? { type: clip(node.type.getText(draft.source)) } : {}),
    ...initialised(draft, node.initializer),
    exported: !hidden && isExportedType(draft, type),
    mutable: !hasModifier(node, ts.SyntaxKind.ReadonlyKeyword),
    inTest: draft.build.inTest,
  };
  add(draft, fact, node.initializer);
  visitAll(draft, ts.getDecorators(node));
  visitAll(draft, [node.type, node.initializer]);
}

function initialised(draft: Draft, node: ts.Expression | undefined): Pick<ValueFact, 'kind' | 'text' | 'items'> {
  const called = node && unwrap(node);
  const callee =
    called && (ts.isCallExpression(called) || ts.isNewExpression(called)) ? pathOf(called.expression) : undefined;
  return {
    kind: kindOf(node),
    text: textOf(node, draft.source),
    items: itemsOf(node, draft.source),
    ...(callee === undefined ? {} : { callee }),
  };
}

function add(draft: Draft, fact: ValueFact, initializer: ts.Expression | undefined): void {
  draft.build.addValue(fact);
  if (initializer === undefined) return;
  const link: { fn?: number; object?: number } = {};
  linkLater(draft, link, tableOf(unwrap(initializer)));
  draft.later.push(() => {
    if (link.object !== undefined) fact.object = link.object;
  });
}

/** A frozen table is still the table. */
function tableOf(value: ts.Expression): ts.Node {
  const [frozen] = ts.isCallExpression(value) ? value.arguments : [];
  return frozen && ts.isCallExpression(value) && pathOf(value.expression) === 'Object.freeze' ? unwrap(frozen) : value;
}

export function takeAssignment(draft: Draft, node: ts.BinaryExpression): void {
  assign(draft, node, node.left, node.operatorToken.getText(draft.source), node.right);
  visitChildren(draft, node);
}

/** `i++`, `--i`. */
export function takeStep(draft: Draft, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): void {
  if (node.operator === ts.SyntaxKind.PlusPlusToken) assign(draft, node, node.operand, '++', undefined);
  if (node.operator === ts.SyntaxKind.MinusMinusToken) assign(draft, node, node.operand, '--', undefined);
  visitChildren(draft, node);
}

function assign(draft: Draft, at: ts.Node, target: ts.Node, op: string, value: ts.Expression | undefined): void {
  draft.build.addAssignment({
    line: lineOf(draft, at),
    target: targetOf(target, draft.source),
    op,
    kind: kindOf(value),
    text: textOf(value, draft.source),
    idents: identsOf(value),
  });
}
