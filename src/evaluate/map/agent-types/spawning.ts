// Where running a tool starts an agent again: its function comes back to the loop, or makes another object of the class
// that owns it.
import type { CallNode, Codebase, FunctionNode, Tool } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';
import { armsFor } from '../tools.js';

const DEPTH = 8;
/** Calls between a prompt loop and the agent's loop in it. */
const AROUND = 3;
const RUNS = /^(execute|run|call|invoke|forward)$/i;

export interface Loops {
  code: Codebase;
  loops: FunctionNode[];
  dispatches: FunctionNode[];
}

/** Adds to each tool where its run starts an agent. */
export function markSpawning({ code, loops, dispatches }: Loops, tools: Tool[]): Tool[] {
  const heads = agentHeads(code, loops, dispatches);
  const owners = new Set([...heads].flatMap((fn) => fn.fact.owner ?? []));
  return tools.map((tool) => {
    const run = tool.run === undefined ? undefined : code.function(tool.run);
    const start = startIn(
      code,
      [...(run === undefined ? [] : [run]), ...armsFor(tool.name, dispatches)],
      heads,
      owners,
    );
    if (start === undefined) return tool;
    const site = code.site(start.fn.file.path, start.fact.line);
    return { ...tool, starts: { site, fn: start.fn.id } };
  });
}

/** Loops that dispatch tools, and loops beside them; a prompt loop around them is the terminal, not the agent. */
function agentHeads(code: Codebase, loops: FunctionNode[], dispatches: FunctionNode[]): Set<FunctionNode> {
  const dispatching = new Set(dispatches);
  const direct = loops.filter(
    (fn) =>
      dispatching.has(fn) || fn.callees.some((c) => dispatching.has(c) || c.callees.some((d) => dispatching.has(d))),
  );
  if (direct.length === 0) return new Set(loops);
  const around = (fn: FunctionNode): boolean => {
    const inner = code.reach([fn], AROUND);
    return direct.some((d) => d !== fn && inner.has(d));
  };
  return new Set([...direct, ...loops.filter((fn) => !around(fn))]);
}

function startIn(
  code: Codebase,
  runs: FunctionNode[],
  heads: ReadonlySet<FunctionNode>,
  owners: ReadonlySet<string>,
): CallNode | undefined {
  const seen = new Set(runs);
  const via = new Map<FunctionNode, CallNode>();
  let frontier = runs;
  for (let depth = 0; depth < DEPTH && frontier.length > 0; depth++) {
    const all = frontier.flatMap((fn) => fn.calls);
    const calls = all.filter((c) => c.guessed !== true || c.targets.length === 1);
    const start = calls.find((c) => c.targets.some((t) => heads.has(t)) || makes(c, owners));
    if (start !== undefined) return makes(start, owners) ? start : entered(start, via, owners);
    for (const call of calls) for (const t of call.targets) if (!seen.has(t) && !via.has(t)) via.set(t, call);
    const made = calls.filter((c) => c.fact.isNew).flatMap((c) => runsOf(code, c));
    const next = [...calls.flatMap((c) => c.targets), ...made, ...frontier.flatMap((fn) => fn.children)];
    frontier = [...new Set(next)].filter((fn) => !seen.has(fn));
    for (const fn of frontier) seen.add(fn);
  }
  return undefined;
}

/** An agent that runs itself was started where its run was asked for, not inside of it. */
function entered(start: CallNode, via: ReadonlyMap<FunctionNode, CallNode>, owners: ReadonlySet<string>): CallNode {
  const before = via.get(start.fn);
  return before === undefined || !owners.has(start.fn.fact.owner ?? '') ? start : entered(before, via, owners);
}

/** A tool may make an object for the call, which somebody else runs. */
function runsOf(code: Codebase, call: CallNode): FunctionNode[] {
  const owner = code.types.find((t) => t.fact.name === call.fact.name);
  return (owner?.methods ?? []).filter((m) => RUNS.test(m.fact.name));
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
