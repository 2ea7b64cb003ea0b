// Where running a tool starts an agent again: its function comes back to the loop, or makes another object of the class
// that owns it.
import type { CallNode, Codebase, FunctionNode, Tool } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';
import { armsFor } from '../tools.js';

const DEPTH = 8;

export interface Loops {
  code: Codebase;
  loops: FunctionNode[];
  dispatches: FunctionNode[];
}

/** Adds to each tool where its run starts an agent. */
export function markSpawning({ code, loops, dispatches }: Loops, tools: Tool[]): Tool[] {
  const heads = agentHeads(loops, dispatches);
  const owners = new Set([...heads].flatMap((fn) => fn.fact.owner ?? []));
  return tools.map((tool) => {
    const run = tool.run === undefined ? undefined : code.function(tool.run);
    const start = startIn([...(run === undefined ? [] : [run]), ...armsFor(tool.name, dispatches)], heads, owners);
    if (start === undefined) return tool;
    const site = code.site(start.fn.file.path, start.fact.line);
    return { ...tool, starts: { site, fn: start.fn.id } };
  });
}

/** Loops that dispatch tools; a prompt loop around them is the terminal, not the agent. */
function agentHeads(loops: FunctionNode[], dispatches: FunctionNode[]): Set<FunctionNode> {
  const dispatching = new Set(dispatches);
  const direct = loops.filter(
    (fn) =>
      dispatching.has(fn) || fn.callees.some((c) => dispatching.has(c) || c.callees.some((d) => dispatching.has(d))),
  );
  return new Set(direct.length > 0 ? direct : loops);
}

function startIn(
  runs: FunctionNode[],
  heads: ReadonlySet<FunctionNode>,
  owners: ReadonlySet<string>,
): CallNode | undefined {
  const seen = new Set(runs);
  let frontier = runs;
  for (let depth = 0; depth < DEPTH && frontier.length > 0; depth++) {
    const all = frontier.flatMap((fn) => fn.calls);
    const calls = all.filter((c) => c.guessed !== true || c.targets.length === 1);
    const start = calls.find((c) => c.targets.some((t) => heads.has(t)) || makes(c, owners));
    if (start !== undefined) return start;
    const next = [...calls.flatMap((c) => c.targets), ...frontier.flatMap((fn) => fn.children)];
    frontier = [...new Set(next)].filter((fn) => !seen.has(fn));
    for (const fn of frontier) seen.add(fn);
  }
  return undefined;
}

function makes(call: CallNode, owners: ReadonlySet<string>): boolean {
  if (call.fact.isNew) return owners.has(call.fact.name);
  return call.fact.name === 'new' && owners.has(call.fact.receiver.split(/[.:]+/).at(-1) ?? '');
}

/** Agents offered like tools: the dispatch looks a name up among tools and agents. */
export function dispatchesToAgents(dispatches: FunctionNode[]): boolean {
  return dispatches.some((fn) => {
    const held = fn.fact.idents.filter((name) => splitWords(name).includes('agents'));
    return held.some((name) => mentions(name, ['manag', 'sub', 'child', 'team', 'handoff', 'tool', 'deleg']));
  });
}
