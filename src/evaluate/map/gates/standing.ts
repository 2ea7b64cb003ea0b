// A gate that is void for a tool: its own condition, or one around it, comes out so that nobody is asked.
import type { Gate, KeyFact, Tool } from '../../../contracts.js';
import { guardsOf } from '../graph/guards.js';
import type { Survey } from '../survey.js';
import { outcomeOf, type Traits } from './conditions.js';

const LITERAL = new Set(['string', 'boolean', 'null']);

/** Does the gate say anything about this tool, as far as literals tell? */
export function standsBefore(survey: Survey, gate: Gate, traits: Traits): boolean {
  const fn = survey.code.function(gate.fn);
  if (fn === undefined || traits.size === 0) return true;
  const around = guardsOf(fn, gate.site.line).filter((g) => g.how === 'inside' && g.branch.kind === 'if');
  if (around.some(({ branch }) => outcomeOf(branch.test, traits) === false)) return false;
  const own = fn.branches.find((b) => b.line === gate.site.line && b.kind === 'if');
  if (own === undefined) return true;
  return outcomeOf(own.test, traits) !== (own.exit === 'none');
}

/** Traits of each tool: the literals of its declaration, and `undefined` where only its siblings in the file have a field. */
export function traitsOf(survey: Survey, tools: readonly Tool[]): ReadonlyMap<Tool, Traits> {
  const own = new Map(tools.map((tool) => [tool, literalsOf(survey, tool)]));
  return new Map(
    tools.map((tool) => {
      const traits = new Map<string, string | undefined>(own.get(tool));
      const siblings = tools.filter((t) => t.how === 'object' && tool.how === 'object' && isBeside(t, tool));
      for (const field of siblings.flatMap((t) => [...(own.get(t)?.keys() ?? [])]))
        if (!tool.keys.includes(field)) traits.set(field, undefined);
      return [tool, traits];
    }),
  );
}

function isBeside(a: Tool, b: Tool): boolean {
  return a !== b && a.site.file === b.site.file;
}

function literalsOf(survey: Survey, { site }: Tool): Map<string, string> {
  const { code } = survey;
  const keys: KeyFact[] = code.objects
    .filter((o) => o.file.path === site.file && o.fact.line === site.line)
    .flatMap((o) => o.fact.keys);
  const members = code.types
    .filter((t) => t.file.path === site.file && t.fact.line === site.line)
    .flatMap((t) => t.fact.members);
  return new Map([
    ...keys.filter((k) => LITERAL.has(k.kind)).map((k): [string, string] => [k.name, k.text]),
    ...members.flatMap((m): [string, string][] =>
      m.value !== undefined && LITERAL.has(m.valueKind) ? [[m.name, m.value]] : [],
    ),
  ]);
}
