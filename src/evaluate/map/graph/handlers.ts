// Functions that objects carry: under a key, a keyword or a constructor's parameter. A call through that name may run them.
import type { ArgFact, CallNode, FileFacts, FunctionNode, KeyFact } from '../../../contracts.js';
import type { Resolver } from './exports.js';
import type { Node } from './nodes.js';
import { resolveMention } from './resolve.js';
import { lastSegment, push, typeNamesIn } from './symbols.js';

const RETURN_DEPTH = 3;

/** `const provider: Provider = { ask }`: an object of a declared type has that type's methods. */
export function indexTypedObjects(resolver: Resolver, file: FileFacts, module: Node): void {
  for (const { type, object } of file.values) {
    const keys = object === undefined ? [] : (file.objects[object]?.keys ?? []);
    for (const name of typeNamesIn(resolver.symbols, type))
      for (const key of keys)
        for (const target of [...keyed(module, key), ...carried(resolver, module, key)])
          push(methodTable(resolver, name), key.name, target as Node);
  }
}

function methodTable({ symbols }: Resolver, type: string): Map<string, Node[]> {
  const methods = symbols.methods.get(type) ?? new Map<string, Node[]>();
  symbols.methods.set(type, methods);
  return methods;
}

/** The function that stands under the key itself. */
function keyed({ children }: Node, { fn }: KeyFact): FunctionNode[] {
  return fn === undefined ? [] : children.filter((c) => c.index === fn);
}

/**
 * `{ stream: streamAnthropic }`: a call of `.stream()` on such an object may run streamAnthropic. `World(completer(m))`: a
 * call of `.complete()` may run what completer returns.
 */
export function indexHandlers(resolver: Resolver, node: Node): void {
  for (const object of node.objects)
    for (const key of object.keys)
      for (const target of carried(resolver, node, key)) push(resolver.symbols.byKey, key.name, target as Node);
  for (const call of node.calls) {
    const names = parametersOf(resolver, call);
    call.fact.args.forEach((arg, i) => {
      const name = arg.name ?? names[i];
      if (name === undefined) return;
      for (const target of [...inline(node, arg), ...carried(resolver, node, arg)])
        push(resolver.symbols.byKey, name, target as Node);
    });
  }
}

/** Names a constructor gives its arguments: its parameters, or the fields of a type that declares no constructor. */
function parametersOf(resolver: Resolver, call: CallNode): string[] {
  const { types, methods } = resolver.symbols;
  const type = lastSegment(call.fact.callee);
  const declared = types.get(type);
  if (declared === undefined) return [];
  const maker = ['constructor', '__init__'].flatMap((n) => methods.get(type)?.get(n) ?? [])[0];
  if (maker !== undefined) return maker.fact.params.map((p) => p.name).filter((n) => n !== 'self');
  return declared.flatMap((t) => t.fact.members.filter((m) => m.kind === 'field').map((m) => m.name));
}

function inline(node: Node, arg: ArgFact): FunctionNode[] {
  return arg.fn === undefined ? [] : node.children.filter((c) => c.index === arg.fn);
}

function carried(resolver: Resolver, node: Node, value: Pick<KeyFact, 'kind' | 'text'>): FunctionNode[] {
  if (value.kind === 'reference') return resolveMention(resolver, node, value.text);
  if (value.kind !== 'call') return [];
  return resolveMention(resolver, node, value.text.replace(/\(.*$/s, '')).flatMap((fn) => returned(resolver, fn, 0));
}

/** Inner functions that a function hands back, itself or through another that does. */
function returned(resolver: Resolver, fn: FunctionNode, depth: number): FunctionNode[] {
  if (depth > RETURN_DEPTH) return [];
  return fn.exits
    .filter((e) => e.kind === 'return')
    .flatMap((e) => {
      const own = fn.children.filter(
        (c) => c.fact.name === e.text || (e.value === 'function' && c.fact.line === e.line),
      );
      if (own.length > 0 || e.value !== 'call') return own;
      const next = resolveMention(resolver, fn, e.text.replace(/\(.*$/s, ''));
      return next.filter((n) => n !== fn).flatMap((n) => returned(resolver, n, depth + 1));
    });
}
