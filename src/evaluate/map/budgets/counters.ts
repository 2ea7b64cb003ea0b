// What grows with the rounds of a run, whatever it is called: a variable that the loop adds to, or the field of an object
// that is told of each round and counts by itself.
import type { AgentLoop, FunctionNode, JudgeContext, LoopFact } from '../../../contracts.js';
import type { Survey } from '../survey.js';

/** A counter is asked by the loop, or by one function that the loop calls. */
const NEAR = 3;

/** Lines that a round takes: the loop statement, or the whole function where an event starts each round. */
export function roundsOf(survey: Survey, loops: AgentLoop[]): Map<FunctionNode, LoopFact[]> {
  const statements = new Map<FunctionNode, LoopFact[]>();
  for (const { fn: id, site, kind } of loops) {
    const fn = survey.code.function(id);
    if (fn === undefined) continue;
    const at = kind === 'events' ? [wholeOf(fn)] : fn.loops.filter((l) => l.line === site.line);
    statements.set(fn, [...(statements.get(fn) ?? []), ...at]);
  }
  return statements;
}

function wholeOf({ fact, index }: FunctionNode): LoopFact {
  const { line, endLine } = fact;
  return { line, endLine, fn: index, kind: 'infinite', test: '', idents: [], literals: [] };
}

/** Does the expression name something that this function or its type adds to? */
export function grows(fn: FunctionNode, within: LoopFact[]): (text: string) => boolean {
  const names = new Set(
    fn.assignments
      .filter((a) => within.some((l) => l.line <= a.line && a.line <= l.endLine) && adds(a.op, a.target, a.text))
      .map((a) => a.target),
  );
  return (text) => names.has(text.replace(/[()\s]/g, ''));
}

/**
 * Does the function add to a field of its own object, at least once on each call, and does a round call it? What it adds
 * in one arm alone it may not add at all.
 */
export function countsRounds(
  fn: FunctionNode,
  path: JudgeContext['path'],
  rounds: ReadonlyMap<FunctionNode, LoopFact[]>,
): (text: string) => boolean {
  const way = path.from.get(fn);
  const never = (): boolean => false;
  if (fn.fact.owner === undefined || way === undefined || way.length < 2 || way.length > NEAR) return never;
  const first = way[0] as FunctionNode;
  const lines = rounds.get(first) ?? [];
  const told = first.calls.some(
    (c) =>
      c.targets.includes(way[1] as FunctionNode) &&
      lines.some((l) => l.line <= c.fact.line && c.fact.line <= l.endLine),
  );
  const names = new Set(
    fn.assignments
      .filter((a) => a.branch === undefined && a.target.includes('.') && adds(a.op, a.target, a.text))
      .map((a) => a.target),
  );
  return told ? (text) => names.has(text.replace(/[()\s]/g, '')) : never;
}

function adds(op: string, target: string, text: string): boolean {
  return op === '+=' || op === '++' || (op === '=' && text.startsWith(`${target} + `));
}
