// How the tools offered to the model come about: functions that narrow, join or swap sets of tools.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { withClosures } from './find.js';

/** A place where a set of tools is narrowed or put together. */
export interface ToolSet {
  fn: FunctionNode;
  line: number;
}

const JOINS = new Set(['filter', 'extend', 'concat', 'flatMap', 'retain', 'chain', 'update']);
const SETS =
  /^(set|with|register|enable|activate|refresh|update|build|assemble|select|resolve|filter)_?[A-Za-z]*_?tools?[A-Za-z]*$/i;
/** Two sets spread into one, or a comprehension with a condition. */
const JOINED_TEXT = /(\.\.\.|\*\*|\+)\s*[\w.]*tools?\b.*(\.\.\.|\*\*|\+)|for \w+ in [\w.()]*tools?\b.* if /i;

/** Reached code that computes a set of tools, where the agent is put together or on its loop's path. */
export function toolSets({ code, path }: JudgeContext): ToolSet[] {
  return code.functions.flatMap((fn) => {
    if (!fn.wired || !(path.from.has(fn) || path.to.has(fn) || nearLoop(fn, path.to))) return [];
    const call = fn.calls.find(
      (c) =>
        (JOINS.has(c.fact.name) && mentions(c.fact.receiver, ['tool'])) ||
        (SETS.test(c.fact.name) && c.targets.length > 0 && mentions(c.fact.name, ['=tools'])),
    );
    if (call !== undefined) return [{ fn, line: call.fact.line }];
    const joined = fn.assignments.find((a) => JOINED_TEXT.test(a.text) && mentions(a.target, ['tool']));
    const returned = fn.exits.find((e) => JOINED_TEXT.test(e.text));
    const line = joined?.line ?? returned?.line;
    return line === undefined ? [] : [{ fn, line }];
  });
}

function nearLoop(fn: FunctionNode, to: ReadonlyMap<FunctionNode, unknown>): boolean {
  return fn.callers.some((c) => to.has(c) || c.callers.some((d) => to.has(d)));
}

/** Everything the function and its closures name in conditions and filters. */
export function conditionsOf(fn: FunctionNode): string[] {
  const all = withClosures(fn);
  const tests = all.flatMap((f) => f.branches.map((b) => b.test));
  const filters = all.filter((f) => f.fact.argumentOf !== undefined).flatMap((f) => f.fact.idents);
  return [...tests, ...filters, ...fn.fact.params.map((p) => `${p.name} ${p.type ?? ''}`)];
}
