// Test cases: `it('…', fn)`, `test.each(…)('…', fn)`, inside `describe('…', fn)`. The shapes are those that vitest,
// jest, mocha, node:test and Playwright share.
import { ts } from 'ts-morph';
import { clip } from '../tree-sitter/builder.js';
import { pathOf, templateText } from './expressions.js';

const MAX_TITLE = 200;
const CASE = /^(it|test|fit|xit|xtest)([.(]|$)/;
const GROUP = /^(describe|fdescribe|xdescribe|suite)([.(]|$)|^test\.describe\b/;

/** Is the function the body of a test case or of a group of them? */
export function isTestBody(node: ts.FunctionLikeDeclaration): boolean {
  return testCall(node) !== undefined;
}

/** Title of the test case whose body this is, after the titles of its groups: 'outer > inner > title'. */
export function testTitle(node: ts.FunctionLikeDeclaration): string | undefined {
  const call = testCall(node);
  if (call === undefined || GROUP.test(pathOf(call.expression))) return undefined;
  const titles: string[] = [];
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const title = ts.isFunctionLike(at) ? testCall(at)?.arguments[0] : undefined;
    if (title !== undefined) titles.unshift(titleText(title));
  }
  return titles.join(' > ').slice(0, MAX_TITLE);
}

function testCall(node: ts.Node): ts.CallExpression | undefined {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.expression === node || call.arguments[0] === node) return undefined;
  const path = pathOf(call.expression);
  return CASE.test(path) || GROUP.test(path) ? call : undefined;
}

function titleText(title: ts.Expression): string {
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? templateText(title) : clip(title.getText());
}
