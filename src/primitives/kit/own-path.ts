// What a run does itself, and not inside a tool: functions that the loop reaches without the call that carries a tool out.
// Tools may start processes, workers and servers of their own, whose events and records are not those of the run.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';

const known = new WeakMap<JudgeContext, ReadonlySet<FunctionNode>>();

/** The loops, what leads to them, and what they reach without passing through the execution of a tool. */
export function ownPath(context: JudgeContext): ReadonlySet<FunctionNode> {
  const own = known.get(context) ?? walk(context);
  known.set(context, own);
  return own;
}

function walk(context: JudgeContext): ReadonlySet<FunctionNode> {
  const { path } = context;
  const carriesOut = executions(context);
  const seen = new Set<FunctionNode>(path.loops);
  for (const fn of seen) {
    for (const call of fn.calls)
      if (!carriesOut(fn, call)) for (const target of call.targets) if (path.from.has(target)) seen.add(target);
    for (const child of fn.children) seen.add(child);
  }
  return new Set([...seen, ...path.to.keys()]);
}

/** Calls on the line of a dispatch that lead to no other, and the arms of a dispatch that chooses by the tool's name. */
function executions({ code, map, path }: JudgeContext): (fn: FunctionNode, call: CallNode) => boolean {
  const leading = code.reachedBy(path.dispatches, 8);
  const lines = new Map<string, number[]>();
  for (const d of map.dispatches) lines.set(d.fn, [...(lines.get(d.fn) ?? []), d.site.line]);
  return (fn, { fact, targets }) => {
    const sites = lines.get(fn.id);
    if (sites === undefined) return false;
    if (sites.includes(fact.line)) return !targets.some((t) => t !== fn && leading.has(t));
    const arm = fact.branch === undefined ? undefined : fn.file.branches[fact.branch];
    return arm?.kind === 'case' && sites.some((line) => line <= arm.line);
  };
}
