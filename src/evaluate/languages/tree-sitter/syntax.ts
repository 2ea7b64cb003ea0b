// Every question asked of a tree-sitter node crosses into WebAssembly. The tree is copied once, with a cursor,
// into plain nodes; front ends read only those, and the WebAssembly tree is freed before they start.
import type { Parser, TreeCursor } from '@vscode/tree-sitter-wasm';

/** No hand-written source nests deeper; walking what does would run out of stack. It counts as unreadable. */
const MAX_DEPTH = 500;

/** A copied node. Offsets are UTF-16 units into the source; lines are 1-based. Extras such as comments are kept. */
export interface Syntax {
  type: string;
  /** Field name in the parent, '' when the grammar gives none. */
  field: string;
  /** Not a bare token such as `(` or `if`. */
  named: boolean;
  /** Put in by error recovery: it is not in the source. */
  missing: boolean;
  start: number;
  end: number;
  line: number;
  endLine: number;
  children: Syntax[];
}

/** Parses and copies. The result holds no WebAssembly memory. */
export function parseSyntax(parser: Parser, text: string): Syntax {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('the parser has no grammar or was cancelled');
  const cursor = tree.walk();
  try {
    return copy(cursor, lineStarts(text));
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** First child with the field name. */
export function field(node: Syntax, name: string): Syntax | undefined {
  return node.children.find((child) => child.field === name);
}

/** Children that are neither bare tokens nor comments. */
export function named(node: Syntax): Syntax[] {
  return node.children.filter((child) => child.named && !child.type.endsWith('comment'));
}

/** Visits the node and everything below it, parents first; `false` from `visit` leaves a node's children out. */
export function walk(node: Syntax, visit: (node: Syntax) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.children) walk(child, visit);
}

function copy(cursor: TreeCursor, starts: number[]): Syntax {
  const kinds: Kinds = new Map();
  const root = read(cursor, starts, kinds);
  const ancestors: Syntax[] = [];
  let last = root;
  for (;;) {
    if (descend(cursor, last, ancestors.length)) ancestors.push(last);
    else
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        ancestors.pop();
      }
    last = read(cursor, starts, kinds);
    ancestors.at(-1)?.children.push(last);
  }
}

function descend(cursor: TreeCursor, into: Syntax, depth: number): boolean {
  if (!cursor.gotoFirstChild()) return false;
  if (depth < MAX_DEPTH) return true;
  cursor.gotoParent();
  into.type = 'ERROR';
  return false;
}

/** What a numeric node type stands for; asked once per type, not per node. */
type Kinds = Map<number, { type: string; named: boolean }>;

function read(cursor: TreeCursor, starts: number[], kinds: Kinds): Syntax {
  const id = cursor.nodeTypeId;
  const kind = kinds.get(id) ?? { type: cursor.nodeType, named: cursor.nodeIsNamed };
  kinds.set(id, kind);
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  return {
    // Written out: spreading an object into each node costs more than all the crossings together.
    type: kind.type,
    named: kind.named,
    field: cursor.currentFieldName ?? '',
    // What recovery puts in has no extent; so have a few real nodes.
    missing: start === end && cursor.nodeIsMissing,
    start,
    end,
    line: lineAt(starts, start),
    endLine: lineAt(starts, Math.max(start, end - 1)),
    children: [],
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
