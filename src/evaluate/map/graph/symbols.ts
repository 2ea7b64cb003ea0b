// Where names lead: functions and types by file, by package directory and by owner. Resolution is by name, the same
// for every language, because no checker runs over the target; it is approximate and says so in the map.
import type { FileFacts, FunctionNode, TypeFact } from '../../../contracts.js';
import type { Node } from './nodes.js';

export interface TypeEntry {
  file: FileFacts;
  fact: TypeFact;
}

export interface Symbols {
  files: Map<string, FileFacts>;
  /** File path → own name → functions at module level (or namespaced in an object literal of it). */
  functions: Map<string, Map<string, Node[]>>;
  /** Type name → declarations. */
  types: Map<string, TypeEntry[]>;
  /** Owner name → method name → methods. */
  methods: Map<string, Map<string, Node[]>>;
  /** Method name → methods of any owner. */
  byMethod: Map<string, Node[]>;
  /** Base or trait name → names of the types that extend or implement it. */
  subtypes: Map<string, Set<string>>;
  /** Object-literal key → functions that stand under it: methods of objects that no class declares. */
  byKey: Map<string, Node[]>;
  /** Owner (a type, or a file for its variables) → field → functions that were put there. */
  held: Map<string, Map<string, Node[]>>;
  /** 'owner.field' → the function of an outside module that was put there. */
  heldOutside: Map<string, { from: string; name: string }>;
  /** 'Interface.method' → types that have all methods of the interface or protocol; filled as it is asked. */
  shaped: Map<string, string[]>;
  /** Files of a directory, for languages whose packages are directories. */
  siblings: Map<string, FileFacts[]>;
}

/** Indexes the nodes of product and test code alike. */
export function indexSymbols(files: FileFacts[], nodes: Map<string, Node[]>): Symbols {
  const symbols: Symbols = {
    files: new Map(files.map((f) => [f.path, f])),
    functions: new Map(),
    types: new Map(),
    methods: new Map(),
    byMethod: new Map(),
    subtypes: new Map(),
    byKey: new Map(),
    held: new Map(),
    heldOutside: new Map(),
    shaped: new Map(),
    siblings: new Map(),
  };
  for (const file of files) {
    push(symbols.siblings, directory(file.path), file);
    for (const fact of file.types) addType(symbols, file, fact);
    const own = new Map<string, Node[]>();
    symbols.functions.set(file.path, own);
    const list = nodes.get(file.path) ?? [];
    for (const node of list) addFunction(symbols, own, node);
    for (const object of file.objects) {
      for (const key of object.keys) {
        const inline = key.fn === undefined ? undefined : list[key.fn];
        if (inline !== undefined) push(symbols.byKey, key.name, inline);
      }
    }
  }
  return symbols;
}

function addType(symbols: Symbols, file: FileFacts, fact: TypeFact): void {
  push(symbols.types, fact.name, { file, fact });
  for (const base of fact.bases) addSubtype(symbols, base, fact.name);
}

function addSubtype(symbols: Symbols, base: string, name: string): void {
  const key = baseName(base);
  const set = symbols.subtypes.get(key) ?? new Set();
  set.add(name);
  symbols.subtypes.set(key, set);
}

function addFunction(symbols: Symbols, own: Map<string, Node[]>, node: Node): void {
  const { owner, name, parent, trait } = node.fact;
  if (owner !== undefined) {
    const methods = symbols.methods.get(owner) ?? new Map<string, Node[]>();
    symbols.methods.set(owner, methods);
    push(methods, name, node);
    push(symbols.byMethod, name, node);
    if (trait !== undefined) addSubtype(symbols, trait, owner);
    return;
  }
  if (!node.keyed && (parent === 0 || node.fact.kind === 'function')) push(own, name, node);
}

/**
 * Functions of a type under a method name: its own, else inherited; with overrides where the type is extended, and with
 * the types that have all its methods where it is an interface or protocol that nothing claims to be.
 */
export function methodsOf(symbols: Symbols, type: string, method: string): FunctionNode[] {
  const own = symbols.methods.get(type)?.get(method) ?? [];
  const below = [...(symbols.subtypes.get(type) ?? [])].flatMap((t) => overriding(symbols, t, method, 0));
  const named = own.some((n) => !n.fact.inTest) || below.length > 0;
  const shaped =
    named && !isStructural(symbols, type)
      ? []
      : implementers(symbols, type, method).flatMap((t) => symbols.methods.get(t)?.get(method) ?? []);
  const found = [...new Set([...own, ...below, ...shaped])];
  return found.length > 0 ? found : inherited(symbols, type, method, 0);
}

function inherited(symbols: Symbols, type: string, method: string, depth: number): FunctionNode[] {
  for (const base of basesOf(symbols, type)) {
    const found = symbols.methods.get(base)?.get(method);
    if (found !== undefined) return found;
    const above = depth > 3 ? [] : inherited(symbols, base, method, depth + 1);
    if (above.length > 0) return above;
  }
  return [];
}

/** In Python and Go a type may implement a protocol or interface without a word about it, beside others that name it. */
function isStructural(symbols: Symbols, type: string): boolean {
  return symbols.types.get(type)?.some((t) => t.file.language === 'python' || t.file.language === 'go') === true;
}

/** Names of the types that a type extends or implements, nearest first. */
export function basesOf(symbols: Symbols, type: string): string[] {
  return (symbols.types.get(type) ?? []).flatMap((t) => t.fact.bases.map(baseName));
}

/**
 * Types with all methods of an interface or protocol, for languages where that is enough to implement it. Packages may
 * declare interfaces of the same name: those that promise the method count.
 */
function implementers(symbols: Symbols, name: string, method: string): string[] {
  const known = symbols.shaped.get(`${name}.${method}`);
  if (known !== undefined) return known;
  const promised = (symbols.types.get(name) ?? [])
    .filter((t) => t.fact.kind === 'interface' || t.fact.kind === 'trait')
    .map((t) => t.fact.members.filter((m) => m.kind === 'method').map((m) => m.name))
    .filter((methods) => methods.includes(method));
  const has = (type: string, wanted: string): boolean =>
    symbols.methods.get(type)?.has(wanted) === true || inherited(symbols, type, wanted, 0).length > 0;
  const found =
    promised.length === 0
      ? []
      : [...symbols.methods.keys()].filter(
          (type) => type !== name && promised.some((methods) => methods.every((m) => has(type, m))),
        );
  symbols.shaped.set(`${name}.${method}`, found);
  return found;
}

function overriding(symbols: Symbols, type: string, method: string, depth: number): FunctionNode[] {
  const own = symbols.methods.get(type)?.get(method) ?? [];
  if (depth >= 2) return own;
  return [...own, ...[...(symbols.subtypes.get(type) ?? [])].flatMap((t) => overriding(symbols, t, method, depth + 1))];
}

/** Names of known types inside a type text: 'Map<string, Tool>' → ['Tool'] when Tool is declared in the target. */
export function typeNamesIn(symbols: Symbols, text: string | undefined): string[] {
  if (text === undefined) return [];
  return (text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []).filter((word) => symbols.types.has(word));
}

export function directory(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function lastSegment(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1);
}

/** 'agents.Base<Input>' → 'Base': the name under which a base stands in the code. */
export function baseName(base: string): string {
  return lastSegment(base.replace(/[<[(].*$/s, ''));
}

/** Adds to a multimap. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
