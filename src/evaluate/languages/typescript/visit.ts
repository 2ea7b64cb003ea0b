// Which fact group takes which syntax. Whatever is not listed only passes the walk on to its children.
import { ts } from 'ts-morph';
import { takeCatch, takeIf, takeLogical, takeSwitch, takeTernary } from './branches.js';
import { takeCall, takeJsx, takeNew, takeTagged } from './calls.js';
import { isAssignment } from './conditions.js';
import { type Draft, type Taker, taker, visitChildren } from './draft.js';
import { takeReturn, takeThrow, takeYield } from './exits.js';
import { takeFunction } from './functions.js';
import { takeDefaultExport, takeExport, takeImport, takeImportEquals } from './imports.js';
import { takeFor, takeForEach, takeWhile } from './loops.js';
import { takeObject } from './objects.js';
import { takeString, takeTemplate } from './strings.js';
import { takeAlias, takeClass, takeEnum, takeInterface } from './types.js';
import { takeAssignment, takeField, takeStep, takeVariable } from './values.js';

const Kind = ts.SyntaxKind;

const TAKERS = new Map<ts.SyntaxKind, Taker>([
  [Kind.ImportDeclaration, taker(ts.isImportDeclaration, takeImport)],
  [Kind.ImportEqualsDeclaration, taker(ts.isImportEqualsDeclaration, takeImportEquals)],
  [Kind.ExportDeclaration, taker(ts.isExportDeclaration, takeExport)],
  [Kind.ExportAssignment, taker(ts.isExportAssignment, takeDefaultExport)],
  [Kind.ClassDeclaration, taker(ts.isClassLike, takeClass)],
  [Kind.ClassExpression, taker(ts.isClassLike, takeClass)],
  [Kind.InterfaceDeclaration, taker(ts.isInterfaceDeclaration, takeInterface)],
  [Kind.EnumDeclaration, taker(ts.isEnumDeclaration, takeEnum)],
  [Kind.TypeAliasDeclaration, taker(ts.isTypeAliasDeclaration, takeAlias)],
  [Kind.ModuleDeclaration, taker(ts.isModuleDeclaration, takeNamespace)],
  [Kind.FunctionDeclaration, taker(ts.isFunctionDeclaration, takeFunction)],
  [Kind.FunctionExpression, taker(ts.isFunctionExpression, takeFunction)],
  [Kind.ArrowFunction, taker(ts.isArrowFunction, takeFunction)],
  [Kind.MethodDeclaration, taker(ts.isMethodDeclaration, takeFunction)],
  [Kind.Constructor, taker(ts.isConstructorDeclaration, takeFunction)],
  [Kind.GetAccessor, taker(ts.isGetAccessor, takeFunction)],
  [Kind.SetAccessor, taker(ts.isSetAccessor, takeFunction)],
  [Kind.PropertyDeclaration, taker(ts.isPropertyDeclaration, takeField)],
  [Kind.VariableDeclaration, taker(ts.isVariableDeclaration, takeVariable)],
  [Kind.ObjectLiteralExpression, taker(ts.isObjectLiteralExpression, takeObject)],
  [Kind.CallExpression, taker(ts.isCallExpression, takeCall)],
  [Kind.NewExpression, taker(ts.isNewExpression, takeNew)],
  [Kind.TaggedTemplateExpression, taker(ts.isTaggedTemplateExpression, takeTagged)],
  [Kind.JsxSelfClosingElement, taker(ts.isJsxSelfClosingElement, takeJsx)],
  [Kind.JsxOpeningElement, taker(ts.isJsxOpeningElement, takeJsx)],
  [Kind.IfStatement, taker(ts.isIfStatement, takeIf)],
  [Kind.SwitchStatement, taker(ts.isSwitchStatement, takeSwitch)],
  [Kind.ConditionalExpression, taker(ts.isConditionalExpression, takeTernary)],
  [Kind.CatchClause, taker(ts.isCatchClause, takeCatch)],
  [Kind.BinaryExpression, taker(ts.isBinaryExpression, takeBinary)],
  [Kind.PrefixUnaryExpression, taker(ts.isPrefixUnaryExpression, takeStep)],
  [Kind.PostfixUnaryExpression, taker(ts.isPostfixUnaryExpression, takeStep)],
  [Kind.WhileStatement, taker(ts.isWhileStatement, takeWhile)],
  [Kind.DoStatement, taker(ts.isDoStatement, takeWhile)],
  [Kind.ForStatement, taker(ts.isForStatement, takeFor)],
  [Kind.ForOfStatement, taker(ts.isForOfStatement, takeForEach)],
  [Kind.ForInStatement, taker(ts.isForInStatement, takeForEach)],
  [Kind.ReturnStatement, taker(ts.isReturnStatement, takeReturn)],
  [Kind.ThrowStatement, taker(ts.isThrowStatement, takeThrow)],
  [Kind.YieldExpression, taker(ts.isYieldExpression, takeYield)],
  [Kind.StringLiteral, taker(ts.isStringLiteralLike, takeString)],
  [Kind.NoSubstitutionTemplateLiteral, taker(ts.isStringLiteralLike, takeString)],
  [Kind.TemplateExpression, taker(ts.isTemplateExpression, takeTemplate)],
  [Kind.Identifier, taker(ts.isIdentifier, mention)],
  [Kind.PrivateIdentifier, taker(ts.isPrivateIdentifier, mention)],
]);

/** Takes the facts of a node and everything below it. */
export function visit(draft: Draft, node: ts.Node): void {
  const take = TAKERS.get(node.kind);
  if (take) take(draft, node);
  else if (ts.isTypeNode(node)) mentionTypes(draft, node);
  else visitChildren(draft, node);
}

function mention(draft: Draft, node: ts.Identifier | ts.PrivateIdentifier): void {
  draft.build.mention(node.text);
}

/** Types are named by the code that uses them, but hold no strings or calls of it. */
function mentionTypes(draft: Draft, node: ts.Node): void {
  if (ts.isIdentifier(node)) mention(draft, node);
  ts.forEachChild(node, (child) => mentionTypes(draft, child));
}

/** A namespace is a part of the module; the name of a declared module is no string. */
function takeNamespace(draft: Draft, node: ts.ModuleDeclaration): void {
  if (node.body) draft.visit(node.body);
}

function takeBinary(draft: Draft, node: ts.BinaryExpression): void {
  const { kind } = node.operatorToken;
  if (isAssignment(node)) takeAssignment(draft, node);
  else if (kind === Kind.AmpersandAmpersandToken || kind === Kind.BarBarToken) takeLogical(draft, node);
  else visitChildren(draft, node);
}
