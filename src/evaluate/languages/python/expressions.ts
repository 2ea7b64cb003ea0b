// What runs inside an expression: calls, closures, dicts, guarded operands, comprehension loops.
import { clip, clipString } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { arm, operandArm } from './branches.js';
import { addKey, call, standing } from './calls.js';
import { lambda } from './functions.js';
import { interpolations, isString, readString } from './literals.js';
import { condition, contains, describe, dotted, identsOf, negated } from './reading.js';
import type { ExpressionHandler, Place, Value, Walk } from './walk.js';

/** Handlers by node type. */
export const expressions: Readonly<Record<string, ExpressionHandler>> = {
  identifier,
  string,
  concatenated_string: string,
  call,
  lambda,
  attribute,
  await: awaited,
  parenthesized_expression: inParentheses,
  boolean_operator: booleanOperator,
  conditional_expression: conditional,
  named_expression: walrus,
  yield: yielded,
  dictionary,
  list: array,
  set: array,
  tuple: array,
  expression_list: array,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
  generator_expression: comprehension,
  as_pattern: aliased,
  type: annotation,
};

function identifier(walk: Walk, node: Syntax): Value {
  const text = walk.source(node);
  walk.build.mention(text);
  return { kind: 'reference', text };
}

function attribute(walk: Walk, node: Syntax): Value {
  walk.expressions(named(node));
  return describe(walk.text, node);
}

function string(walk: Walk, node: Syntax): Value {
  const { value, template } = readString(walk.text, node);
  walk.build.addString(node.line, value, template);
  walk.expressions(interpolations(node));
  return { kind: template ? 'template' : 'string', text: clipString(value) };
}

function awaited(walk: Walk, node: Syntax, place: Place): Value {
  const inner = named(node)[0];
  return inner ? walk.expression(inner, { ...place, awaited: true }) : describe(walk.text, node);
}

function inParentheses(walk: Walk, node: Syntax, place: Place): Value {
  const inner = named(node)[0];
  return inner ? walk.expression(inner, place) : describe(walk.text, node);
}

/** The right operand runs, or is the value, only when the left one lets it. */
function booleanOperator(walk: Walk, node: Syntax, place: Place): Value {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left) walk.expression(left, place);
  if (left && right) operandArm(walk, { node, left, right }, () => walk.expression(right, place));
  return describe(walk.text, node);
}

function conditional(walk: Walk, node: Syntax, place: Place): Value {
  const [then, test, otherwise] = named(node);
  if (!then || !test || !otherwise) return describe(walk.text, node);
  const read = condition(walk.text, test);
  walk.expression(test);
  arm(walk, 'ternary', { ...read, line: test.line }, [then], () => walk.expression(then, place));
  arm(walk, 'ternary', { ...negated([read]), line: test.line }, [otherwise], () => walk.expression(otherwise, place));
  return describe(walk.text, node);
}

function walrus(walk: Walk, node: Syntax): Value {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name || !value) return describe(walk.text, node);
  const target = walk.source(name);
  walk.build.mention(target);
  const seen = walk.expression(value, { context: 'value', in: target });
  const idents = identsOf(walk.text, value);
  walk.build.addAssignment({ line: node.line, target, op: ':=', kind: seen.kind, text: clip(seen.text), idents });
  return seen;
}

function yielded(walk: Walk, node: Syntax): Value {
  const inner = named(node)[0];
  const seen: Value = inner ? walk.expression(inner, { context: 'yield' }) : { kind: 'none', text: '' };
  walk.build.addExit({
    line: node.line,
    kind: 'yield',
    value: seen.kind,
    text: clip(seen.text),
    ...(seen.callee === undefined ? {} : { callee: seen.callee }),
    ...(seen.object === undefined ? {} : { object: seen.object }),
  });
  return { kind: 'other', text: clip(walk.source(node)) };
}

function dictionary(walk: Walk, node: Syntax, place: Place): Value {
  const object = walk.build.addObject({ ...standing(place), line: node.line, endLine: node.endLine, keys: [] });
  for (const entry of named(node)) {
    const key = field(entry, 'key');
    const value = field(entry, 'value');
    if (!key || !value) {
      walk.expression(entry);
      continue;
    }
    const name = keyName(walk, key);
    const within: Place = { context: 'property', in: name, parent: object };
    addKey(walk, object, { name, line: entry.line }, value, walk.expression(value, within));
  }
  return { ...describe(walk.text, node), object };
}

/** A string key is a name, not a string of its own; another key is an expression. */
function keyName(walk: Walk, key: Syntax): string {
  if (isString(key)) {
    walk.expressions(interpolations(key));
    return readString(walk.text, key).value;
  }
  walk.expression(key);
  const path = dotted(walk.text, key);
  return path.includes('<') ? clip(walk.source(key)) : path;
}

function array(walk: Walk, node: Syntax, place: Place): Value {
  const { context, awaited: _, ...rest } = place;
  const within: Place = context === 'other' ? { context: 'element' } : { ...rest, context: 'element' };
  for (const element of named(node)) walk.expression(element, within);
  return describe(walk.text, node);
}

/** The first iterable is evaluated once; all else runs for every item. */
function comprehension(walk: Walk, node: Syntax): Value {
  const parts = named(node);
  const body = parts.find((part) => part.field === 'body');
  const clauses = parts.filter((part) => part !== body);
  const iterable = clauses[0] && field(clauses[0], 'right');
  if (!body || !iterable) return describe(walk.text, node);
  walk.expression(iterable);
  const run = (): void => items(walk, body, clauses, iterable);
  if (clauses.length > 1 || contains(body, ['call'])) comprehensionLoop(walk, node, clauses, run);
  else run();
  return describe(walk.text, node);
}

function comprehensionLoop(walk: Walk, node: Syntax, clauses: Syntax[], run: () => void): void {
  const { idents, literals } = condition(walk.text, ...clauses.filter((c) => c.type === 'for_in_clause'));
  const test = clip(clauses.map((clause) => walk.source(clause)).join(' ')).replace(/^(async )?for /, '');
  const { line, endLine } = node;
  walk.build.inLoop(walk.build.addLoop({ line, endLine, kind: 'for-each', test, idents, literals }), run);
}

function items(walk: Walk, body: Syntax, clauses: Syntax[], iterable: Syntax): void {
  const tests = clauses.filter((clause) => clause.type === 'if_clause').flatMap(named);
  for (const clause of clauses) {
    if (clause.type === 'if_clause') walk.expressions(named(clause));
    else for (const part of named(clause)) if (part !== iterable) walk.expression(part);
  }
  const test = tests[0];
  if (!test) walk.expression(body);
  else arm(walk, 'if', { ...condition(walk.text, ...tests), line: test.line }, [body], () => walk.expression(body));
}

/** `open(x) as file`: the call's result has a name. */
function aliased(walk: Walk, node: Syntax, place: Place): Value {
  const [value, alias] = named(node);
  if (!value) return describe(walk.text, node);
  if (alias) walk.expression(alias);
  const target = alias && named(alias)[0];
  const bound: Place = target ? { ...place, context: 'value', in: walk.source(target) } : place;
  return walk.expression(value, bound);
}

/** The names in an annotation are used; its strings are not values, and it calls nothing. */
function annotation(walk: Walk, node: Syntax): Value {
  for (const name of identsOf(walk.text, node)) walk.build.mention(name);
  return describe(walk.text, node);
}
