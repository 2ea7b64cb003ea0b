// Where all tools are kept together: the collection that holds the declarations, the registry's method that lists them, the
// field that an agent keeps them in, or a function that answers with them.
import type { FunctionNode, JudgeContext, Tool, TypeNode, ValueNode } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { nearestFirst } from './dispatch-steps.js';
import { offering } from './offered-tools.js';
import { shown } from './tool-fields.js';
import { holdsTools } from './tool-types.js';

/** What a module gives away is listed by name only. */
const EXPORTS = /^(__all__|exports|module\.exports)$/;

/** Where tools are kept or given out. */
export interface Place {
  file: string;
  line: number;
  name: string;
  note?: string;
  fn?: FunctionNode;
}

/** The place that holds most of them, and beside it the one that what the model is offered comes from. */
export function collectionsOf(context: JudgeContext): Place[] {
  const names = toolNames(context);
  const whole = [...holding(context, names), ...registries(context), ...held(context)];
  const ranked = [...whole, ...typed(context), ...listing(context, names)].filter(
    ({ file, name }) => !shown(file) && !EXPORTS.test(name),
  );
  const beside = ranked.find((p, i) => i > 0 && whole.includes(p) && p.fn !== undefined && offering(context).has(p.fn));
  return [...ranked.slice(0, 1), ...(beside === undefined ? [] : [beside])];
}

/** What the declarations of tools are called in code: constants, classes and functions, besides the tools' own names. */
function toolNames({ code, map }: JudgeContext): Map<string, Tool> {
  const names = new Map<string, Tool>();
  for (const tool of map.tools) {
    const at = (file: string, from: number, to: number): boolean =>
      file === tool.site.file && from <= tool.site.line && tool.site.line <= to;
    for (const v of code.values) if (at(v.file.path, v.fact.line, v.fact.endLine)) names.set(v.fact.name, tool);
    for (const t of code.types)
      if (t.fact.line === tool.site.line && t.file.path === tool.site.file) names.set(t.fact.name, tool);
    const fn = code.at(tool.site.file, tool.site.line);
    if (fn !== undefined && fn.fact.kind !== 'module') names.set(fn.fact.name, tool);
  }
  return names;
}

/** Values and functions inside which the declarations stand, or that name most of them. */
function holding(context: JudgeContext, names: ReadonlyMap<string, Tool>): Place[] {
  const { code, map, path } = context;
  const most = Math.max(2, Math.ceil(map.tools.length / 2));
  const inside = (file: string, from: number, to: number): Tool[] =>
    map.tools.filter(({ site }) => site.file === file && from <= site.line && site.line <= to);
  const named = (idents: string[]): Tool[] => idents.flatMap((i) => names.get(i) ?? []);
  const values = code.values.flatMap((v) => {
    const quoted = v.fact.text.match(/\w+/g) ?? [];
    const count = new Set([...inside(v.file.path, v.fact.line, v.fact.endLine), ...named(quoted)]).size;
    return ['array', 'object', 'call', 'new', 'other'].includes(v.fact.kind)
      ? [{ count, file: v.file.path, line: v.fact.line, name: v.fact.name }]
      : [];
  });
  const functions = code.functions.flatMap((fn) => {
    if (fn.fact.kind === 'module' || !fn.wired || path.dispatches.includes(fn)) return [];
    const count = new Set([...inside(fn.file.path, fn.fact.line, fn.fact.endLine), ...named(fn.fact.idents)]).size;
    return [{ count, file: fn.file.path, line: fn.fact.line, name: fn.fact.name, fn }];
  });
  const all = map.tools.length;
  return [...values, ...functions]
    .filter((p) => p.count >= most)
    .sort((a, b) => b.count - a.count)
    .map((p) => ({ ...p, note: `${p.name} holds ${p.count} of the ${all} tools` }));
}

const KEEPERS = ['=registry', 'catalog', 'collection', 'manager', '=box', '=kit', 'toolbox', 'toolkit', 'toolset'];

/** Methods that give out all of them: 'getAllTools', 'list', 'definitions'. */
const LISTS =
  /^_?(get_?)?(all(_?tools?)?(_?names)?|list(_?(tools?|all))?|tools|(function_?|tool_?)?(definitions|declarations|specs|schemas)|names)$/i;

/** Types that are a registry: they keep tools, take some in and give them out. */
function registries(context: JudgeContext): Place[] {
  const types = context.code.types.filter(
    (t) =>
      mentions(t.fact.name, ['=tool', '=tools', 'toolbox', 'toolkit']) &&
      mentions(t.fact.name, KEEPERS) &&
      (t.fact.kind === 'class' || t.fact.kind === 'struct') &&
      t.methods.some((m) => mentions(m.fact.name, ['get', 'list', 'all', 'names', 'definitions', 'specs', 'iter'])),
  );
  const places = types.flatMap((t): Place[] => {
    const lists = t.methods.filter((m) => LISTS.test(m.fact.name) && m.exits.some((e) => e.value !== 'none'));
    const fn = lists.find((m) => m.wired) ?? t.methods.find((m) => m.wired) ?? t.methods[0];
    if (fn === undefined) return [];
    const note = lists.includes(fn) ? `${fn.fact.name} lists the tools of ${t.fact.name}` : undefined;
    const line = note === undefined ? t.fact.line : fn.fact.line;
    return [{ file: t.file.path, line, name: t.fact.name, fn, ...(note === undefined ? {} : { note }) }];
  });
  const offered = places.filter(({ fn }) => fn !== undefined && offering(context).has(fn));
  return nearestFirst(context, offered.length > 0 ? offered : places);
}

/** Collections of the type that the tools are made of: a field of a registry, a constant, what a function answers with. */
function typed(context: JudgeContext): Place[] {
  const { code, map } = context;
  const requests = (t: TypeNode): boolean => t.fact.members.some((m) => /^(model|messages)$/i.test(m.name));
  const kept = code.types.filter((t) => !requests(t));
  const fields = kept.flatMap((t) =>
    t.fact.members
      .filter(
        (m) => m.kind === 'field' && holdsTools(context, `${m.type ?? ''} ${m.value ?? ''}`) && !shown(t.file.path),
      )
      .map((m) => ({ file: t.file.path, line: m.line, name: `${t.fact.name}.${m.name}` })),
  );
  const some = (v: ValueNode): boolean => {
    const own = map.tools.filter(
      ({ site }) => site.file === v.file.path && v.fact.line <= site.line && site.line <= v.fact.endLine,
    );
    return own.length > 0 && own.length * 2 < map.tools.length;
  };
  const values = code.values
    .filter(
      (v) => holdsTools(context, `${v.fact.type ?? ''} ${v.fact.text}`) && !some(v) && !CALLABLE.test(v.fact.text),
    )
    .map((v) => ({ file: v.file.path, line: v.fact.line, name: v.fact.name }));
  const functions = code.functions
    .filter((fn) => fn.wired && holdsTools(context, fn.fact.returns) && fn.fact.kind !== 'closure')
    .map((fn): Place & { fn: FunctionNode } => {
      const { name, line } = fn.fact;
      return { file: fn.file.path, line, name, fn, note: `${name} answers with the tools` };
    });
  const all = functions.filter(({ fn }) => LISTS.test(fn.fact.name));
  return [...all, ...values, ...fields, ...nearestFirst(context, functions)];
}

/** The type of a function that is given tools. */
const CALLABLE = /Callable\[|=>|\bfunc\(|\bFn\w*\(/;

/** 'getTools', 'all_tools', 'TOOL_SPECS': what gives out tools without being given them; a tool's own function is none. */
function listing(context: JudgeContext, names: ReadonlyMap<string, Tool>): Place[] {
  const runs = new Set(context.map.tools.map((t) => t.run));
  const functions = context.code.functions.filter(
    (fn) =>
      isCollection(fn.fact.name) &&
      !runs.has(fn.id) &&
      !shown(fn.file.path) &&
      !names.has(fn.fact.name) &&
      fn.fact.kind !== 'closure' &&
      fn.exits.some((e) => e.kind === 'return' && e.value !== 'none') &&
      !fn.fact.params.some((p) => mentions(`${p.name} ${p.type ?? ''}`, ['=tool', '=tools'])),
  );
  const values = context.code.values.filter(
    (v) =>
      ['array', 'object', 'call', 'new'].includes(v.fact.kind) &&
      isCollection(v.fact.name) &&
      v.fact.owner === undefined,
  );
  return [
    ...nearestFirst(
      context,
      functions.map((fn) => ({ file: fn.file.path, line: fn.fact.line, name: fn.fact.name, fn })),
    ),
    ...values.map((v) => ({ file: v.file.path, line: v.fact.line, name: v.fact.name })),
  ];
}

/** A literal, a comprehension, or what an own function builds. */
const MAKES = /^(\{|\[|new |dict\(|list\(|make\(|(self|this|\w+)\.\w*(build|make|create|collect|all)\w*\()/i;

/** `self.tools = {...}`: the agent keeps them in one collection. */
function held(context: JudgeContext): Place[] {
  const all = context.code.functions.flatMap((fn) =>
    fn.assignments
      .filter(
        (a) =>
          /^(self|this|\w)\.\w*tools$/i.test(a.target) &&
          MAKES.test(a.text) &&
          !a.text.includes(a.target) &&
          !/^(\{\}|\[\])$/.test(a.text.trim()) &&
          !shown(fn.file.path),
      )
      .map((a) => ({ fn, file: fn.file.path, line: a.line, name: a.target })),
  );
  return nearestFirst(context, all);
}

const GIVES = [
  'get',
  'list',
  'all',
  'build',
  'creat',
  'make',
  'collect',
  'definition',
  'spec',
  'declaration',
  'available',
  'default',
  'builtin',
  'schema',
  'registry',
  'catalog',
  'mapping',
  'kit',
];

/** 'tools', 'allTools', 'getTools', 'TOOL_SPECS', 'tool_registry'. */
function isCollection(name: string): boolean {
  const words = splitWords(name);
  if (words.length > 4 || !words.some((w) => w === 'tool' || w === 'tools')) return false;
  if (words.at(-1) === 'registry' && words[0] === 'get') return false;
  return (
    words.every((w) => w === 'tools' || w === 'tool' || w === 'by' || w === 'name' || mentions([w], GIVES)) &&
    (words.includes('tools') || (words.length > 1 && /s$|registry|catalog|mapping/.test(words.at(-1) ?? '')))
  );
}
