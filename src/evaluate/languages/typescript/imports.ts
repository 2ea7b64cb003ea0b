// What a file takes from other files and passes on: static, dynamic and CommonJS imports, and re-exports.
import { ts } from 'ts-morph';
import type { ImportFact } from '../../../contracts/facts.js';
import { type Draft, lineOf } from './draft.js';
import { keyOf, unwrap } from './expressions.js';

type Name = ImportFact['names'][number];

export function takeImport(draft: Draft, node: ts.ImportDeclaration): void {
  const clause = node.importClause;
  const names: Name[] = clause?.name ? [{ name: 'default', as: clause.name.text }] : [];
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.push({ name: '*', as: bindings.name.text });
  const listed = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  names.push(...listed.map((e) => ({ name: e.propertyName?.text ?? e.name.text, as: e.name.text })));
  const allTypes = listed.length > 0 && listed.length === names.length && listed.every((e) => e.isTypeOnly);
  const typeOnly = allTypes || clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  add(draft, node, node.moduleSpecifier, { names, typeOnly });
}

/** `import x = require('x')`. */
export function takeImportEquals(draft: Draft, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference: from } = node;
  if (!ts.isExternalModuleReference(from)) return;
  add(draft, node, from.expression, { names: [{ name: '*', as: node.name.text }], typeOnly: node.isTypeOnly });
}

/** `export … from`; and `export { x }` of an imported x, which passes it on just the same. */
export function takeExport(draft: Draft, node: ts.ExportDeclaration): void {
  const clause = node.exportClause;
  const listed = clause && ts.isNamedExports(clause) ? clause.elements : [];
  const names = listed.map((e) => ({ name: e.propertyName?.text ?? e.name.text, as: e.name.text }));
  if (node.moduleSpecifier === undefined) {
    passOnLater(draft, lineOf(draft, node), names);
    return;
  }
  if (clause === undefined) names.push({ name: '*', as: '*' });
  else if (ts.isNamespaceExport(clause)) names.push({ name: '*', as: clause.name.text });
  add(draft, node, node.moduleSpecifier, { names, typeOnly: node.isTypeOnly, reexport: true });
}

export function takeDefaultExport(draft: Draft, node: ts.ExportAssignment): void {
  draft.visit(node.expression);
  const value = unwrap(node.expression);
  if (ts.isIdentifier(value)) passOnLater(draft, lineOf(draft, node), [{ name: value.text, as: 'default' }]);
}

function passOnLater(draft: Draft, line: number, exported: Name[]): void {
  draft.later.push(() => {
    for (const { name, as } of exported) {
      const origin = importedAs(draft, name);
      if (origin) draft.build.addImport({ ...origin, line, names: [{ name: origin.name, as }] });
    }
  });
}

function importedAs(draft: Draft, local: string): (Omit<ImportFact, 'names' | 'line'> & { name: string }) | undefined {
  for (const { from, names, typeOnly, reexport } of draft.build.facts.imports) {
    const found = reexport ? undefined : names.find((n) => n.as === local);
    if (found) return { from, typeOnly, resolved: [], reexport: true, name: found.name };
  }
  return undefined;
}

/** `import('x')` and `require('x')`, with the names their result is taken apart into. */
export function takeModuleLoad(draft: Draft, node: ts.CallExpression): void {
  const { expression } = node;
  const dynamic = expression.kind === ts.SyntaxKind.ImportKeyword;
  if (!dynamic && !(ts.isIdentifier(expression) && expression.text === 'require')) return;
  const [from] = node.arguments;
  if (from) add(draft, node, from, { names: loadedNames(node, draft.source), typeOnly: false });
}

function loadedNames(node: ts.CallExpression, source: ts.SourceFile): Name[] {
  let at: ts.Node = node.parent;
  while (ts.isAwaitExpression(at) || ts.isParenthesizedExpression(at) || ts.isAsExpression(at)) at = at.parent;
  // `require('x').y` bound to a name is that member.
  const member = ts.isPropertyAccessExpression(at) ? at.name.text : undefined;
  if (member !== undefined) at = at.parent;
  if (!ts.isVariableDeclaration(at)) return [];
  if (ts.isIdentifier(at.name)) return [{ name: member ?? '*', as: at.name.text }];
  if (ts.isArrayBindingPattern(at.name)) return [];
  return at.name.elements.flatMap((e) =>
    ts.isIdentifier(e.name)
      ? [{ name: e.propertyName ? keyOf(e.propertyName, source) : e.name.text, as: e.name.text }]
      : [],
  );
}

function add(
  draft: Draft,
  node: ts.Node,
  from: ts.Expression,
  fact: Pick<ImportFact, 'names' | 'typeOnly'> & { reexport?: boolean },
): void {
  if (!ts.isStringLiteralLike(from)) return;
  draft.build.addImport({ line: lineOf(draft, node), from: from.text, resolved: [], reexport: false, ...fact });
}
