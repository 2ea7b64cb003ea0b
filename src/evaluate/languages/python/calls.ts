// Calls are what the call graph is made of. A constructor call with keywords is also an object: `Tool(name="x")`
// says the same as a literal with that key.
import type { ArgFact, ObjectFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { literalItems } from './literals.js';
import { dotted, isCapWord, lastSegment } from './reading.js';
import type { Place, Value, Walk } from './walk.js';

const LEAVES_PROCESS = ['sys.exit', 'os._exit', 'exit', 'quit'];

/** Does calling it end the process? */
export function endsProcess(callee: string): boolean {
  return LEAVES_PROCESS.includes(callee);
}

/** A call: its callee's own calls first, then itself, then its arguments. */
export function call(walk: Walk, node: Syntax, place: Place): Value {
  const target = field(node, 'function');
  if (!target) return { kind: 'call', text: clip(walk.source(node)) };
  walk.expression(target);
  const callee = dotted(walk.text, target);
  const isNew = isCapWord(lastSegment(callee));
  const result = boundTo(place);
  const index = walk.build.addCall({
    line: node.line,
    endLine: node.endLine,
    callee,
    args: [],
    isNew,
    awaited: place.awaited ?? false,
    ...(result === undefined ? {} : { result }),
  });
  const written = argumentsOf(node);
  const keyed = (isNew || callee === 'dict') && written.some((arg) => arg.type === 'keyword_argument');
  const object = keyed
    ? addKeywordObject(walk, node, place, index, isNew ? lastSegment(callee) : undefined)
    : undefined;
  const args = written.map((arg) => argument(walk, arg, { call: index, callee, object }));
  walk.build.facts.calls[index]?.args.push(...args);
  if (endsProcess(callee)) addProcessExit(walk, node, args[0]);
  const text = clip(walk.source(node));
  return { kind: isNew ? 'new' : 'call', text, callee, ...(object === undefined ? {} : { object }) };
}

/** The argument expressions of a call; the one of `f(x for x in y)` is the generator itself. */
export function argumentsOf(node: Syntax): Syntax[] {
  const list = field(node, 'arguments');
  if (!list) return [];
  return list.type === 'argument_list' ? named(list) : [list];
}

function boundTo(place: Place): string | undefined {
  if (place.context === 'value') return place.in;
  return place.context === 'return' || place.context === 'yield' ? place.context : undefined;
}

interface Around {
  call: number;
  callee: string;
  /** Object made of the call's keywords. */
  object: number | undefined;
}

function argument(walk: Walk, node: Syntax, around: Around): ArgFact {
  const { call: index, callee, object } = around;
  const at: Place = { context: 'argument', in: callee, call: index };
  if (node.type !== 'keyword_argument') return asArgument(walk.expression(node, at));
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name || !value) return { kind: 'other', text: clip(walk.source(node)) };
  const key = walk.source(name);
  walk.build.mention(key);
  const inKey: Place = { context: 'property', in: key, call: index };
  const seen = walk.expression(value, object === undefined ? at : { ...inKey, parent: object });
  if (object !== undefined) addKey(walk, object, { name: key, line: node.line }, value, seen);
  return { ...asArgument(seen), name: key };
}

function asArgument({ kind, text, fn, object }: Value): ArgFact {
  return { kind, text, ...(fn === undefined ? {} : { fn }), ...(object === undefined ? {} : { object }) };
}

function addKeywordObject(walk: Walk, node: Syntax, place: Place, own: number, typeName: string | undefined): number {
  return walk.build.addObject({
    ...standing(place),
    line: node.line,
    endLine: node.endLine,
    keys: [],
    call: own,
    ...(typeName === undefined ? {} : { typeName }),
  });
}

/** The part of a place that an object fact keeps. */
export function standing(place: Place): Pick<ObjectFact, 'context' | 'in' | 'parent' | 'call'> {
  const { awaited: _, ...rest } = place;
  return rest;
}

/** Adds one key with its value to an object. */
export function addKey(
  walk: Walk,
  object: number,
  key: { name: string; line: number },
  node: Syntax,
  seen: Value,
): void {
  const { kind, text, fn, object: held } = seen;
  walk.build.addKey(object, {
    ...key,
    kind,
    text,
    ...(fn === undefined ? {} : { fn }),
    ...(held === undefined ? {} : { object: held }),
    ...(kind === 'array' ? { items: literalItems(walk.text, node).slice(0, 300) } : {}),
  });
}

function addProcessExit(walk: Walk, node: Syntax, status: ArgFact | undefined): void {
  walk.build.addExit({ line: node.line, kind: 'exit', value: status?.kind ?? 'none', text: status?.text ?? '' });
}
