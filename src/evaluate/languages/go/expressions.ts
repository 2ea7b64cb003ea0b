// Calls, composite literals, bindings and strings of Go, each with the place it stands at.
import type { ArgFact, KeyFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { elementOf, NOTHING, NOWHERE, type Place, type Produced, placed, resultOf } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { conditionOf } from './condition.js';
import { divergesAs } from './exits.js';
import { closure } from './functions.js';
import { isList, itemsOf, kindOf, pathOf, stringValue, typeName, unwrap, valueText } from './text.js';
import type { Handlers, Walk } from './walk.js';

/** `string(x)` is a conversion, not a call. */
const BASIC_TYPE = /^(string|bool|byte|rune|u?int(8|16|32|64)?|float(32|64)|uintptr|any|error)$/;

const through = (walk: Walk, node: Syntax, place: Place): Produced =>
  walk.visit(field(node, 'operand') ?? named(node)[0], place);

const mention = (walk: Walk, node: Syntax): Produced => {
  walk.build.mention(walk.source(node));
  return NOTHING;
};

const string = (walk: Walk, node: Syntax): Produced => {
  walk.build.addString(node.line, stringValue(walk.text, node), false);
  return NOTHING;
};

export const expressionHandlers: Handlers = {
  identifier: mention,
  field_identifier: mention,
  type_identifier: mention,
  package_identifier: mention,
  interpreted_string_literal: string,
  raw_string_literal: string,
  parenthesized_expression: through,
  unary_expression: through,
  type_assertion_expression: through,
  literal_element: through,
  func_literal: closure,
  call_expression: call,
  type_conversion_expression: conversion,
  composite_literal: composite,
  short_var_declaration: binding,
  assignment_statement: binding,
  receive_statement: binding,
  var_spec: declaration,
  const_spec: declaration,
  inc_statement: step,
  dec_statement: step,
  send_statement: send,
};

function call(walk: Walk, node: Syntax, place: Place): Produced {
  const callee = field(node, 'function');
  const args = named(field(node, 'arguments') ?? node);
  if (callee?.type === 'identifier' && BASIC_TYPE.test(walk.source(callee))) return walk.visit(args[0], place);
  walk.visit(callee);
  return addCall(walk, node, pathOf(walk.text, callee), args, place);
}

/** `ch <- v` hands a value to whoever receives, as a call does: its callee is `ch.<-`. */
function send(walk: Walk, node: Syntax): Produced {
  const channel = field(node, 'channel');
  const value = field(node, 'value');
  walk.visit(channel);
  const callee = `${pathOf(walk.text, channel)}.<-`;
  return addCall(walk, node, callee, value === undefined ? [] : [value], NOWHERE);
}

/** `f[int](x)` reads as a conversion; only the name tells a call. Conversions to built-in types are not calls. */
function conversion(walk: Walk, node: Syntax, place: Place): Produced {
  const type = field(node, 'type');
  const value = field(node, 'operand');
  if (type?.type !== 'generic_type' || value === undefined) return walk.visit(value, place);
  walk.visit(type);
  return addCall(walk, node, typeName(walk.text, type), [value], place);
}

function addCall(walk: Walk, node: Syntax, callee: string, args: Syntax[], place: Place): Produced {
  const { line, endLine } = node;
  const index = walk.build.addCall({
    line,
    endLine,
    callee,
    args: [],
    isNew: false,
    awaited: false,
    ...resultOf(place),
  });
  const fact = walk.build.facts.calls[index];
  for (const arg of args) fact?.args.push(argument(walk, arg, { context: 'argument', in: callee, call: index }));
  const ends = divergesAs(callee);
  if (ends !== undefined)
    walk.build.addExit({ line, kind: ends, value: 'call', text: valueText(walk.text, node), callee });
  return NOTHING;
}

function argument(walk: Walk, node: Syntax, place: Place): ArgFact {
  return { kind: kindOf(node), ...walk.visit(node, place), text: valueText(walk.text, node) };
}

function composite(walk: Walk, node: Syntax, place: Place): Produced {
  const type = field(node, 'type');
  const body = field(node, 'body');
  walk.visit(type);
  if (body === undefined) return NOTHING;
  const inner = type && (field(type, 'element') ?? field(type, 'value'));
  if (isList(node)) {
    elements(walk, body, inner, elementOf(place));
    return NOTHING;
  }
  return object(walk, body, { type, inner }, place);
}

/** Elements may leave out their type: it is the list's or the map's. */
function elements(walk: Walk, body: Syntax, inner: Syntax | undefined, place: Place): void {
  for (const entry of named(body)) element(walk, field(entry, 'value') ?? entry, inner, place);
}

function element(walk: Walk, node: Syntax, inner: Syntax | undefined, place: Place): Produced {
  const value = unwrap(node);
  if (value.type !== 'literal_value') return walk.visit(node, place);
  const below = inner && (field(inner, 'element') ?? field(inner, 'value'));
  if (!/^(slice|array)_type$/.test(inner?.type ?? '')) return object(walk, value, { type: inner, inner: below }, place);
  elements(walk, value, below, elementOf(place));
  return NOTHING;
}

interface Typed {
  type: Syntax | undefined;
  /** Type of the values, for a map. */
  inner: Syntax | undefined;
}

function object(walk: Walk, body: Syntax, { type, inner }: Typed, place: Place): Produced {
  const name = typeName(walk.text, type);
  const { line, endLine } = body;
  const index = walk.build.addObject({
    line: place.context === 'element' ? line : Math.min(line, type?.line ?? line),
    endLine,
    keys: [],
    ...(name === '' ? {} : { typeName: name }),
    ...placed(place),
  });
  for (const entry of named(body)) {
    if (entry.type === 'keyed_element') key(walk, index, entry, inner);
    else element(walk, entry, inner, { context: 'element', in: name, parent: index });
  }
  return { object: index };
}

function key(walk: Walk, object: number, entry: Syntax, inner: Syntax | undefined): void {
  const named = field(entry, 'key');
  const value = field(entry, 'value');
  if (named === undefined || value === undefined) return;
  const name = valueText(walk.text, unwrap(named));
  walk.visit(named);
  const produced = element(walk, value, inner, { context: 'property', in: name, parent: object });
  const kind = kindOf(value);
  const fact: KeyFact = {
    name,
    line: entry.line,
    kind,
    text: valueText(walk.text, value),
    ...produced,
    ...(kind === 'array' ? { items: itemsOf(walk.text, value) } : {}),
  };
  walk.build.addKey(object, fact);
}

function binding(walk: Walk, node: Syntax): Produced {
  const operator = field(node, 'operator')?.type ?? (node.children.some((c) => c.type === '=') ? '=' : ':=');
  const left = field(node, 'left');
  const right = field(node, 'right');
  const targets = left === undefined ? [] : named(left);
  const values = right === undefined ? [] : right.type === 'expression_list' ? named(right) : [right];
  if (left !== undefined) walk.visit(left);
  bind(walk, node.line, operator, targets, values);
  return NOTHING;
}

function declaration(walk: Walk, node: Syntax): Produced {
  const list = field(node, 'value');
  const targets = node.children.filter((child) => child.field === 'name' && child.named);
  walk.each(targets);
  bind(walk, node.line, '=', targets, list === undefined ? [] : named(list));
  return NOTHING;
}

/** `a, b := f()` binds both names to one value; `a, b = x, y` pairs them. */
function bind(walk: Walk, line: number, op: string, targets: Syntax[], values: Syntax[]): void {
  const names = targets.map((target) => pathOf(walk.text, target));
  const paired = values.length === names.length;
  for (const [index, value] of values.entries()) {
    const bound = (paired ? names.slice(index, index + 1) : names).filter((name) => name !== '_');
    const [first] = bound;
    walk.visit(value, first === undefined ? NOWHERE : { context: 'value', in: first });
    const { idents } = conditionOf(walk.text, '', [value]);
    const text = clip(valueText(walk.text, value));
    // A package-level name is a value fact; an assignment is something that runs.
    if (walk.build.fn === 0) continue;
    for (const target of bound) walk.build.addAssignment({ line, target, op, kind: kindOf(value), text, idents });
  }
}

function step(walk: Walk, node: Syntax): Produced {
  const [operand] = named(node);
  walk.visit(operand);
  const op = node.type === 'inc_statement' ? '++' : '--';
  const target = pathOf(walk.text, operand);
  walk.build.addAssignment({ line: node.line, target, op, kind: 'none', text: '', idents: [] });
  return NOTHING;
}
