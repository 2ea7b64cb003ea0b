// A field of a tool entry: where the declaration itself says it, and which types are entries of a registry at all. A type
// that only speaks of tools (a call, a result, a dialog's properties) is none.
import type { JudgeContext, MemberFact, Tool, TypeNode } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';
import { toolTypeNames } from './tool-types.js';

/** A field of one tool's declaration, with its value as written. */
export interface ToolField {
  tool: Tool;
  name: string;
  line: number;
  text: string;
}

/** Values that name a member of a closed set; Rust paths count as other. */
const VALUES = new Set(['string', 'boolean', 'reference', 'other']);

/** Every literal or referenced field of the tools' declarations, each at its own line. */
export function allFields({ code, map }: JudgeContext): ToolField[] {
  const sites = new Map(map.tools.map((tool) => [`${tool.site.file}:${tool.site.line}`, tool]));
  const keys = code.objects.flatMap(({ file, fact }) => {
    const tool = sites.get(`${file.path}:${fact.line}`);
    const own = fact.keys.filter((k) => VALUES.has(k.kind) && k.text.length < 60 && !shown(file.path));
    return tool === undefined ? [] : own.map(({ name, line, text }) => ({ tool, name, line, text }));
  });
  const members = code.types.flatMap(({ file, fact }) => {
    const tool = sites.get(`${file.path}:${fact.line}`);
    const own = fact.members.filter((m) => m.kind === 'field');
    return tool === undefined ? [] : own.map(({ name, line, value }) => ({ tool, name, line, text: value ?? '' }));
  });
  return [...keys, ...members];
}

/** The first field of each tool whose name passes; where the declaration holds it out of sight, the declaration's line. */
export function fieldsOf(context: JudgeContext, passes: (name: string) => boolean): ToolField[] {
  const seen = allFields(context).filter((f) => passes(f.name));
  const tools = context.map.tools.filter((t) => !shown(t.site.file));
  return tools.flatMap((tool) => {
    const own = seen.find((f) => f.tool === tool);
    const name = tool.keys.find(passes);
    if (own !== undefined) return [own];
    return name === undefined ? [] : [{ tool, name, line: tool.site.line, text: '' }];
  });
}

const RANKS: Vocabulary =
  'read look observ inspect view =none =safe =harmless =low write edit alter touch chang mutat modif execut =run =runs shell send talk broadcast delet destr danger =unsafe break nudge spend money =medium =high =critical external'.split(
    ' ',
  );

/** Is this the name of a rank of risk? */
export function isRank(name: string): boolean {
  return mentions(name, RANKS);
}

/** Are these the names of ranks of risk: at least two of them, and no fewer than half? */
export function ranks(names: string[]): boolean {
  const known = names.filter((n) => mentions(n, RANKS)).length;
  return known >= 2 && known * 2 >= names.length && names.length <= 8;
}

/** The strings of a type that is written as a choice of strings. */
export function spelled(type: string): string[] {
  return [...type.matchAll(/["']([\w-]+)["']/g)].map((m) => m[1] as string);
}

const ENTRY = new Set(
  'tool spec specification definition declaration entry info manifest metadata registration descriptor'.split(' '),
);
const SAYS =
  /^(description|desc|summary|(input_?)?schema|parameters|params|inputs|args_?schema|run|execute|handler|invoke|call|forward|func|fn)$/i;

/** Types that are entries of a registry: called a tool or its declaration, or made of a name and what a tool has besides. */
export function entryTypes(context: JudgeContext): TypeNode[] {
  const shared = toolTypeNames(context);
  return context.code.types.filter(({ fact, file }) => {
    if (shown(file.path)) return false;
    if (shared.has(fact.name)) return true;
    const words = splitWords(fact.name.replace(/s$/, ''));
    const tool = words.includes('tool') || words.includes('tools');
    const ends = ENTRY.has(words.at(-1) ?? '') || words.at(-1) === 'tools';
    const made = fact.members.some((m) => /^(_?name|id)$/.test(m.name)) && fact.members.some((m) => SAYS.test(m.name));
    return fact.kind !== 'enum' && fact.kind !== 'union' && (tool ? ends : made && words.includes('handler'));
  });
}

/** Fields of entry types whose names (or types) pass. */
export function entryFields(
  context: JudgeContext,
  passes: (member: MemberFact) => boolean,
): { type: TypeNode; member: MemberFact }[] {
  return entryTypes(context).flatMap((type) =>
    type.fact.members
      .filter((m) => (m.kind === 'field' || answers(m)) && passes(m))
      .map((member) => ({ type, member })),
  );
}

/** A method of a trait or interface that is asked for nothing: `fn effect(&self) -> Effect`. */
function answers({ kind, type }: MemberFact): boolean {
  return kind === 'method' && /^\(\s*(&?\s*(mut )?self)?\s*\)/.test(type ?? '');
}

/** Code that shows things to people: it repeats what the registry says. */
export function shown(file: string): boolean {
  return /(^|\/)(ui|tui|views?|components|dialogs?|widgets|renderers?|telemetry)\/|\.[jt]sx$/.test(file);
}
