// Functions kept in fields: given to a constructor or a setter, assigned, or collected in a list or table of an object.
// A call of the field, or of what was taken out of it, runs what was put there.
import type {
  ArgFact,
  AssignmentFact,
  CallNode,
  FunctionNode,
  ObjectFact,
  ValueFact,
  ValueKind,
} from '../../../contracts.js';
import type { Resolver } from './exports.js';
import { isSelf, ownerOf, typesOfPath } from './local-types.js';
import type { Node } from './nodes.js';
import { functionsOf, type Value } from './passed.js';
import { basesOf, lastSegment, push, type Symbols } from './symbols.js';

/** A field with more functions than this is a bus of the whole program. */
const MOST_HELD = 40;
const COLLECTS = /^(push|append|add|set|insert|put|register|unshift|setdefault|store|Store|extend|push_back)$/;
const HOLDS: ReadonlySet<ValueKind> = new Set(['reference', 'function', 'call', 'new', 'other', 'binary']);

/** A field of a type, or a variable of a file. */
interface Place {
  owner: string;
  field: string;
}

/** Notes which functions, and which functions of outside modules, stand in which field. */
export function indexHeld(resolver: Resolver, node: Node): void {
  for (const a of node.assignments) assigned(resolver, node, a);
  for (const call of node.calls) collected(resolver, node, call);
  for (const object of node.objects) literal(resolver, node, object);
  if (node.fact.kind === 'module') for (const value of node.file.values) tabled(resolver, node, value);
  const { owner, kind, params } = node.fact;
  if (kind !== 'constructor' || owner === undefined) return;
  const fields = new Set(resolver.symbols.types.get(owner)?.flatMap((t) => t.fact.members.map((m) => m.name)));
  for (const { name } of params)
    if (fields.has(name)) hold(resolver, { owner, field: name }, node, { kind: 'reference', text: name });
}

/** `Runner { perform: handler }` fills fields of a type; `self.handlers = { 'bash': run_bash }` fills one field. */
function literal(resolver: Resolver, node: Node, { typeName, context, in: bound, keys }: ObjectFact): void {
  const held = keys.filter((k) => HOLDS.has(k.kind));
  const owner =
    typeName === undefined ? undefined : lastSegment(typeName) === 'Self' ? ownerOf(node) : lastSegment(typeName);
  if (owner !== undefined) for (const key of held) hold(resolver, { owner, field: key.name }, node, key);
  else if (context === 'value' && bound !== undefined)
    for (const place of placesOf(resolver, node, bound)) for (const key of held) hold(resolver, place, node, key);
}

/** A table of the file or of a class: `handlers = { bash: runBash }`. */
function tabled(resolver: Resolver, module: Node, { owner, name, object }: ValueFact): void {
  const keys = object === undefined ? [] : (module.file.objects[object]?.keys ?? []);
  const place = { owner: owner ?? module.file.path, field: name };
  for (const key of keys) if (HOLDS.has(key.kind)) hold(resolver, place, module, key);
}

function assigned(resolver: Resolver, node: Node, { target, kind, text, line }: AssignmentFact): void {
  if (!HOLDS.has(kind)) return;
  const path = target.replace(/(\.setdefault\(\))?\[.*$/, '');
  if (!path.includes('.') && path === target) return;
  const child = node.children.find((c) => c.fact.line === line && c.fact.name === lastSegment(target));
  const value = kind === 'function' && child !== undefined ? { kind, text, fn: child.index } : { kind, text };
  for (const place of placesOf(resolver, node, path)) hold(resolver, place, node, value);
}

/** `this.handlers.set(name, fn)`, `self.subscribers.append(callback)`. */
function collected(resolver: Resolver, node: Node, { fact, targets }: CallNode): void {
  if (!COLLECTS.test(fact.name) || targets.length > 0 || fact.receiver === '') return;
  const places = placesOf(resolver, node, fact.receiver);
  for (const place of places)
    for (const arg of fact.args) for (const value of parts(arg)) hold(resolver, place, node, value);
}

/** Elements of a pair or a list that is put in as one. */
function parts(arg: ArgFact): Value[] {
  if (arg.kind !== 'array') return HOLDS.has(arg.kind) ? [arg] : [];
  const inner = arg.text.replace(/^[([]|[)\]]$/g, '').split(/,\s*/);
  return inner.filter((text) => /^[\w.$]+$/.test(text)).map((text) => ({ kind: 'reference', text }));
}

function hold(resolver: Resolver, { owner, field }: Place, node: Node, value: Value): void {
  const { symbols } = resolver;
  const found = functionsOf(resolver, node, value);
  const fields = symbols.held.get(owner) ?? new Map<string, Node[]>();
  symbols.held.set(owner, fields);
  for (const fn of found) if (fields.get(field)?.includes(fn as Node) !== true) push(fields, field, fn as Node);
  const outside = found.length > 0 ? undefined : resolver.imports.get(node.file.path)?.get(bareName(value.text));
  if (outside === undefined || outside.fact.resolved.length > 0 || outside.fact.typeOnly) return;
  symbols.heldOutside.set(`${owner}.${field}`, { from: outside.fact.from, name: outside.name });
}

/** `partial(completion, model=m)` is `completion`, with some of its arguments. */
const bareName = (text: string): string => text.replace(/^(functools\.)?partial\(\s*([\w.]+).*$/s, '$2');

/** Fields that a path names: of the object itself, of a local of known type; else a variable of the file. */
function placesOf(resolver: Resolver, from: FunctionNode, path: string): Place[] {
  const segments = path
    .replace(/^[&*]+(mut )?/, '')
    .replace(/[?!]/g, '')
    .split('.');
  const [head = '', ...fields] = segments;
  const field = fields.at(-1);
  if (field === undefined) return isModuleValue(from, head) ? [{ owner: from.file.path, field: head }] : [];
  if (fields.length === 1 && isSelf(from, head)) {
    const owner = ownerOf(from);
    return owner === undefined ? [] : [{ owner, field }];
  }
  return typesOfPath(resolver, from, head, fields.slice(0, -1)).map((owner) => ({ owner, field }));
}

function isModuleValue({ file }: FunctionNode, name: string): boolean {
  return file.values.some((v) => v.name === name && v.owner === undefined);
}

/** Targets of a call that runs what a field holds. Comes after the fields are indexed. */
export function resolveHeldCall(resolver: Resolver, call: CallNode): void {
  if (call.module !== undefined || (call.targets.length > 0 && call.guessed !== true)) return;
  const path = call.fact.callee.replace(/\[\]|[()?!&*]/g, '').replace(/::/g, '.');
  const places = path.includes('.')
    ? placesOf(resolver, call.fn, path)
    : [
        ...boundTo(resolver, call.fn, path),
        ...(call.fact.callee.endsWith('[]') ? placesOf(resolver, call.fn, path) : []),
      ];
  const found = [...new Set(places.flatMap((p) => heldIn(resolver.symbols, p)))].filter((fn) => fn !== call.fn);
  if (found.length > 0 && found.length <= MOST_HELD)
    Object.assign(call, { targets: found, ...(found.length > 1 ? { guessed: true } : {}) });
  if (found.length > 0 || call.targets.length > 0) return;
  const outside = places.flatMap((p) => resolver.symbols.heldOutside.get(`${p.owner}.${p.field}`) ?? [])[0];
  if (outside !== undefined) Object.assign(call, { module: outside.from, imported: outside.name });
}

function heldIn(symbols: Symbols, { owner, field }: Place): FunctionNode[] {
  const below = [...(symbols.subtypes.get(owner) ?? [])];
  return [owner, ...basesOf(symbols, owner), ...below].flatMap((o) => symbols.held.get(o)?.get(field) ?? []);
}

/** Where a local name was taken out: `const h = this.handlers.get(name)`, `for callback in self.subscribers.values()`. */
function boundTo(resolver: Resolver, from: FunctionNode, name: string): Place[] {
  for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent) {
    const texts = [
      ...(fn as Node).assignmentsTo(name).map((a) => a.text),
      ...fn.loops
        .filter((l) => l.kind === 'for-each' && iterates(l.test, name))
        .map((l) => l.test.replace(ITERATES, '')),
    ];
    const places = texts.flatMap((text) => pathsIn(text)).flatMap((p) => placesOf(resolver, fn as FunctionNode, p));
    if (places.length > 0) return places;
  }
  return [];
}

const ITERATES = /^.*?\s(in|of|:?= range)\s/;

function iterates(test: string, name: string): boolean {
  const head = ITERATES.exec(test)?.[0] ?? '';
  const names: string[] = head.match(/[\w$]+/g) ?? [];
  return names.includes(name);
}

/** The fields an expression reads, without what is asked of them: `self._subs[key].values()` reads `self._subs`. */
function pathsIn(text: string): string[] {
  const paths: string[] = text.match(/[A-Za-z_$][\w$]*(\??\.[A-Za-z_$][\w$]*)*/g) ?? [];
  return paths.map((path) => {
    const segments = path.replace(/\?/g, '').split('.');
    const asked = /^(get|values|items|find|at|iter|into_iter|entries|clone|Load|pop|shift)$/.test(
      segments.at(-1) ?? '',
    );
    return (asked ? segments.slice(0, -1) : segments).join('.');
  });
}
