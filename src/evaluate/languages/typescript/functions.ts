// Functions, methods and closures. A closure takes the name of what it is bound to, since that is how a reader (and
// the rest of the code) refers to it.
import { ts } from 'ts-morph';
import type { FunctionFact, ParamFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { type Draft, endLineOf, lineOf, visitAll } from './draft.js';
import { takeValueExit } from './exits.js';
import { keyOf, pathOf, targetOf } from './expressions.js';
import { type Placement, placementOf } from './placement.js';
import { isTestBody, testTitle } from './tests.js';

export function takeFunction(draft: Draft, node: ts.FunctionLikeDeclaration): void {
  visitAll(draft, ts.canHaveDecorators(node) ? ts.getDecorators(node) : []);
  // An overload, an abstract method and a `declare` have no body to speak of.
  if (node.body === undefined) return;
  const index = draft.build.addFunction(describe(draft, node));
  draft.functions.set(node, index);
  const { body } = node;
  draft.build.inFunction(index, () => {
    visitAll(draft, node.parameters);
    if (node.type) draft.visit(node.type);
    if (!ts.isBlock(body)) takeValueExit(draft, 'return', body, body);
    draft.visit(body);
  });
}

type Described = Omit<FunctionFact, 'parent' | 'idents'>;

function describe(draft: Draft, node: ts.FunctionLikeDeclaration): Described {
  const placement = placementOf(node, draft.source);
  const name = nameOf(draft, node, placement);
  const owner = ownerOf(draft, node, placement);
  const argumentOf = argumentIndex(draft, placement);
  const title = testTitle(node);
  return {
    name,
    ...(owner === undefined ? {} : { owner: owner.name }),
    kind: kindOf(node, owner !== undefined),
    line: lineOf(draft, ts.isFunctionDeclaration(node) || owner ? (node.name ?? node) : node),
    endLine: endLineOf(draft, node),
    params: node.parameters.filter((p) => p.name.getText(draft.source) !== 'this').map((p) => paramOf(p, draft.source)),
    ...(node.type ? { returns: clip(node.type.getText(draft.source)) } : {}),
    async: hasModifier(node, ts.SyntaxKind.AsyncKeyword),
    generator: 'asteriskToken' in node && node.asteriskToken !== undefined,
    exported: isExported(draft, node, name, placement, owner),
    decorators: decoratorsOf(node),
    ...(argumentOf === undefined ? {} : { argumentOf }),
    inTest: draft.build.inTest || isTestBody(node),
    ...(title === undefined ? {} : { testTitle: title }),
  };
}

function kindOf(node: ts.FunctionLikeDeclaration, owned: boolean): FunctionFact['kind'] {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (owned) return 'method';
  return ts.isFunctionDeclaration(node) ? 'function' : 'closure';
}

function nameOf(draft: Draft, node: ts.FunctionLikeDeclaration, placement: Placement): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? 'default';
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return keyOf(node.name, draft.source);
  if (placement.at === 'bound') return placement.name.slice(placement.name.lastIndexOf('.') + 1);
  if (placement.at === 'property') return placement.name;
  if (ts.isJsxExpression(node.parent) && ts.isJsxAttribute(node.parent.parent))
    return keyOf(node.parent.parent.name, draft.source);
  return node.name?.text ?? '<closure>';
}

interface Owner {
  name: string;
  exported: boolean;
}

/** The class a method or a function-valued field belongs to. */
function ownerOf(draft: Draft, node: ts.FunctionLikeDeclaration, placement: Placement): Owner | undefined {
  const field = placement.at === 'bound' && ts.isPropertyDeclaration(placement.holder) ? placement.holder : undefined;
  const type = (field ?? node).parent;
  if (!ts.isClassLike(type) || (field === undefined && ts.isArrowFunction(node))) return undefined;
  const member = field ?? node;
  const hidden =
    hasModifier(member, ts.SyntaxKind.PrivateKeyword) || (member.name && ts.isPrivateIdentifier(member.name));
  return { name: classNameOf(type, draft.source), exported: !hidden && isExportedType(draft, type) };
}

/** A class's own name, or that of what a class expression is bound to. */
export function classNameOf(node: ts.ClassLikeDeclaration, source: ts.SourceFile): string {
  if (node.name) return node.name.text;
  if (ts.isClassDeclaration(node)) return 'default';
  const placement = placementOf(node, source);
  return placement.at === 'bound' || placement.at === 'property' ? placement.name : '<class>';
}

/** Is a declaration of a type handed out by its own `export` or by an export list? */
export function isExportedType(draft: Draft, node: ts.ClassLikeDeclaration | ts.DeclarationStatement): boolean {
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) return true;
  const name = ts.isClassLike(node) ? classNameOf(node, draft.source) : node.name?.getText(draft.source);
  if (ts.isClassExpression(node)) return isExportedPlace(draft, placementOf(node, draft.source));
  return name !== undefined && atTop(node) && draft.exported.has(name);
}

function isExported(
  draft: Draft,
  node: ts.FunctionLikeDeclaration,
  name: string,
  placement: Placement,
  owner: Owner | undefined,
): boolean {
  if (owner !== undefined) return owner.exported;
  if (!ts.isFunctionDeclaration(node)) return isExportedPlace(draft, placement);
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) || (atTop(node) && draft.exported.has(name));
}

/** Is what a value is bound to handed out: an exported variable, `export default`, `exports.x =`? */
function isExportedPlace(draft: Draft, placement: Placement): boolean {
  if (placement.at !== 'bound') return false;
  const { holder, name } = placement;
  if (ts.isExportAssignment(holder)) return true;
  if (ts.isVariableDeclaration(holder)) return isExportedVariable(draft, holder);
  return /^(module\.)?exports(\.|$)/.test(name);
}

/** Is a module-level variable exported where it is declared, or by an export list? */
export function isExportedVariable(draft: Draft, node: ts.VariableDeclaration): boolean {
  const statement = node.parent.parent;
  if (!ts.isVariableStatement(statement)) return false;
  if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return true;
  return atTop(statement) && ts.isIdentifier(node.name) && draft.exported.has(node.name.text);
}

function atTop(node: ts.Node): boolean {
  return ts.isSourceFile(node.parent);
}

/** The call a closure is given to; a function called where it stands counts as its own call's argument. */
function argumentIndex(draft: Draft, placement: Placement): number | undefined {
  return placement.at === 'argument' || placement.at === 'callee' ? draft.calls.get(placement.call) : undefined;
}

function paramOf(node: ts.ParameterDeclaration, source: ts.SourceFile): ParamFact {
  return {
    name: targetOf(node.name, source),
    ...(node.type ? { type: clip(node.type.getText(source)) } : {}),
    ...(node.initializer ? { default: clip(node.initializer.getText(source)) } : {}),
    optional: node.questionToken !== undefined || node.initializer !== undefined,
  };
}

/** Dotted names of a declaration's decorators, without their arguments. */
export function decoratorsOf(node: ts.Node): string[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map(({ expression: e }) => pathOf(ts.isCallExpression(e) ? e.expression : e));
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false);
}
