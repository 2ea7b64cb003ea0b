// Where a record that describes an agent is put to use: a field or method of it that becomes the prompt, the model or a
// limit of a run. The use tells what a field is for, whatever it is called.
import type { CallNode, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { literally, mentions, splitWords, type Vocabulary } from '../../words.js';
import type { Signal } from './judgement.js';

/** A place where a part of the record becomes something of the run. */
interface PartUse {
  fn: FunctionNode;
  line: number;
  /** Field or method that was read. */
  part: string;
}

const NAMES = /^(name|id|slug|key|title|description|about)$/i;
/** Fields shared by a row and a type before they count as the same thing. */
const SHARED = 3;

/** Types that the rows of agents are values of: named by them, or with the fields that they have. */
export function recordTypes({ code, map }: JudgeContext): TypeNode[] {
  const rows = map.agentTypes.filter((t) => t.how === 'table' || t.how === 'object');
  const groups = new Set(rows.map((t) => t.group));
  return code.types.filter((type) => {
    if (type.fact.kind === 'enum' || type.fact.kind === 'union') return false;
    if (groups.has(type.fact.name)) return true;
    const fields = new Set(type.fact.members.filter((m) => m.kind === 'field').map((m) => m.name));
    return rows.some((r) => {
      const shared = r.keys.filter((k) => fields.has(k)).length;
      return shared >= SHARED && shared * 2 > fields.size && shared * 2 > r.keys.length;
    });
  });
}

/** Fields and methods of the rows, without those that only name them. */
function partsOf({ code, map }: JudgeContext, types: TypeNode[]): string[] {
  const owners = new Set(types.map((t) => t.fact.name));
  const keys = map.agentTypes.filter((t) => t.how === 'table' || t.how === 'object').flatMap((t) => t.keys);
  const methods = code.functions.filter((fn) => owners.has(fn.fact.owner ?? '')).map((fn) => fn.fact.name);
  return [...new Set([...keys, ...methods])].filter((p) => /^\w+$/.test(p) && !NAMES.test(p));
}

/** Values given under one of these names that are read off a record of agents. */
function partsGiven(context: JudgeContext, words: Vocabulary): PartUse[] {
  const types = recordTypes(context);
  const parts = partsOf(context, types);
  if (parts.length === 0 || types.length === 0) return [];
  const read = new RegExp(`\\b(\\w+)\\.(${parts.join('|')})\\b`);
  return context.code.functions
    .filter((fn) => fn.wired)
    .flatMap((fn) => {
      const named = [
        ...fn.objects.flatMap((o) => o.keys.map((k) => ({ name: k.name, text: k.text, line: k.line }))),
        ...fn.calls.flatMap((c) => argumentsOf(c)),
        ...fn.assignments.map((a) => ({ name: a.target.split('.').at(-1) ?? '', text: a.text, line: a.line })),
      ];
      return named.flatMap(({ name, text, line }): PartUse[] => {
        const [, holder, part] = mentions(name, words) ? (read.exec(text) ?? []) : [];
        if (holder === undefined || part === undefined || !holdsRecord(fn, holder, types)) return [];
        return [{ fn, line, part }];
      });
    });
}

/** What a call is given, by the name of the parameter where the called function is known. */
function argumentsOf({ fact, targets }: CallNode): { name: string; text: string; line: number }[] {
  const params = targets[0]?.fact.params ?? [];
  return fact.args.map((a, i) => ({ name: a.name ?? params[i]?.name ?? '', text: a.text, line: fact.line }));
}

/** Is the name a record of agents here: by its declared type, its own name, or what it was taken from? */
export function holdsRecord(fn: FunctionNode, holder: string, types: TypeNode[]): boolean {
  const names = types.map((t) => t.fact.name);
  const speaks = (text: string): boolean => names.some((n) => new RegExp(`\\b${literally(n)}\\b`).test(text));
  if (names.some((n) => splitWords(n).at(-1) === holder.toLowerCase())) return true;
  for (let f: FunctionNode | undefined = fn; f !== undefined; f = f.parent) {
    if (f.fact.params.some((p) => p.name === holder && speaks(p.type ?? ''))) return true;
    if (f.calls.some((c) => c.fact.result === holder && c.targets.some((t) => speaks(t.fact.returns ?? ''))))
      return true;
  }
  return names.includes(fn.fact.owner ?? '') && (holder === 'self' || holder === 'this');
}

/** The first places where the tools of a run are those that a type of agents lists. */
export function toolsOfTypes(context: JudgeContext, most: number): Signal[] {
  const listed = listUses(context).map(({ fn, line }) => ({
    fn,
    line,
    note: 'the tools are those that the type lists',
  }));
  return [...listed, ...brought(context)].slice(0, most).map(({ fn, line, note }) => ({
    strength: 'full',
    file: fn.file.path,
    line,
    note,
    fn,
  }));
}

/** Methods of classes of agents that give back the tools of their kind. */
function brought({ code, map }: JudgeContext): { fn: FunctionNode; line: number; note: string }[] {
  return map.agentTypes.flatMap(({ name, how, tools }) => {
    const fn = how === 'class' && tools !== undefined ? code.at(tools.site.file, tools.site.line) : undefined;
    if (fn === undefined || tools === undefined || fn.fact.kind !== 'method') return [];
    return [{ fn, line: tools.site.line, note: `${name} says which tools it is offered` }];
  });
}

/** Where code goes by the list of tools that a record holds: given to what picks them, or walked. */
function listUses(context: JudgeContext): PartUse[] {
  const fields = new Set(context.map.agentTypes.flatMap((t) => t.tools?.field ?? []));
  if (fields.size === 0) return [];
  const types = recordTypes(context);
  const read = new RegExp(`\\b(\\w+)\\.(${[...fields].map(literally).join('|')})\\b`);
  return context.code.functions
    .filter((fn) => fn.wired && fn.fact.kind !== 'module')
    .flatMap((fn) => {
      const places = [
        ...fn.assignments.map(({ line, text }) => ({ line, text })),
        ...fn.calls.flatMap((c) => c.fact.args.map((a) => ({ line: c.fact.line, text: a.text }))),
        ...fn.loops.map(({ line, test }) => ({ line, text: test })),
      ];
      return places.flatMap(({ line, text }): PartUse[] => {
        const [, holder, part] = read.exec(text) ?? [];
        const known = holder !== undefined && part !== undefined && holdsRecord(fn, holder, types);
        return known ? [{ fn, line, part }] : [];
      });
    });
}

/** The same as signals: the use, which shows what the field is for. */
export function usedAs(context: JudgeContext, words: Vocabulary, note: string): Signal[] {
  return partsGiven(context, words)
    .slice(0, 1)
    .map(({ fn, line, part }) => ({ strength: 'full', file: fn.file.path, line, note: `${part} ${note}`, fn }));
}
