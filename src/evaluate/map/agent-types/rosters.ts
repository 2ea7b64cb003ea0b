// Agents told by what their records list: rows of one kind that each name tools of the harness, beside something else that
// tells one row from the next. Whatever rows and fields are called, who may use which tools is a kind of agent.
import type {
  AgentType,
  CallNode,
  Codebase,
  DocumentFacts,
  KeyFact,
  ObjectNode,
  Tool,
  TypeNode,
} from '../../../contracts.js';

/** A row needs a name, a list of tools and one thing more; two lists of tools with a name are groups of tools. */
const PARTS = 3;
const NAME = /^(name|id|slug|key)$/i;

interface Row {
  type: AgentType;
  /** Rows of one table, list or kind. */
  of: string;
}

/** Records of which at least two list tools by name; their neighbours that list none are of the same kind. */
export function rosterAgents(code: Codebase, tools: Tool[]): AgentType[] {
  const names = new Set(tools.map((t) => t.name));
  if (names.size < 2) return [];
  const records = new Map(code.types.filter((t) => t.fact.kind !== 'enum').map((t) => [t.fact.name, t]));
  const rows = [
    ...code.objects.flatMap((o) => objectRow(code, o, names) ?? []),
    ...code.calls.flatMap((c) => recordRow(code, c, records.get(c.fact.name), names) ?? []),
    ...code.facts.documents.flatMap((d) => documentRows(code, d, names)),
  ];
  const listing = new Map<string, Set<string>>();
  for (const { of, type } of rows)
    if (type.tools !== undefined) listing.set(of, (listing.get(of) ?? new Set()).add(type.name));
  return rows.filter(({ of }) => (listing.get(of)?.size ?? 0) > 1).map(({ type }) => type);
}

function objectRow(code: Codebase, { fact, file }: ObjectNode, names: ReadonlySet<string>): Row | undefined {
  const outer = fact.parent === undefined ? undefined : file.objects[fact.parent];
  const held = outer?.keys.find((k) => file.objects[k.object ?? -1] === fact);
  const own = fact.keys.find((k) => NAME.test(k.name) && k.kind === 'string')?.text ?? held?.name;
  if (own === undefined || names.has(own)) return undefined;
  const list = fact.keys.find((k) => listsTools(k, names));
  if (list !== undefined && fact.keys.length + (held === undefined ? 0 : 1) < PARTS) return undefined;
  const kind = fact.typeName ?? outer?.in ?? fact.in;
  if (kind === undefined || (list === undefined && fact.typeName === undefined && held === undefined)) return undefined;
  return {
    of: `${file.path}#${kind}`,
    type: {
      name: own,
      site: code.site(file.path, held?.line ?? fact.line),
      keys: fact.keys.map((k) => k.name),
      how: 'table',
      group: kind,
      ...(list === undefined ? {} : { tools: { field: list.name, site: code.site(file.path, list.line) } }),
    },
  };
}

function listsTools({ items = [] }: KeyFact, names: ReadonlySet<string>): boolean {
  return items.length > 0 && items.filter((i) => names.has(i)).length * 2 > items.length;
}

/** `Scout("logs", brief, ("journal_tail", "read_file"))`: a record of the code's own, made by position or keyword. */
function recordRow(
  code: Codebase,
  { fact, fn }: CallNode,
  record: TypeNode | undefined,
  names: ReadonlySet<string>,
): Row | undefined {
  if (record === undefined || fact.args.length < PARTS) return undefined;
  const quoted = (text: string): string[] => [...text.matchAll(/["']([\w.-]+)["']/g)].map((m) => m[1] as string);
  const listed = fact.args.findIndex(({ kind, text }) => {
    const items = kind === 'string' ? [] : quoted(text);
    return items.length > 0 && items.filter((i) => names.has(i)).length * 2 > items.length;
  });
  const own = fact.args.find((a) => a.kind === 'string' && (a.name === undefined || NAME.test(a.name)))?.text;
  if (own === undefined || names.has(own) || !/^[\w-]+$/.test(own)) return undefined;
  const site = code.site(fn.file.path, fact.line);
  const keys = record.fact.members.filter((m) => m.kind === 'field').map((m) => m.name);
  const field = fact.args[listed]?.name ?? keys[listed];
  return {
    of: `${fn.file.path}#${fact.name}`,
    type: {
      name: own,
      site,
      keys,
      how: 'table',
      group: fact.name,
      ...(field === undefined ? {} : { tools: { field, site } }),
    },
  };
}

/** Tables of a document that the code reads: `billing.tools.0` is a tool of the row `billing`. */
function documentRows(code: Codebase, document: DocumentFacts, names: ReadonlySet<string>): Row[] {
  const { path, entries, role } = document;
  const file = path.split('/').at(-1) ?? path;
  if (role === 'test' || role === 'example' || role === 'docs' || role === 'generated') return [];
  if (!entries.some((e) => names.has(e.value)) || !code.functions.some((fn) => mentionsFile(fn.strings, file)))
    return [];
  const found = new Map<string, { list: string; line: number }>();
  for (const { path: at, value, line } of entries) {
    const [, row, list] = /^(.+)\.(\w+)\.\d+$/.exec(at) ?? [];
    if (row !== undefined && list !== undefined && names.has(value) && !found.has(row)) found.set(row, { list, line });
  }
  return [...found].flatMap(([row, { list, line }]) => {
    const own = entries.filter((e) => e.path.startsWith(`${row}.`));
    const keys = [...new Set(own.map((e) => e.path.slice(row.length + 1).split('.')[0] as string))];
    const name = own.find((e) => NAME.test(e.path.slice(row.length + 1)))?.value ?? row.split('.').at(-1) ?? row;
    const site = code.site(path, own[0]?.line ?? line);
    const type = {
      name,
      site,
      keys,
      how: 'table' as const,
      group: file,
      tools: { field: list, site: code.site(path, line) },
    };
    return keys.length < PARTS - 1 ? [] : [{ of: `${path}#${row.split('.').slice(0, -1).join('.')}#${list}`, type }];
  });
}

function mentionsFile(strings: { value: string }[], file: string): boolean {
  return strings.some((s) => s.value === file || s.value.endsWith(`/${file}`));
}
