// Kinds of agents as classes: the run calls a method of an abstract agent, and the classes that extend it bring tools and
// prompts of their own. A class of providers on the same way brings neither.
import type { AgentType, Codebase, FunctionNode, ModelCall, TypeNode } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';
import { baseName } from '../graph/symbols.js';

/** Steps from the run to the method that asks, and from there to the request. */
const DEPTH = 5;
const OWN = ['=tool', '=tools', '=toolset', 'prompt', '=instructions', '=system', '=persona'];

/** Classes below one whose method stands between loop and model, where at least two bring tools or prompts of their own. */
export function steppingAgents(code: Codebase, loops: FunctionNode[], modelCalls: ModelCall[]): AgentType[] {
  const asking = modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const below = code.reach(loops, DEPTH);
  const between = [...code.reachedBy(asking, DEPTH).keys()].filter(
    (fn) => below.has(fn) && fn.inScope && !loops.includes(fn) && fn.fact.kind === 'method',
  );
  const owners = [...new Set(between.flatMap((fn) => fn.fact.owner ?? []))].sort();
  return owners.flatMap((base) => {
    const kinds = heirsOf(code, base).flatMap((type) => {
      const own = broughtBy(type);
      return own.length === 0 ? [] : [agentType(code, type, base, own)];
    });
    return kinds.length < 2 ? [] : kinds;
  });
}

function heirsOf(code: Codebase, base: string): TypeNode[] {
  const names = new Set([base]);
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const t of code.types) if (t.fact.bases.some((b) => names.has(baseName(b)))) names.add(t.fact.name);
  }
  return code.types.filter((t) => t.fact.name !== base && names.has(t.fact.name) && t.fact.kind === 'class');
}

interface Brought {
  name: string;
  line: number;
}

/** Methods without arguments and constants of the class itself that are called after tools or a prompt. */
function broughtBy({ fact, methods }: TypeNode): Brought[] {
  const own = [
    ...methods.filter((m) => m.fact.params.filter((p) => p.name !== 'self').length === 0).map((m) => m.fact),
    ...fact.members.filter((m) => m.kind === 'field' && m.value !== undefined),
  ];
  return own
    .filter(({ name }) => splitWords(name).length <= 2 && mentions(name, OWN))
    .map(({ name, line }) => ({ name, line }));
}

function agentType(code: Codebase, { fact, file }: TypeNode, group: string, own: Brought[]): AgentType {
  const literal = fact.members.find((m) => /^(name|id|slug)$/i.test(m.name) && m.valueKind === 'string')?.value;
  const tools = own.find((o) => mentions(o.name, ['tool']));
  return {
    name: literal ?? fact.name,
    site: code.site(file.path, fact.line),
    keys: [
      ...new Set([...fact.members.filter((m) => m.kind === 'field').map((m) => m.name), ...own.map((o) => o.name)]),
    ],
    how: 'class',
    group,
    ...(tools === undefined ? {} : { tools: { field: tools.name, site: code.site(file.path, tools.line) } }),
  };
}
