// What is known of one file while it is walked. Facts refer to syntax that may come later (an argument's closure, a
// union's arms), so links wait here until the walk is over; nothing of a draft outlives its file.
import { ts } from 'ts-morph';
import type { FactsBuilder } from '../tree-sitter/builder.js';

export interface Draft {
  readonly build: FactsBuilder;
  readonly source: ts.SourceFile;
  /** Local names that an export list, `export default` or `module.exports` hands out. */
  readonly exported: ReadonlySet<string>;
  /** Syntax of functions, objects and calls already taken, with their index. */
  readonly functions: Map<ts.Node, number>;
  readonly objects: Map<ts.Node, number>;
  readonly calls: Map<ts.Node, number>;
  /** Runs when all facts of the file are there. */
  readonly later: (() => void)[];
  /** Takes the facts of a node and everything below it. */
  visit(node: ts.Node): void;
}

/** Takes the facts of one sort of node and visits its children. */
export type Taker = (draft: Draft, node: ts.Node) => void;

/** Narrows a taker to the node type it is written for; nodes of another type are left alone. */
export function taker<T extends ts.Node>(is: (node: ts.Node) => node is T, take: (draft: Draft, node: T) => void) {
  return (draft: Draft, node: ts.Node): void => {
    if (is(node)) take(draft, node);
  };
}

export function visitChildren(draft: Draft, node: ts.Node): void {
  ts.forEachChild(node, draft.visit);
}

export function visitAll(draft: Draft, nodes: Iterable<ts.Node | undefined> | undefined): void {
  for (const node of nodes ?? []) if (node !== undefined) draft.visit(node);
}

/** 1-based line a node starts on, comments before it left out. */
export function lineOf(draft: Draft, node: ts.Node): number {
  return draft.source.getLineAndCharacterOfPosition(node.getStart(draft.source)).line + 1;
}

/** 1-based line a node ends on. */
export function endLineOf(draft: Draft, node: ts.Node): number {
  return draft.source.getLineAndCharacterOfPosition(node.end).line + 1;
}

/** Completes a fact with the function and object its value turns out to be, once both are known. */
export function linkLater(draft: Draft, to: { fn?: number; object?: number }, value: ts.Node): void {
  draft.later.push(() => {
    const fn = draft.functions.get(value);
    if (fn !== undefined) to.fn = fn;
    const object = draft.objects.get(value);
    if (object !== undefined) to.object = object;
  });
}
