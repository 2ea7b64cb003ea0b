// Agents declared as data: rows of a table called after agents, and objects that bring a prompt together with the tools,
// model or limits of one agent.
import type { AgentType, Codebase, ObjectFact, ObjectNode, ValueNode } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';

const PROMPT = ['prompt', 'instruction', 'system', 'persona', 'backstory'];
const LIMIT = ['max', 'limit', 'budget', 'timeout', 'turn', 'run', 'depth'];
const PART = [...PROMPT, 'tool', 'model', 'llm', 'max'];
/** Fields of one record; a table of several has names of its own for its rows. */
const RECORD = new Set(['name', 'description', 'id', 'kind', 'title']);
const SET = [
  'type',
  'agents',
  'subagents',
  'registry',
  'mapping',
  'map',
  'definition',
  'class',
  'preset',
  'profile',
  'kind',
  'config',
  'spec',
  'role',
  'builtin',
  'mode',
  'persona',
];
const CHAT = new Set(['user', 'assistant', 'system', 'tool', 'developer', 'model', 'function', 'human', 'ai']);

/** Does the name of a value promise a set of agents? */
export function namesAgents(name: string): boolean {
  const words = splitWords(name);
  if (
    mentions(words, [
      'header',
      'http',
      'browser',
      'user',
      'test',
      'path',
      'dir',
      'file',
      'url',
      'error',
      'message',
      'label',
    ])
  )
    return false;
  const agent = words.some((w) => /^(sub)?agents?$/.test(w));
  if (agent) return words.length === 1 ? words[0]?.endsWith('s') === true : mentions(words, SET);
  return words.length <= 2 && words.some((w) => /^(personas|roles)$/.test(w));
}

/** Rows of records called after agents, where something reads them. */
export function tabledAgents(code: Codebase): AgentType[] {
  return code.values
    .filter(
      (v) =>
        v.used &&
        namesAgents(v.fact.name) &&
        !['string', 'number', 'boolean', 'function', 'null', 'none', 'regex'].includes(v.fact.kind),
    )
    .flatMap((value) => rowsOf(code, value));
}

function rowsOf(code: Codebase, value: ValueNode): AgentType[] {
  const { fact, file } = value;
  const table = fact.object === undefined ? undefined : file.objects[fact.object];
  const keyed =
    table?.keys.map((k) => ({
      name: k.name,
      line: k.line,
      row: k.object === undefined ? undefined : file.objects[k.object],
    })) ?? [];
  if (keyed.some((r) => RECORD.has(r.name)) || mapsPlainTypes(code, value)) return [];
  const named = keyed.filter((r) => /^[A-Za-z][\w-]*$/.test(r.name));
  const quoted = [
    ...new Set(
      fact.items.length > 0
        ? fact.items
        : [...fact.text.matchAll(/["'`]([a-z][\w-]*)["'`]/g)].map((m) => m[1] as string),
    ),
  ];
  const rows =
    named.length > 1
      ? named
      : fact.kind === 'array' && fact.items.length === 0
        ? []
        : quoted.map((name) => ({ name, line: fact.line, row: undefined }));
  if (rows.length < 2 || rows.every((r) => CHAT.has(r.name))) return [];
  const plain = keyed.length > 0 && keyed.every((r) => r.row === undefined) && !/[A-Z]\w*[({]/.test(fact.text);
  const element = fact.kind === 'array' || plain ? [] : membersOfElement(code, `${fact.type ?? ''} ${fact.text}`);
  return rows.map((r) => ({
    name: r.name,
    site: code.site(file.path, r.line),
    keys: r.row?.keys.map((k) => k.name) ?? element,
    how: 'table',
    group: fact.name,
  }));
}

/** Names of kinds of values, each with a declared type that has nothing of an agent: no prompt, tools, model or limit. */
function mapsPlainTypes(code: Codebase, { fact, file }: ValueNode): boolean {
  const keys = (fact.object === undefined ? undefined : file.objects[fact.object]?.keys) ?? [];
  const types = keys.map((k) => code.types.find((t) => k.kind === 'reference' && t.fact.name === k.text));
  return keys.length > 0 && types.every((t) => t !== undefined && !t.fact.members.some((m) => mentions(m.name, PART)));
}

/** Members of the type that the rows are made of, when the table names one. */
function membersOfElement(code: Codebase, text: string): string[] {
  const words = new Set(text.match(/[A-Z]\w+/g) ?? []);
  const type = code.types.find((t) => words.has(t.fact.name) && t.fact.kind !== 'enum' && t.fact.members.length > 1);
  return type?.fact.members.filter((m) => m.kind === 'field').map((m) => m.name) ?? [];
}

/** `{ name, prompt, tools, model, limits }`: what one agent is made of, whatever the object is called. */
export function definedAgents(code: Codebase): AgentType[] {
  return code.objects.flatMap((object) => {
    const { fact, file } = object;
    const name = fact.keys.find((k) => /^(name|id|slug|role|agent_?name|agentType)$/i.test(k.name));
    if (name === undefined || (name.kind !== 'string' && name.kind !== 'reference') || parts(fact) < 2) return [];
    if (!about(object) && (parts(fact) < 3 || name.name === 'role')) return [];
    const own = name.kind === 'string' ? name.text : (/[A-Z_]{4,}$/.exec(name.text)?.[0] ?? '');
    if (own === '' || CHAT.has(own)) return [];
    const site = code.site(file.path, fact.line);
    return [
      {
        name: own,
        site,
        keys: fact.keys.map((k) => k.name),
        how: 'object' as const,
        group: fact.typeName ?? fact.in ?? '',
      },
    ];
  });
}

function about({ fact, fn, file }: ObjectNode): boolean {
  const outer = fact.parent === undefined ? undefined : file.objects[fact.parent];
  const text = `${fact.typeName ?? ''} ${fact.in ?? ''} ${outer?.in ?? ''} ${fn.fact.name} ${fn.fact.returns ?? ''}`;
  return splitWords(text).some((w) => /^(sub)?agents?$/.test(w));
}

/** Of prompt, tools, model and limits: how many the object has; none without a prompt. */
function parts({ keys }: ObjectFact): number {
  const names = keys.map((k) => splitWords(k.name));
  const has = (vocabulary: string[]): number => Number(names.some((words) => mentions(words, vocabulary)));
  return has(PROMPT) === 0 ? 0 : 1 + has(['tool', 'permission']) + has(['model', 'llm']) + has(LIMIT);
}
