// Calls, struct literals, closures and strings, each with the place it stands at.
import type { ArgFact, KeyFact } from '../../../contracts/facts.js';
import { elementOf, NOTHING, type Place, type Produced, placed, resultOf } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { divergesAs } from './exits.js';
import { closure } from './functions.js';
import { isConstructor, itemsOf, kindOf, pathOf, stringIn, stringValue, valueText } from './text.js';
import type { Handlers, Walk } from './walk.js';

const through = (walk: Walk, node: Syntax, place: Place): Produced =>
  walk.visit(field(node, 'value') ?? named(node).find((child) => child.type !== 'mutable_specifier'), place);

const mention = (walk: Walk, node: Syntax): Produced => {
  walk.build.mention(walk.source(node));
  return NOTHING;
};

export const expressionHandlers: Handlers = {
  identifier: mention,
  field_identifier: mention,
  type_identifier: mention,
  shorthand_field_identifier: mention,
  expression_statement: (walk, node, place) => walk.visit(named(node)[0], place),
  parenthesized_expression: through,
  reference_expression: through,
  try_expression: through,
  type_cast_expression: through,
  unsafe_block: through,
  await_expression: (walk, node, place) => through(walk, node, { ...place, awaited: true }),
  call_expression: call,
  struct_expression: structExpression,
  array_expression: elements,
  tuple_expression: elements,
  closure_expression: closure,
  async_block: closure,
  string_literal: string,
  raw_string_literal: string,
};

function string(walk: Walk, node: Syntax): Produced {
  walk.build.addString(node.line, stringValue(walk.text, node), false);
  return NOTHING;
}

function elements(walk: Walk, node: Syntax, place: Place): Produced {
  for (const item of named(node)) walk.visit(item, elementOf(place));
  return NOTHING;
}

function call(walk: Walk, node: Syntax, place: Place): Produced {
  const callee = field(node, 'function');
  const literal = stringIn(walk.text, node);
  if (callee === undefined || literal !== undefined) return walk.visit(literal, place);
  const path = pathOf(walk.text, callee);
  const args = named(field(node, 'arguments') ?? node);
  // These three only say that a value is there, or failed.
  if (path === 'Ok' || path === 'Some' || path === 'Err') return walk.visit(args[0], place);
  walk.visit(callee);
  const { line, endLine } = node;
  const awaited = place.awaited === true;
  const isNew = isConstructor(path);
  const index = walk.build.addCall({ line, endLine, callee: path, args: [], isNew, awaited, ...resultOf(place) });
  addArguments(walk, index, args);
  if (divergesAs(walk.text, node) === 'return')
    walk.build.addExit({ line, kind: 'exit', value: 'call', text: valueText(walk.text, node), callee: path });
  return NOTHING;
}

/** Visits the arguments of a call and adds them to its fact. */
export function addArguments(walk: Walk, index: number, args: Syntax[]): void {
  const fact = walk.build.facts.calls[index];
  for (const arg of args) fact?.args.push(argument(walk, arg, { context: 'argument', in: fact.callee, call: index }));
}

function argument(walk: Walk, node: Syntax, place: Place): ArgFact {
  // `name = value` is how format macros name their arguments.
  const name = node.type === 'assignment_expression' ? field(node, 'left') : undefined;
  const value = (name && field(node, 'right')) ?? node;
  const { fn, object } = walk.visit(value, place);
  return {
    kind: kindOf(walk.text, value),
    text: valueText(walk.text, value),
    ...(name === undefined ? {} : { name: walk.source(name) }),
    ...(fn === undefined ? {} : { fn }),
    ...(object === undefined ? {} : { object }),
  };
}

function structExpression(walk: Walk, node: Syntax, place: Place): Produced {
  const name = field(node, 'name');
  const path = pathOf(walk.text, name);
  walk.visit(name);
  const typeName = path === 'Self' ? (walk.owner?.name ?? path) : path;
  const { line, endLine } = node;
  const object = walk.build.addObject({ line, endLine, keys: [], typeName, ...placed(place) });
  for (const entry of named(field(node, 'body') ?? node)) {
    const value = field(entry, 'value');
    const key = field(entry, 'field');
    if (entry.type === 'shorthand_field_initializer') addShorthand(walk, object, entry);
    else if (key !== undefined && value !== undefined) addKey(walk, object, walk.source(key), key.line, value);
    else if (entry.type === 'base_field_initializer') walk.visit(named(entry)[0]);
  }
  return { object };
}

function addShorthand(walk: Walk, object: number, entry: Syntax): void {
  const name = named(entry).find((child) => child.type === 'identifier');
  if (name === undefined) return;
  walk.visit(name);
  const text = walk.source(name);
  walk.build.addKey(object, { name: text, line: entry.line, kind: 'reference', text });
}

/** Adds `name: value` to an object, and what the value holds. */
export function addKey(walk: Walk, object: number, name: string, line: number, value: Syntax): void {
  walk.build.mention(name);
  const produced = walk.visit(value, { context: 'property', in: name, parent: object });
  const kind = kindOf(walk.text, value);
  const items = itemsOf(walk.text, value);
  const key: KeyFact = {
    name,
    line,
    kind,
    text: valueText(walk.text, value),
    ...produced,
    ...(kind === 'array' ? { items } : {}),
  };
  walk.build.addKey(object, key);
}
