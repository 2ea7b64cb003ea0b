// A method looked up under a name made at run time: `getattr(self, f"do_{action.kind}")`, this[`on_${event.type}`]. What it
// may run is told by the fixed part of the name, by what the methods take, or by the kinds the code knows.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import type { Resolver } from './exports.js';
import { localTypes, ownerOf } from './local-types.js';
import type { Node } from './nodes.js';
import { basesOf, type Symbols, typeNamesIn } from './symbols.js';

/** The fixed parts around what is filled in; both are empty where the name is a value. */
interface MadeName {
  before: string;
  after: string;
}

const GETATTR = /getattr\(\s*self\s*,\s*(.+?)\s*(?:,\s*[^)"']*)?\)\s*$/s;
const INDEXED = /\bthis(?:\s+as\s+[\w<>,\s]+\))?\[\s*([^\]]+)\]/;
const DEPTH = 4;

/** Is the call one of a method whose name is made at run time? */
export function madeName(call: CallNode): MadeName | undefined {
  const { callee, line } = call.fact;
  const excerpt = call.fn.file.excerpts[line] ?? '';
  if (callee === 'getattr()') {
    const inner = call.fn.calls.find((c) => c.fact.callee === 'getattr' && c.fact.line === line);
    return inner?.fact.args[0]?.text === 'self' ? parts(call.fn, inner.fact.args[1]?.text ?? '', excerpt) : undefined;
  }
  if (callee === 'this[]') return parts(call.fn, INDEXED.exec(excerpt)?.[1] ?? '');
  if (!/^[\w$]+(\.(call|apply))?$/.test(callee)) return undefined;
  const bound = (call.fn as Node).assignmentsTo(callee.replace(/\..*$/, ''));
  for (const { text } of bound) {
    const name = GETATTR.exec(text)?.[1] ?? (/^\(?this\b/.test(text) ? INDEXED.exec(text)?.[1] : undefined);
    if (name !== undefined) return parts(call.fn, name);
  }
  return undefined;
}

/** `f"do_{kind}"`, `on_${kind}` in backticks, `'do_' + kind`, `kind`; or a local name bound to one of these. */
function parts(fn: FunctionNode, text: string, excerpt = ''): MadeName | undefined {
  const template = /^f?["'`]([^"'`{]*?)\$?\{.*\}([^"'`}]*)["'`]$/s.exec(text);
  if (template !== null) return { before: template[1] ?? '', after: template[2] ?? '' };
  const joined = /^["'`](\w+)["'`]\s*\+/.exec(text);
  if (joined !== null) return { before: joined[1] ?? '', after: '' };
  if (/^\w*\{\}\w*$/.test(text)) return { before: text.split('{}')[0] ?? '', after: text.split('{}')[1] ?? '' };
  if (!/^[\w$.?]+$/.test(text)) return undefined;
  const bound = (fn as Node).assignmentsTo(text).find((a) => a.text !== text);
  return bound === undefined ? { before: '', after: '' } : parts(fn, bound.text, excerpt);
}

/** Fills the targets of such a call. Comes after calls are resolved: the types of arguments are needed. */
export function resolveNamedCall(resolver: Resolver, call: CallNode): void {
  if (call.module !== undefined || (call.targets.length > 0 && call.guessed !== true)) return;
  const owner = ownerOf(call.fn);
  const name = owner === undefined ? undefined : madeName(call);
  if (owner === undefined || name === undefined) return;
  const methods = methodsAround(resolver.symbols, owner).filter((m) => m !== call.fn);
  const found =
    name.before.length + name.after.length > 1
      ? methods.filter((m) => m.fact.name.startsWith(name.before) && m.fact.name.endsWith(name.after))
      : byArgument(resolver, call, methods);
  if (found.length < 2) return;
  call.targets = [...new Set(found)];
  delete call.guessed;
}

/** Methods of the type, of those it extends and of those that extend it. */
function methodsAround(symbols: Symbols, owner: string): FunctionNode[] {
  const names = new Set([owner]);
  const spread = (next: (name: string) => Iterable<string>): void => {
    let edge = [owner];
    for (let step = 0; step < DEPTH && edge.length > 0; step++) {
      edge = edge.flatMap((n) => [...next(n)]).filter((n) => !names.has(n));
      for (const n of edge) names.add(n);
    }
  };
  spread((n) => basesOf(symbols, n));
  spread((n) => symbols.subtypes.get(n) ?? []);
  return [...names].flatMap((n) => [...(symbols.methods.get(n)?.values() ?? [])].flat());
}

/** The name is a value: methods that take a kind of what is handed in, else those called like a kind the code knows. */
function byArgument(resolver: Resolver, call: CallNode, methods: FunctionNode[]): FunctionNode[] {
  const { symbols } = resolver;
  const given = call.fact.args.flatMap((a) => (a.kind === 'reference' ? localTypes(resolver, call.fn, a.text) : []));
  const taking = methods.filter((m) =>
    typeNamesIn(symbols, ownParams(m)[0]?.type).some((t) => given.some((g) => t !== g && isBelow(symbols, t, g))),
  );
  if (taking.length > 1) return taking;
  const kinds = kindsOf(symbols);
  return methods.filter((m) => kinds.has(m.fact.name) && ownParams(m).length === call.fact.args.length);
}

/** Parameters of a method without the object itself. */
function ownParams(fn: FunctionNode): FunctionNode['fact']['params'] {
  return fn.fact.params.filter((p) => p.name !== 'self' && p.name !== 'cls');
}

/** Does the type extend the other, directly or through others? */
function isBelow(symbols: Symbols, type: string, base: string, depth = DEPTH): boolean {
  const bases = basesOf(symbols, type);
  return bases.includes(base) || (depth > 0 && bases.some((b) => isBelow(symbols, b, base, depth - 1)));
}

/** Literal values of members: what enums and tagged types call their kinds. */
function kindsOf(symbols: Symbols): ReadonlySet<string> {
  const members = [...symbols.types.values()].flat().flatMap((t) => t.fact.members);
  return new Set(members.flatMap((m) => (m.valueKind === 'string' && m.value !== undefined ? [m.value] : [])));
}
