// Statements that are neither branches, bindings nor imports: definitions, loops, and what leaves a function.
import { clip, MAX_TEST } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { bindingStatements } from './bindings.js';
import { branchStatements } from './branches.js';
import { classDefinition } from './classes.js';
import { functionDefinition, returnValue } from './functions.js';
import { importStatements } from './imports.js';
import { interpolations, isString } from './literals.js';
import { condition, isCapWord, lastSegment } from './reading.js';
import type { StatementHandler, Value, Walk } from './walk.js';

const CONTAINERS = ['module', 'block', 'ERROR', 'try_statement', 'else_clause', 'finally_clause'];

/** Handlers by node type. */
export const statements: Readonly<Record<string, StatementHandler>> = {
  ...Object.fromEntries(CONTAINERS.map((type) => [type, (walk: Walk, node: Syntax) => walk.block(node)])),
  ...branchStatements,
  ...bindingStatements,
  ...importStatements,
  expression_statement: expressionStatement,
  decorated_definition: decorated,
  function_definition: (walk, node) => functionDefinition(walk, node),
  class_definition: (walk, node) => classDefinition(walk, node),
  while_statement: whileLoop,
  for_statement: forLoop,
  with_statement: withBlock,
  return_statement: (walk, node) => returnValue(walk, node.line, named(node)[0]),
  raise_statement: raise,
};

/** A string that stands alone is a docstring: only what it interpolates can do anything. */
function expressionStatement(walk: Walk, node: Syntax): void {
  for (const child of named(node)) {
    if (isString(child)) walk.expressions(interpolations(child));
    else walk.statement(child);
  }
}

function decorated(walk: Walk, node: Syntax): void {
  const decorators = node.children.filter((child) => child.type === 'decorator');
  for (const decorator of decorators) walk.expressions(named(decorator));
  const definition = field(node, 'definition');
  if (definition?.type === 'class_definition') classDefinition(walk, definition, decorators);
  else if (definition) functionDefinition(walk, definition, decorators);
}

function whileLoop(walk: Walk, node: Syntax): void {
  const test = field(node, 'condition');
  if (!test) return;
  const when = condition(walk.text, test);
  const { idents, literals } = when;
  const kind = /^\(?(True|1)\)?$/.test(when.test) ? 'infinite' : 'while';
  const { line, endLine } = node;
  const loop = walk.build.addLoop({ line, endLine, kind, test: when.test, idents, literals });
  walk.build.inLoop(loop, () => {
    walk.expression(test);
    walk.block(field(node, 'body'));
  });
  walk.block(field(node, 'alternative'));
}

function forLoop(walk: Walk, node: Syntax): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (!left || !right) return;
  const { idents, literals } = condition(walk.text, left, right);
  const test = clip(`${walk.source(left)} in ${walk.source(right)}`, MAX_TEST);
  walk.expression(right, { context: 'other', awaited: isAsync(node) });
  const { line, endLine } = node;
  const loop = walk.build.addLoop({ line, endLine, kind: 'for-each', test, idents, literals });
  walk.build.inLoop(loop, () => {
    walk.expression(left);
    walk.block(field(node, 'body'));
  });
  walk.block(field(node, 'alternative'));
}

function withBlock(walk: Walk, node: Syntax): void {
  const clause = node.children.find((child) => child.type === 'with_clause');
  const contexts = (clause ? named(clause) : []).map((item) => field(item, 'value') ?? item);
  for (const context of contexts) walk.expression(context, { context: 'other', awaited: isAsync(node) });
  walk.block(field(node, 'body'));
}

function isAsync(node: Syntax): boolean {
  return node.children[0]?.type === 'async';
}

function raise(walk: Walk, node: Syntax): void {
  const cause = field(node, 'cause');
  const raised = named(node).find((child) => child !== cause);
  const seen: Value = raised ? walk.expression(raised) : { kind: 'none', text: '' };
  if (cause) walk.expression(cause);
  const isClass = seen.kind === 'reference' && isCapWord(lastSegment(seen.text));
  const callee = seen.callee ?? (isClass ? seen.text : undefined);
  walk.build.addExit({
    line: node.line,
    kind: 'throw',
    value: seen.kind,
    text: clip(seen.text),
    ...(callee === undefined ? {} : { callee }),
    ...(seen.object === undefined ? {} : { object: seen.object }),
  });
}
