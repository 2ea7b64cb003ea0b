// Assignments. At module and class level they also declare a value; a few of those declare a type instead.
import type { AssignmentFact, ValueFact } from '../../../contracts/facts.js';
import { clip, MAX_ITEMS } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { addAlias } from './aliases.js';
import { argumentsOf } from './calls.js';
import { literalItems } from './literals.js';
import { describe, dotted, identsOf, lastSegment } from './reading.js';
import type { StatementHandler, Value, Walk } from './walk.js';

const PATTERNS = ['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list'];
const COLLECTIONS = ['set', 'frozenset', 'tuple', 'list', 'MappingProxyType', 'deque'];

/** Statement handlers by node type. */
export const bindingStatements: Readonly<Record<string, StatementHandler>> = {
  assignment: assignment,
  augmented_assignment: assignment,
  type_alias_statement: (walk, node) => {
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (left && right) addAlias(walk, { name: dotted(walk.text, left).replace('[]', ''), node, right, declared: true });
  },
};

interface Binding {
  targets: Syntax[];
  type: Syntax | undefined;
  value: Syntax | undefined;
  op: string;
}

function assignment(walk: Walk, node: Syntax): void {
  const { targets, type, value, op } = readBinding(walk, node);
  const first = targets[0];
  if (!first) return;
  walk.expressions(targets);
  if (type) walk.expression(type);
  if (!value) return;
  const atModule = walk.build.fn === 0 && !walk.owner;
  const name = PATTERNS.includes(first.type) ? walk.source(first) : dotted(walk.text, first);
  const declared = type !== undefined && lastSegment(walk.source(type)) === 'TypeAlias';
  if (atModule && addAlias(walk, { name, node, right: value, declared })) return;
  const seen = walk.expression(value, { context: 'value', in: name });
  for (const target of targets)
    for (const [part, of] of spread(walk, target, value, seen)) record(walk, node, { part, type, op, ...of });
}

/** `a = b = 1` is nested assignments: all targets get the innermost value. */
function readBinding(walk: Walk, node: Syntax): Binding {
  const targets: Syntax[] = [];
  let value: Syntax | undefined = node;
  while (value?.type === 'assignment' || value?.type === 'augmented_assignment') {
    const left = field(value, 'left');
    if (left) targets.push(left);
    value = field(value, 'right');
  }
  const operator = field(node, 'operator');
  return { targets, type: field(node, 'type'), value, op: operator ? walk.source(operator) : '=' };
}

interface Bound {
  value: Syntax;
  seen: Value;
}

/** Every name of a tuple target, with its own element when the value is a tuple of the same length. */
function spread(walk: Walk, target: Syntax, value: Syntax, seen: Value): [Syntax, Bound][] {
  if (!PATTERNS.includes(target.type)) return [[target, { value, seen }]];
  const parts = named(target);
  const elements = ['expression_list', 'tuple', 'list'].includes(value.type) ? named(value) : [];
  const pairs = elements.length === parts.length && !parts.some((part) => part.type === 'list_splat_pattern');
  return parts.flatMap((part, i) => {
    const element = elements[i];
    if (!pairs || !element) return spread(walk, part, value, seen);
    return spread(walk, part, element, describe(walk.text, element));
  });
}

interface Recorded extends Bound {
  part: Syntax;
  type: Syntax | undefined;
  op: string;
}

function record(walk: Walk, node: Syntax, bound: Recorded): void {
  const { part, value, seen, op } = bound;
  const target = dotted(walk.text, part);
  const declares = walk.owner !== undefined || walk.build.fn === 0;
  if (declares && op === '=' && part.type === 'identifier') walk.build.addValue(valueFact(walk, node, bound));
  if (walk.owner) return;
  const fact: Omit<AssignmentFact, 'fn'> = {
    line: node.line,
    target,
    op,
    kind: seen.kind,
    text: clip(seen.text),
    idents: identsOf(walk.text, value),
  };
  walk.build.addAssignment(fact);
}

function valueFact(walk: Walk, node: Syntax, { part, type, value, seen }: Recorded): ValueFact {
  const name = walk.source(part);
  const { kind, text, object, callee } = seen;
  const { owner } = walk;
  return {
    name,
    line: node.line,
    endLine: node.endLine,
    kind,
    text,
    items: itemsOf(walk, value, object),
    exported: owner ? owner.exported && !name.startsWith('_') : walk.isExported(name),
    mutable: false,
    inTest: walk.build.inTest || (owner?.isTest ?? false),
    ...(owner ? { owner: owner.name } : {}),
    ...(type ? { type: clip(walk.source(type)) } : {}),
    ...(object === undefined ? {} : { object }),
    ...(callee === undefined ? {} : { callee }),
  };
}

/** `frozenset({"a"})` holds what the literal in it holds. */
function itemsOf(walk: Walk, value: Syntax, object: number | undefined): string[] {
  const keys = object === undefined ? [] : (walk.build.facts.objects[object]?.keys ?? []).map((key) => key.name);
  if (keys.length > 0) return keys.slice(0, MAX_ITEMS);
  const target = value.type === 'call' ? field(value, 'function') : undefined;
  const inner =
    target && COLLECTIONS.includes(lastSegment(dotted(walk.text, target))) ? argumentsOf(value)[0] : undefined;
  const held = inner ?? value;
  const holds = ['list', 'set', 'tuple', 'expression_list', 'parenthesized_expression', 'binary_operator'];
  if (!holds.includes(held.type) || !holdsArray(held)) return [];
  return literalItems(walk.text, held).slice(0, MAX_ITEMS);
}

function holdsArray(node: Syntax): boolean {
  if (['list', 'set', 'tuple', 'expression_list'].includes(node.type)) return true;
  return ['parenthesized_expression', 'binary_operator'].includes(node.type) && node.children.some(holdsArray);
}
