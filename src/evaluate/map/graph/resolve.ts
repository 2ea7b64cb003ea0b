// Which functions a call may run. Steps go from certain to likely and stop at the first that answers; a call that
// nothing answers leaves the code, and keeps the outside module its callee was imported from.
import type { CallNode, FunctionNode, ImportFact } from '../../../contracts.js';
import { splitWords } from '../../../words.js';
import { exportedBy, imported, inFile, neighbours, type Resolver } from './exports.js';
import { isSelf, isTakenOut, localTypes, ownerOf, typesOfField, typesOfPath } from './local-types.js';
import type { Node } from './nodes.js';
import { methodsOf } from './symbols.js';

/** More owners than this behind one method name say nothing about which of them runs. */
const MOST_CANDIDATES = 5;
/** A name of several words is one somebody coined: many types may share it and still mean the same operation. */
const MOST_COINED = 24;
/** A function given more callbacks than this is a utility (a retry, a span); that one caller's runs for another's is noise. */
const MOST_PASSED = 4;
/** Methods of every language's own collections, strings, promises and streams. */
const COMMON = new Set(
  (
    'get set has add push pop shift map filter reduce forEach find findIndex some every includes join split slice splice ' +
    'concat keys values entries sort reverse replace match test trim toString then catch finally next close on once emit off ' +
    'append extend items update remove insert index count format strip startswith endswith lower upper encode decode read write ' +
    'len iter clone unwrap unwrap_or ok err into as_str to_string to_owned collect is_empty push_str lock borrow as_ref expect ' +
    'Error String Lock Unlock Wait Done Close Read Write Add Get Set call apply bind parse stringify log error warn info debug print'
  ).split(' '),
);

/** Regular expressions by the names people give them: their `exec` runs nothing. */
const PATTERN = /^[A-Z][A-Z0-9_]*$|(regexp?|pattern|matcher|^re|^rx)$/i;

/** Fills `targets` and `module` of a call. */
export function resolveCall(resolver: Resolver, call: CallNode): void {
  const path = call.fact.callee.replace(/::/g, '.').replace(/\(\)|\[\]|[?!&*]/g, '');
  const segments = path.split('.').filter((s) => s !== '');
  const name = segments.at(-1);
  if (name === undefined) return;
  const outside = outsideImport(resolver, call, segments[0] as string);
  if (outside !== undefined) {
    call.module = outside.fact.from;
    if (outside.name !== segments[0] && /^\w+$/.test(outside.name) && outside.name !== 'default')
      call.imported = outside.name;
    return;
  }
  const receiver = segments.slice(0, -1);
  const sure = receiver.length === 0 ? bare(resolver, call.fn, name) : member(resolver, call.fn, receiver, name);
  if (sure.length === 0 && receiver.length > 0) {
    if (isForeignType(call)) return;
    call.targets = distinct(byName(resolver, receiver, name));
    if (call.targets.length > 0) call.guessed = true;
  } else call.targets = distinct(sure);
}

/** `Box::new(…)`: a path names its type, so a type that the target does not declare is another crate's. */
function isForeignType({ fact, fn }: CallNode): boolean {
  return fn.file.language === 'rust' && /(^|::)[A-Z]\w*::\w+$/.test(fact.callee);
}

/** Relative paths, and Rust's paths within the crate: inline test modules import the very file they stand in. */
const OWN_MODULE = /^(\.|(self|super|crate)(::|$))/;

function outsideImport(
  resolver: Resolver,
  call: CallNode,
  first: string,
): { fact: ImportFact; name: string } | undefined {
  const found = resolver.imports.get(call.fn.file.path)?.get(first);
  if (found === undefined || found.fact.resolved.length > 0) return undefined;
  return OWN_MODULE.test(found.fact.from) ? undefined : found;
}

function bare(resolver: Resolver, from: FunctionNode, name: string): FunctionNode[] {
  for (let scope: FunctionNode | undefined = from; scope !== undefined; scope = scope.parent) {
    const local = (scope as Node).childrenNamed(name).filter((c) => c.fact.owner === undefined && !(c as Node).keyed);
    if (local.length > 0) return local;
    const bound = viaBinding(resolver, scope, name);
    if (bound.length > 0) return bound;
  }
  const { file } = from;
  return [
    ...inFile(resolver, file.path, name),
    ...imported(resolver, file.path, name),
    ...neighbours(resolver, file, name),
  ];
}

const BINDS = new Set(['reference', 'binary', 'other']);

/** `const ask = given ?? askModel; ask()`: the functions that the binding names. */
function viaBinding(resolver: Resolver, scope: FunctionNode, name: string): FunctionNode[] {
  const bound = (scope as Node).assignmentsTo(name).filter((a) => BINDS.has(a.kind));
  const names = bound.flatMap((a) => a.idents).filter((i) => i !== name);
  return [...new Set(names)].flatMap((i) => [
    ...inFile(resolver, scope.file.path, i),
    ...imported(resolver, scope.file.path, i),
  ]);
}

function member(resolver: Resolver, from: FunctionNode, receiver: string[], name: string): FunctionNode[] {
  const steps = [
    () => viaSelf(resolver, from, receiver, name),
    () => viaModule(resolver, from, receiver, name),
    () => viaType(resolver, receiver, name),
    () => viaPath(resolver, from, receiver, name),
    () => viaVariable(resolver, from, receiver, name),
  ];
  for (const step of steps) {
    const found = step();
    if (found.length > 0) return found;
  }
  return [];
}

/** `this.method()`, `this.field.method()`, a field that is a callable object in Python; in Go under the name that the method gives its receiver. */
function viaSelf(resolver: Resolver, from: FunctionNode, receiver: string[], name: string): FunctionNode[] {
  const owner = ownerOf(from);
  if (owner === undefined || !isSelf(from, receiver[0] as string)) return [];
  if (receiver.length === 1) {
    const methods = methodsOf(resolver.symbols, owner, name);
    return methods.length > 0
      ? methods
      : typesOfField(resolver, owner, name).flatMap((t) => methodsOf(resolver.symbols, t, '__call__'));
  }
  return typesOfField(resolver, owner, receiver[1] as string).flatMap((t) => methodsOf(resolver.symbols, t, name));
}

function viaModule(resolver: Resolver, from: FunctionNode, receiver: string[], name: string): FunctionNode[] {
  const found = resolver.imports.get(from.file.path)?.get(receiver[0] as string);
  if (found === undefined) return [];
  const direct = found.fact.resolved.flatMap((file) => exportedBy(resolver, file, name, 0));
  return direct.length > 0 || receiver.length > 1 ? direct : methodsOf(resolver.symbols, found.name, name);
}

function viaType(resolver: Resolver, receiver: string[], name: string): FunctionNode[] {
  const type = receiver.at(-1) as string;
  if (!resolver.symbols.types.has(type) && !resolver.symbols.methods.has(type)) return [];
  return methodsOf(resolver.symbols, type, name);
}

/** `harness.log.write()`: the declared types of the fields between a local name and the method. */
function viaPath(resolver: Resolver, from: FunctionNode, receiver: string[], name: string): FunctionNode[] {
  const [head, ...fields] = receiver;
  if (head === undefined || fields.length === 0) return [];
  return typesOfPath(resolver, from, head, fields).flatMap((t) => methodsOf(resolver.symbols, t, name));
}

/** A parameter's or local variable's type: annotated, constructed, or returned by a known function. */
function viaVariable(resolver: Resolver, from: FunctionNode, receiver: string[], name: string): FunctionNode[] {
  const variable = receiver.at(-1) as string;
  for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent) {
    const types = localTypes(resolver, fn, variable);
    const found = types.flatMap((t) => methodsOf(resolver.symbols, t, name));
    if (found.length > 0) return found;
  }
  return [];
}

/** Methods and object functions of product code under a name. */
function candidates(resolver: Resolver, name: string): FunctionNode[] {
  const known = resolver.candidates.get(name);
  if (known !== undefined) return known;
  const { byMethod, byKey } = resolver.symbols;
  const all = [...(byMethod.get(name) ?? []), ...(byKey.get(name) ?? [])];
  const product = all.filter((n) => n.file.role === 'source' && !n.fact.inTest);
  resolver.candidates.set(name, product);
  return product;
}

/** Last resort: few types or object literals have a method of this name; those that share a word with the receiver go first. */
function byName(resolver: Resolver, receiver: string[], name: string): FunctionNode[] {
  if (COMMON.has(name) || (name === 'exec' && PATTERN.test(receiver.at(-1) as string))) return [];
  const product = candidates(resolver, name);
  const hint = new Set(splitWords(receiver.at(-1) as string).filter((w) => w.length > 2));
  const alike = product.filter((n) => splitWords(n.fact.owner ?? '').some((w) => hint.has(w)));
  const chosen = alike.length > 0 ? alike : product;
  const most = splitWords(name).length > 1 ? MOST_COINED : MOST_CANDIDATES;
  return new Set(chosen.map((n) => n.fact.owner ?? n.id)).size > most ? [] : chosen;
}

function distinct(nodes: FunctionNode[]): FunctionNode[] {
  return nodes.length < 2 ? nodes : [...new Set(nodes)];
}

/**
 * A call of a function-typed parameter runs what callers of the function pass for it; one that was taken out of an object,
 * what objects carry under its name. Needs callers, so it comes second.
 */
export function resolveParameterCall(resolver: Resolver, call: CallNode): void {
  const { name, receiver } = call.fact;
  if (call.targets.length > 0 || call.module !== undefined || receiver !== '') return;
  for (let fn: FunctionNode | undefined = call.fn; fn !== undefined; fn = fn.parent) {
    const index = fn.fact.params.findIndex((p) => p.name === name);
    if (index >= 0) {
      const passed = distinct(fn.callers.flatMap((caller) => passedAt(resolver, caller, fn as FunctionNode, index)));
      if (passed.length <= MOST_PASSED) call.targets = passed;
      return;
    }
    if (isTakenOut(fn, name)) {
      const carried = byName(resolver, [name], name);
      if (carried.length > 0) Object.assign(call, { targets: distinct(carried), guessed: true });
      return;
    }
  }
}

function passedAt(resolver: Resolver, caller: FunctionNode, callee: FunctionNode, index: number): FunctionNode[] {
  return caller.calls
    .filter((c) => c.targets.includes(callee))
    .flatMap((c) => {
      const arg = c.fact.args[index];
      if (arg?.fn !== undefined) return caller.children.filter((child) => child.index === arg.fn);
      return arg?.kind === 'reference' ? resolveMention(resolver, caller, arg.text) : [];
    });
}

/** Functions that a name in value position may stand for: handlers in tables, callbacks, assigned functions. */
export function resolveMention(resolver: Resolver, fn: FunctionNode, text: string): FunctionNode[] {
  const path = text.replace(/::/g, '.').replace(/\.bind\(.*$/, '');
  if (!/^[A-Za-z_$][\w$.]*$/.test(path)) return [];
  const segments = path.split('.');
  const name = segments.at(-1) as string;
  if (segments.length === 1) return bare(resolver, fn, name);
  const receiver = segments.slice(0, -1);
  return [...viaSelf(resolver, fn, receiver, name), ...viaModule(resolver, fn, receiver, name)];
}
