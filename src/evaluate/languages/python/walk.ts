// Statements hold expressions, expressions hold functions, functions hold statements. The handlers of each live in
// files of their own and meet only here, through two tables from node type to handler.
import type { ObjectFact, ValueKind } from '../../../contracts/facts.js';
import type { FactsBuilder } from '../tree-sitter/builder.js';
import { named, type Syntax } from '../tree-sitter/syntax.js';
import { describe } from './reading.js';

/** What an expression turned out to be. */
export interface Value {
  kind: ValueKind;
  /** For strings the value itself. */
  text: string;
  callee?: string;
  /** Index of the closure or object fact it made. */
  fn?: number;
  object?: number;
}

/** Where an expression stands: it decides what a call's result, a dict or a lambda is bound to. */
export interface Place {
  context: ObjectFact['context'];
  in?: string;
  /** Object it is a value inside of. */
  parent?: number;
  /** Call it is an argument of. */
  call?: number;
  awaited?: boolean;
}

/** The class whose body is being walked. */
export interface Owner {
  name: string;
  exported: boolean;
  isTest: boolean;
}

/** What the whole module says about its names. */
export interface ModuleNames {
  /** `__all__`, when the module has one. */
  listed: ReadonlySet<string> | undefined;
  isInit: boolean;
  /** Names some function declares `global`. */
  globals: ReadonlySet<string>;
}

export type ExpressionHandler = (walk: Walk, node: Syntax, place: Place) => Value;
export type StatementHandler = (walk: Walk, node: Syntax) => void;

export interface Handlers {
  expressions: Readonly<Record<string, ExpressionHandler>>;
  statements: Readonly<Record<string, StatementHandler>>;
}

/** An expression whose value goes nowhere in particular. */
export const ELSEWHERE: Place = { context: 'other' };

/** One pass over one file. */
export class Walk {
  owner: Owner | undefined;
  typeChecking = false;

  constructor(
    readonly text: string,
    readonly build: FactsBuilder,
    readonly module: ModuleNames,
    private readonly handlers: Handlers,
  ) {}

  /** Source text of a node. */
  source(node: Syntax): string {
    return this.text.slice(node.start, node.end);
  }

  /** Takes the facts of an expression; one without a handler is only looked into. */
  expression(node: Syntax, place: Place = ELSEWHERE): Value {
    const handler = this.handlers.expressions[node.type];
    if (handler) return handler(this, node, place);
    this.expressions(named(node));
    return describe(this.text, node);
  }

  /** Takes the facts of several expressions that go nowhere. */
  expressions(nodes: Syntax[]): void {
    for (const node of nodes) this.expression(node);
  }

  /** Takes the facts of a statement; whatever is not one is an expression. */
  statement(node: Syntax): void {
    const handler = this.handlers.statements[node.type];
    if (handler) handler(this, node);
    else this.expression(node);
  }

  block(node: Syntax | undefined): void {
    if (node) for (const child of named(node)) this.statement(child);
  }

  /** Runs `body` with another class, or none, as the one whose body is walked. */
  within(owner: Owner | undefined, body: () => void): void {
    const outer = this.owner;
    this.owner = owner;
    body();
    this.owner = outer;
  }

  /** Is the name, at module level, meant for others? */
  isExported(name: string): boolean {
    if (this.owner || this.build.fn !== 0) return false;
    return this.module.listed ? this.module.listed.has(name) : !name.startsWith('_');
  }
}
