// Strings in code. A template is one string, its interpolations left open.
import { ts } from 'ts-morph';
import { type Draft, lineOf, visitAll } from './draft.js';
import { templateText } from './expressions.js';

export function takeString(draft: Draft, node: ts.StringLiteralLike): void {
  const directive = ts.isExpressionStatement(node.parent) && ts.isStringLiteral(node);
  if (directive) return;
  draft.build.addString(lineOf(draft, node), node.text, ts.isNoSubstitutionTemplateLiteral(node));
  const member = ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node;
  if (member) draft.build.mention(node.text);
}

export function takeTemplate(draft: Draft, node: ts.TemplateExpression): void {
  draft.build.addString(lineOf(draft, node), templateText(node), true);
  visitAll(
    draft,
    node.templateSpans.map((span) => span.expression),
  );
}
