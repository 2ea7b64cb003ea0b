// Names a file hands out apart from their declaration: `export { a }`, `export default a`, `module.exports = { a }`.
import { ts } from 'ts-morph';
import { isAssignment } from './conditions.js';
import { pathOf, unwrap } from './expressions.js';

/** Local names exported by a statement other than their own. */
export function exportedNames(source: ts.SourceFile): Set<string> {
  return new Set(source.statements.flatMap(handedOut));
}

function handedOut(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return localNames(statement.expression);
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.moduleSpecifier ? undefined : statement.exportClause;
    return clause && ts.isNamedExports(clause) ? clause.elements.map((e) => (e.propertyName ?? e.name).text) : [];
  }
  if (!ts.isExpressionStatement(statement) || !isAssignment(statement.expression)) return [];
  const { left, right } = statement.expression;
  return /^(module\.)?exports(\.|$)/.test(pathOf(left)) ? localNames(right) : [];
}

function localNames(node: ts.Expression): string[] {
  const value = unwrap(node);
  if (ts.isIdentifier(value)) return [value.text];
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((p) => {
    if (ts.isShorthandPropertyAssignment(p)) return [p.name.text];
    return ts.isPropertyAssignment(p) && ts.isIdentifier(p.initializer) ? [p.initializer.text] : [];
  });
}
