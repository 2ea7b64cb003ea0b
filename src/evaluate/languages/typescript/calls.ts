// Calls: plain, `new`, tagged templates and JSX components (rendering one runs its function).
import { ts } from 'ts-morph';
import type { ArgFact, CallFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { type Draft, endLineOf, lineOf, linkLater, visitChildren } from './draft.js';
import { takeProcessEnd } from './exits.js';
import { keyOf, kindOf, pathOf, textOf, unwrap } from './expressions.js';
import { takeModuleLoad } from './imports.js';
import { placementOf, settled } from './placement.js';

type Callable = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression | ts.JsxOpeningLikeElement;

export function takeCall(draft: Draft, node: ts.CallExpression): void {
  takeModuleLoad(draft, node);
  takeProcessEnd(draft, node);
  record(draft, node, node.expression, [...node.arguments]);
  visitChildren(draft, node);
}

export function takeNew(draft: Draft, node: ts.NewExpression): void {
  record(draft, node, node.expression, [...(node.arguments ?? [])]);
  visitChildren(draft, node);
}

export function takeTagged(draft: Draft, node: ts.TaggedTemplateExpression): void {
  record(draft, node, node.tag, [node.template]);
  visitChildren(draft, node);
}

/** `<Foo a={b}/>` is a call of Foo with `a` by name; `<div>` belongs to the host and is none. */
export function takeJsx(draft: Draft, node: ts.JsxOpeningLikeElement): void {
  const name = node.tagName.getText(draft.source);
  if (/^[A-Z]|\./.test(name)) {
    const call = add(draft, node, name, node.tagName);
    for (const attribute of node.attributes.properties) addAttribute(draft, call, attribute);
  }
  visitChildren(draft, node);
}

function addAttribute(draft: Draft, call: CallFact, attribute: ts.JsxAttributeLike): void {
  if (ts.isJsxSpreadAttribute(attribute)) {
    call.args.push({ kind: 'other', text: clip(attribute.getText(draft.source)) });
    return;
  }
  const { initializer } = attribute;
  const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
  // An attribute without a value is true.
  const fact: ArgFact = value ? argument(draft, value) : { kind: 'boolean', text: 'true' };
  call.args.push(Object.assign(fact, { name: keyOf(attribute.name, draft.source) }));
}

function record(draft: Draft, node: Callable, callee: ts.Expression, args: ts.Expression[]): void {
  const call = add(draft, node, pathOf(callee), calleeName(callee));
  for (const arg of args) call.args.push(argument(draft, arg));
}

/** In a chain over several lines, each call stands on the line of its own name. */
function calleeName(callee: ts.Expression): ts.Node {
  const value = unwrap(callee);
  return ts.isPropertyAccessExpression(value) ? value.name : callee;
}

function add(draft: Draft, node: Callable, callee: string, name: ts.Node): CallFact {
  const result = resultOf(draft, node);
  const index = draft.build.addCall({
    line: lineOf(draft, name),
    endLine: endLineOf(draft, ts.isJsxOpeningElement(node) ? node.parent : node),
    callee,
    args: [],
    isNew: ts.isNewExpression(node),
    awaited: isAwaited(node),
    ...(result === undefined ? {} : { result }),
  });
  draft.calls.set(node, index);
  return draft.build.facts.calls[index] as CallFact;
}

function argument(draft: Draft, node: ts.Expression): ArgFact {
  const fact: ArgFact = { kind: kindOf(node), text: textOf(node, draft.source) };
  linkLater(draft, fact, unwrap(node));
  return fact;
}

function resultOf(draft: Draft, node: ts.Node): string | undefined {
  const from = ts.isJsxOpeningElement(node) ? node.parent : node;
  const placement = placementOf(from, draft.source, true);
  if (placement.at === 'bound') return placement.name;
  return placement.at === 'return' || placement.at === 'yield' ? placement.at : undefined;
}

/** Awaited itself, through `.then(…)` and its kin, or by `for await`. */
function isAwaited(node: ts.Node): boolean {
  for (let at = node; ; ) {
    const { parent } = at;
    if (ts.isAwaitExpression(parent)) return true;
    if (ts.isForOfStatement(parent)) return parent.awaitModifier !== undefined && parent.expression === at;
    const transparent =
      ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent);
    const next = transparent ? parent : settled(at);
    if (next === undefined) return false;
    at = next;
  }
}
