// What the code under study calls a tool: the type that its declarations share, whatever its name is. Collections of that
// type, and functions that answer with some of them, are told from it.
import type { Codebase, JudgeContext, MemberFact, Tool } from '../../contracts.js';
import { withClosures } from './find.js';

const remembered = new WeakMap<JudgeContext, ReadonlySet<string>>();
/** A tool with a note or two of the registry: where it came from, whether it is on. */
const FEW = 4;
/** A tool beside what it was asked is a call of it. */
const ASKED = /^(args|arguments|(tool_?)?call|request|input|invocation|result)$/i;
/** Types of the language and of frameworks that say nothing about tools. */
const PLAIN = new Set(
  'object dict Dict str string any Any list List Array Record Map Promise readonly const Partial ABC Protocol BaseModel Default Clone Debug Send Sync Readonly'.split(
    ' ',
  ),
);

/** Names of the types, base classes and traits that two or more tools, or the only one, are made of. */
export function toolTypeNames(context: JudgeContext): ReadonlySet<string> {
  const known = remembered.get(context) ?? measure(context);
  remembered.set(context, known);
  return known;
}

function measure(context: JudgeContext): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const tool of context.map.tools)
    for (const name of new Set(namesOf(context, tool))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const least = Math.min(2, context.map.tools.length);
  const records = context.code.types.filter(
    (t) => t.fact.kind !== 'enum' && t.fact.kind !== 'union' && t.fact.variants.length === 0,
  );
  const own = new Set(records.map((t) => t.fact.name));
  const shared = new Set(
    [...counts].filter(([name, n]) => n >= least && !PLAIN.has(name) && own.has(name)).map(([name]) => name),
  );
  const wraps = records.filter(
    (t) =>
      t.fact.members.filter((m) => m.kind === 'field').length <= FEW &&
      !t.fact.members.some((m) => ASKED.test(m.name)) &&
      t.fact.members.some((m) => shared.has((m.type ?? '').replace(/<.*$/, ''))),
  );
  const aliases = context.code.types.filter(
    (t) => t.fact.kind === 'alias' && t.fact.bases.length === 1 && shared.has(t.fact.bases[0] as string),
  );
  return new Set([...shared, ...[...wraps, ...aliases].map((t) => t.fact.name)]);
}

function namesOf({ code }: JudgeContext, { site, run }: Tool): string[] {
  const here = (file: string, from: number, to: number): boolean =>
    file === site.file && from <= site.line && site.line <= to;
  const typed = code.objects
    .filter((o) => here(o.file.path, o.fact.line, o.fact.line))
    .flatMap((o) => o.fact.typeName ?? []);
  const values = code.values
    .filter((v) => here(v.file.path, v.fact.line, v.fact.endLine))
    .map((v) => v.fact.type ?? '');
  const types = code.types.filter((t) => here(t.file.path, t.fact.line, t.fact.line)).flatMap((t) => t.fact.bases);
  const fn = run === undefined ? undefined : code.function(run);
  const own = code.types.find((t) => t.fact.name === fn?.fact.owner);
  const made = code.calls.filter((c) => c.fn.file.path === site.file && c.fact.line === site.line);
  const around = code.at(site.file, site.line);
  const returned = around?.fact.returns ?? '';
  const helpers = [
    ...code.objects
      .filter((o) => here(o.file.path, o.fact.line, o.fact.line) && o.fact.context === 'argument')
      .map((o) => o.fact.in ?? ''),
    ...(fn?.fact.decorators ?? []),
  ];
  return [
    ...typed,
    ...made.map((c) => c.fact.name),
    ...helpers.flatMap((h) => madeBy(code, h)),
    ...values,
    ...types,
    ...(own?.fact.bases ?? []),
    fn?.fact.trait ?? '',
    returned,
  ].flatMap((text) => text.match(/[A-Z]\w+/g) ?? []);
}

/** What a helper that tools are handed to takes, gives back or makes: `tool({...})`, `@op(...)`. */
function madeBy(code: Codebase, helper: string): string[] {
  const name = /(\w+)\W*$/.exec(helper.replace(/\(.*$/s, ''))?.[1] ?? '';
  return code.functions
    .filter((fn) => name !== '' && fn.fact.name === name && fn.fact.kind !== 'closure')
    .flatMap((fn) => [
      fn.fact.returns ?? '',
      ...fn.fact.params.map((p) => p.type ?? ''),
      ...withClosures(fn).flatMap((f) => f.calls.filter((c) => /^[A-Z]/.test(c.fact.name)).map((c) => c.fact.name)),
    ]);
}

const MANY = /\[\]|\[[^\]]*;|Array|Vec|[Ll]ist|[Ss]et\b|Set<|Map|[Dd]ict|map\[|HashMap|Record|Iterable|Sequence|tuple/;

const boxed = new WeakMap<JudgeContext, ReadonlySet<string>>();

/** Types of the code itself that keep a collection of tools, and nothing but a few fields besides. */
function containers(context: JudgeContext): ReadonlySet<string> {
  const names = toolTypeNames(context);
  const keeps = ({ type, value, kind }: MemberFact): boolean => {
    const text = `${type ?? ''} ${value ?? ''}`;
    return kind === 'field' && MANY.test(text) && (text.match(/\w+/g) ?? []).some((word) => names.has(word));
  };
  const found =
    boxed.get(context) ??
    new Set(
      context.code.types
        .filter((t) => t.fact.members.filter((m) => m.kind === 'field').length <= FEW && t.fact.members.some(keeps))
        .map((t) => t.fact.name),
    );
  boxed.set(context, found);
  return found;
}

/** Names of constants, fields and functions that give tools. */
export function collectionNames(context: JudgeContext): ReadonlySet<string> {
  const { values, types, functions } = context.code;
  return new Set([
    ...values.filter((v) => holdsTools(context, `${v.fact.type ?? ''} ${v.fact.text}`)).map((v) => v.fact.name),
    ...types.flatMap((t) =>
      t.fact.members.filter((m) => holdsTools(context, `${m.type ?? ''} ${m.value ?? ''}`)).map((m) => m.name),
    ),
    ...functions
      .filter((fn) => fn.fact.kind !== 'closure' && holdsTools(context, fn.fact.returns))
      .map((fn) => fn.fact.name),
  ]);
}

/** Is this the type of a collection of tools? */
export function holdsTools(context: JudgeContext, type: string | undefined): boolean {
  if (type === undefined) return false;
  const boxes = containers(context);
  if ((type.match(/\w+/g) ?? []).some((word) => boxes.has(word))) return true;
  if (!MANY.test(type)) return false;
  const names = toolTypeNames(context);
  return (type.match(/\w+/g) ?? []).some((word) => names.has(word));
}
