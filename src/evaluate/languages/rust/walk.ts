// Items, control flow, expressions and macros contain each other. Their handlers live in files of their own and meet
// here, in one table from node type to handler.
import type { FactsBuilder } from '../tree-sitter/builder.js';
import { NOTHING, NOWHERE, type Place, type Produced } from '../tree-sitter/place.js';
import { named, type Syntax } from '../tree-sitter/syntax.js';

export type Handler = (walk: Walk, node: Syntax, place: Place) => Produced;
export type Handlers = Readonly<Record<string, Handler>>;

/** The `impl` or `trait` block that stands around. */
export interface Owner {
  name: string;
  trait?: string;
  /** Everything in it is as visible as the trait. */
  open: boolean;
}

/** What every handler may use of the run: handlers by node type, and the parser for source inside macros. */
export interface WalkSetup {
  handlers: Handlers;
  /** Taken instead of a node's own handler when its value leaves the function. */
  tail: Handler;
  parse(text: string): Syntax;
}

/** One pass over one file. */
export class Walk {
  owner: Owner | undefined;
  /** Inside `#[cfg(test)]` or a test function. */
  inTest: boolean;
  /** Names of the inline modules around. */
  modules: string[] = [];
  /** Every `impl Trait for Type` of the file. */
  readonly implemented: { type: string; trait: string }[] = [];
  /** Attributes of the item about to be visited. */
  private pending: string[] = [];

  constructor(
    readonly text: string,
    readonly build: FactsBuilder,
    private readonly setup: WalkSetup,
  ) {
    this.inTest = build.inTest;
  }

  /** Source text of a node. */
  source(node: Syntax): string {
    return this.text.slice(node.start, node.end);
  }

  /** Takes the facts of a node; one without a handler is only looked into. */
  visit(node: Syntax | undefined, place: Place = NOWHERE): Produced {
    if (node === undefined) return NOTHING;
    if (place.tail) return this.setup.tail(this, node, place);
    return this.plain(node, place);
  }

  /** The same, for a node whose way out of the function has been dealt with. */
  plain(node: Syntax, place: Place): Produced {
    const handler = this.setup.handlers[node.type];
    if (handler !== undefined) return handler(this, node, place);
    this.each(named(node));
    return NOTHING;
  }

  /** Visits siblings; attributes go to the item they stand before. */
  each(nodes: Syntax[]): void {
    let attributes: string[] = [];
    for (const node of nodes) {
      if (node.type === 'attribute_item') {
        attributes.push(
          this.source(node)
            .replace(/^#\s*\[|\]$/g, '')
            .replace(/\s+/g, ' ')
            .trim(),
        );
        continue;
      }
      this.pending = attributes;
      attributes = [];
      this.visit(node);
    }
  }

  /** The attributes of the item being visited; asked once, first thing. */
  takeAttributes(): string[] {
    const taken = this.pending;
    this.pending = [];
    return taken;
  }

  /** Runs `body` with some of the surroundings changed. */
  within(change: Partial<Pick<Walk, 'owner' | 'inTest' | 'modules'>>, body: () => void): void {
    const { owner, inTest, modules } = this;
    Object.assign(this, change);
    body();
    Object.assign(this, { owner, inTest, modules });
  }

  /**
   * Parses source that the grammar left as tokens. Undefined when it is not an expression or block. `read` may blank out
   * what is no Rust, without moving anything.
   */
  fragment(start: number, end: number, line: number, read = (source: string): string => source): Syntax[] | undefined {
    const root = this.setup.parse(`${read(this.text.slice(start, end))};`);
    if (!shift(root, start, line - 1)) return undefined;
    const [only] = named(root);
    return only?.type === 'expression_statement' ? named(only) : undefined;
  }
}

/** Moves a parsed fragment to where it stands in the file; false when it did not parse. */
function shift(node: Syntax, offset: number, lines: number): boolean {
  if (node.type === 'ERROR' || node.missing) return false;
  node.start += offset;
  node.end += offset;
  node.line += lines;
  node.endLine += lines;
  return node.children.every((child) => shift(child, offset, lines));
}
