// Declarations, statements and expressions of Go contain each other. Their handlers live in files of their own and
// meet here, in one table from node type to handler.
import type { FactsBuilder } from '../tree-sitter/builder.js';
import { NOTHING, NOWHERE, type Place, type Produced } from '../tree-sitter/place.js';
import { named, type Syntax } from '../tree-sitter/syntax.js';

export type Handler = (walk: Walk, node: Syntax, place: Place) => Produced;
export type Handlers = Readonly<Record<string, Handler>>;

/** One pass over one file. */
export class Walk {
  constructor(
    readonly text: string,
    readonly build: FactsBuilder,
    private readonly handlers: Handlers,
  ) {}

  /** Source text of a node; '' for none. */
  source(node: Syntax | undefined): string {
    return node === undefined ? '' : this.text.slice(node.start, node.end);
  }

  /** Takes the facts of a node; one without a handler is only looked into. */
  visit(node: Syntax | undefined, place: Place = NOWHERE): Produced {
    if (node === undefined) return NOTHING;
    const handler = this.handlers[node.type];
    if (handler !== undefined) return handler(this, node, place);
    this.each(named(node));
    return NOTHING;
  }

  each(nodes: Syntax[]): void {
    for (const node of nodes) this.visit(node);
  }
}
