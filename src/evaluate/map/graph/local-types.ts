// Which types a name may have inside a function: declared, constructed, returned by a known function, inherited, or
// taken out of something whose type is known.
import type { FunctionNode } from '../../../contracts.js';
import { literally } from '../../../words.js';
import type { Resolver } from './exports.js';
import { basesOf, lastSegment, typeNamesIn } from './symbols.js';

const SELF = new Set(['this', 'self', 'cls', 'Self', 'super']);

export function ownerOf(fn: FunctionNode | undefined): string | undefined {
  for (let n = fn; n !== undefined; n = n.parent) if (n.fact.owner !== undefined) return n.fact.owner;
  return undefined;
}

/** Is the name the object whose method this is, or whose method this is a closure of? */
export function isSelf(from: FunctionNode, name: string): boolean {
  if (SELF.has(name)) return true;
  for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent)
    if (fn.fact.self !== undefined) return fn.fact.self === name;
  return false;
}

const INHERITANCE_DEPTH = 4;

/** Types of a field: declared by its owner, given to the owner's constructor, or inherited. */
export function typesOfField(resolver: Resolver, owner: string, field: string, depth = 0): string[] {
  const { symbols } = resolver;
  const members = (symbols.types.get(owner) ?? []).flatMap((t) => t.fact.members).filter((m) => m.name === field);
  const declared = members.flatMap((m) => [...typeNamesIn(symbols, m.type), ...typeNamesIn(symbols, m.value)]);
  if (declared.length > 0) return declared;
  const params = ['constructor', '__init__', 'new'].flatMap((n) => symbols.methods.get(owner)?.get(n) ?? []);
  const given = params.flatMap((p) =>
    p.fact.params.filter((x) => x.name === field).flatMap((x) => typeNamesIn(symbols, x.type)),
  );
  if (given.length > 0 || depth >= INHERITANCE_DEPTH) return given;
  return basesOf(symbols, owner).flatMap((base) => typesOfField(resolver, base, field, depth + 1));
}

export function typesOfPath(
  resolver: Resolver,
  from: FunctionNode,
  head: string,
  fields: string[],
  depth = 0,
): string[] {
  for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent) {
    const own = isSelf(from, head) ? ownerOf(from) : undefined;
    const heads = own === undefined ? localTypes(resolver, fn, head, depth) : [own];
    const types = fields.reduce((all, field) => all.flatMap((t) => typesOfField(resolver, t, field)), heads);
    if (types.length > 0) return types;
  }
  return [];
}

const ALIAS_DEPTH = 2;

/** A name taken out of something: `session = harness.session`, `const { session } = harness`, `{ session }: Harness`. */
function typesOfAlias(resolver: Resolver, fn: FunctionNode, variable: string, depth: number): string[] {
  if (depth >= ALIAS_DEPTH) return [];
  const taken = fn.assignments.flatMap((a) => {
    if (a.kind !== 'reference' || !/^[\w$.]+$/.test(a.text)) return [];
    const [head = '', ...fields] = a.text.split('.');
    if (a.target === variable) return [{ head, fields }];
    return isPattern(a.target, variable) ? [{ head, fields: [...fields, variable] }] : [];
  });
  const params = fn.fact.params.filter((p) => isPattern(p.name, variable));
  return [
    ...taken.flatMap(({ head, fields }) => typesOfPath(resolver, fn, head, fields, depth + 1)),
    ...params.flatMap((p) => typeNamesIn(resolver.symbols, p.type)).flatMap((t) => typesOfField(resolver, t, variable)),
  ];
}

/** Is the name taken out of an object here: `const { listen } = options`, or by a parameter's pattern? */
export function isTakenOut(fn: FunctionNode, variable: string): boolean {
  return [...fn.assignments.map((a) => a.target), ...fn.fact.params.map((p) => p.name)].some((target) =>
    isPattern(target, variable),
  );
}

/** Does the pattern bind the name to the property of the same name? */
function isPattern(target: string, variable: string): boolean {
  return target.startsWith('{') && new RegExp(`[{,]\\s*${literally(variable)}\\s*(=[^,}]*)?[,}]`).test(target);
}

/** `cls = registry[name]` is another class than the method's own. */
function isBoundHere(fn: FunctionNode, name: string): boolean {
  return fn.assignments.some((a) => a.target === name) || fn.calls.some((c) => c.fact.result === name);
}

export function localTypes(resolver: Resolver, fn: FunctionNode, variable: string, depth = 0): string[] {
  const { symbols } = resolver;
  const param = fn.fact.params.find((p) => p.name === variable);
  if (param !== undefined) return typeNamesIn(symbols, param.type);
  const literals = fn.objects.filter((o) => o.in === variable).flatMap((o) => typeNamesIn(symbols, o.typeName));
  const made = fn.calls.filter((c) => c.fact.result === variable);
  const built = made.flatMap((c) => [
    ...typeNamesIn(symbols, lastSegment(c.fact.callee)),
    ...typeNamesIn(symbols, lastSegment(c.fact.receiver)),
    // `cls(path)` in a class method makes one of its own.
    ...(/^(cls|Self)$/.test(c.fact.callee) && !isBoundHere(fn, 'cls')
      ? [ownerOf(fn) ?? ''].filter((n) => n !== '')
      : []),
    ...c.targets.flatMap((t) => typeNamesIn(symbols, t.fact.returns)),
  ]);
  const known = [...literals, ...built];
  return known.length > 0 ? known : typesOfAlias(resolver, fn, variable, depth);
}
