// What leaves a function: returned, thrown and yielded values, and the end of the program.
import { ts } from 'ts-morph';
import type { ExitFact } from '../../../contracts/facts.js';
import { endsProcess } from './conditions.js';
import { type Draft, lineOf, visitChildren } from './draft.js';
import { kindOf, pathOf, textOf, unwrap } from './expressions.js';

export function takeReturn(draft: Draft, node: ts.ReturnStatement): void {
  takeValueExit(draft, 'return', node, node.expression);
  visitChildren(draft, node);
}

export function takeThrow(draft: Draft, node: ts.ThrowStatement): void {
  takeValueExit(draft, 'throw', node, node.expression);
  visitChildren(draft, node);
}

export function takeYield(draft: Draft, node: ts.YieldExpression): void {
  takeValueExit(draft, 'yield', node, node.expression);
  visitChildren(draft, node);
}

/** `process.exit(code)`; the code is the value. Its call is a fact of its own. */
export function takeProcessEnd(draft: Draft, node: ts.CallExpression): void {
  if (endsProcess(node)) takeValueExit(draft, 'exit', node, node.arguments[0]);
}

/** Records one exit; `at` is where it stands. */
export function takeValueExit(
  draft: Draft,
  kind: ExitFact['kind'],
  at: ts.Node,
  value: ts.Expression | undefined,
): void {
  const inner = value && unwrap(value);
  const made =
    inner && (ts.isNewExpression(inner) || ts.isCallExpression(inner)) ? pathOf(inner.expression) : undefined;
  const exit: Omit<ExitFact, 'fn' | 'branch' | 'loop'> = {
    line: lineOf(draft, at),
    kind,
    value: kindOf(value),
    text: textOf(value, draft.source),
    ...(made === undefined ? {} : { callee: made }),
  };
  const index = draft.build.addExit(exit);
  const fact = draft.build.facts.exits[index];
  if (inner && fact) draft.later.push(() => Object.assign(fact, objectOf(draft, inner)));
}

function objectOf(draft: Draft, value: ts.Node): { object?: number } {
  const object = draft.objects.get(value);
  return object === undefined ? {} : { object };
}
