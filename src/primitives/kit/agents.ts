// What the declared types of agents carry: prompts, tools, limits, models.
import type { AgentType, JudgeContext, ObjectFact, Tool } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import type { Signal } from './judgement.js';

const DEPTH = 2;
const MOST = 3;
/** Rows and objects say what one agent is made of; a name in a closed set or in a condition carries nothing. */
const DECLARES = new Set<AgentType['how']>(['table', 'object', 'class']);

/** A field of the declaration of an agent, with the line it stands on. */
export interface AgentField {
  name: string;
  line: number;
  /** Value as written, where it was seen. */
  text?: string;
}

/** Fields of the declaration, those of the objects inside it included: `runConfig: { maxTurns: 15 }`. */
export function fieldsOfAgent({ code }: JudgeContext, { name: of, site, keys }: AgentType): AgentField[] {
  const own = code.objects.filter((o) => o.file.path === site.file && o.fact.line === site.line);
  const row = code.objects.filter(
    (o) => o.file.path === site.file && o.fact.keys.some((k) => k.line === site.line && k.object !== undefined),
  );
  const inner = row.flatMap((o) =>
    o.fact.keys.filter((k) => k.line === site.line).flatMap((k) => o.file.objects[k.object ?? -1] ?? []),
  );
  const [first] = own.length > 0 ? own : row;
  const start = own[0]?.fact ?? inner[0];
  const found = first === undefined || start === undefined ? [] : fieldsIn(first.file.objects, start, DEPTH);
  if (found.length > 0) return found;
  const entries = code.documents.find((d) => d.path === site.file)?.entries ?? [];
  const written = (key: string): number | undefined =>
    entries.find(
      (e) => e.path === `${of}.${key}` || e.path.startsWith(`${of}.${key}[`) || e.path.startsWith(`${of}.${key}.`),
    )?.line;
  return keys.map((name) => ({ name, line: written(name) ?? site.line }));
}

function fieldsIn(objects: ObjectFact[], object: ObjectFact, depth: number): AgentField[] {
  const given = object.keys.filter((k) => !/^(undefined|null|None|nil)$/.test(k.text));
  return given.flatMap((k) => {
    const inner = k.object === undefined ? undefined : objects[k.object];
    return [
      { name: k.name, line: k.line, text: inner === undefined ? k.text : inner.keys.map((i) => i.text).join(' ') },
      ...(inner === undefined || depth === 0 ? [] : fieldsIn(objects, inner, depth - 1)),
    ];
  });
}

/** Whatever there is: nothing of its own. */
const ALL = /\b(get_?)?all_?[A-Za-z]*\(|^['"]?(\*|all|inherit)['"]?$/i;

/** Types with a field about this: full where at least half of those that declare anything have it, else half. */
export function typesWith(context: JudgeContext, words: Vocabulary, note: string): Signal[] {
  const types = context.map.agentTypes.filter((t) => DECLARES.has(t.how) && t.keys.length > 0);
  const having = types.flatMap((type) => {
    const field = fieldsOfAgent(context, type).find((f) => mentions(f.name, words) && !ALL.test(f.text ?? ''));
    return field === undefined ? [] : [{ type, field }];
  });
  const strength = having.length * 2 >= types.length ? 'full' : 'half';
  const ranked = [...having].sort((a, b) => weight(b) - weight(a));
  return ranked.slice(0, MOST).map(({ type, field }) => {
    const fn = context.code.at(type.site.file, type.site.line);
    const said = type.tools?.field === field.name ? type.tools.site : undefined;
    const kept = said ?? (type.how === 'class' ? keptAt(context, type, field.name) : undefined);
    return {
      strength,
      file: kept?.file ?? type.site.file,
      line: kept?.line ?? field.line,
      note: kept === undefined ? `${type.name} ${note}` : `each ${type.name} is given its own ${field.name}`,
      ...(fn === undefined ? {} : { fn }),
    };
  });
}

/** Where the class, or the one it extends, keeps what it is given: `self.tools = tools`. */
function keptAt(
  { code }: JudgeContext,
  { name, group }: AgentType,
  field: string,
): { file: string; line: number } | undefined {
  const owners = [name, group];
  const found = code.functions
    .filter((fn) => owners.includes(fn.fact.owner ?? ''))
    .flatMap((fn) =>
      fn.assignments
        .filter((a) => a.target === `self.${field}` || a.target === `this.${field}`)
        .map((a) => ({ file: fn.file.path, line: a.line, own: fn.fact.owner === name })),
    );
  return found.find((f) => f.own) ?? found[0];
}

/** A field seen on its own line says more than the head of a class. */
function weight({ type, field }: { type: AgentType; field: AgentField }): number {
  return field.line === type.site.line ? 0 : 1;
}

/** Where a child is started: an agent that is called like a tool enters its own run there; else where a tool starts one. */
export function childStarts({ code, map, path }: JudgeContext): NonNullable<Tool['starts']>[] {
  const owners = new Set(path.loops.flatMap((fn) => fn.fact.owner ?? []));
  const called = code.functions
    .filter((fn) => map.capabilities.subagents && fn.fact.name === '__call__' && owners.has(fn.fact.owner ?? ''))
    .flatMap((fn) => fn.calls.filter((c) => c.targets.some((t) => owners.has(t.fact.owner ?? ''))).slice(0, 1))
    .map((c) => ({ site: code.site(c.fn.file.path, c.fact.line), fn: c.fn.id }));
  return called.length > 0 ? called : map.tools.flatMap((t) => t.starts ?? []);
}
