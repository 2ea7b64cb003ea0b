// What bounds a run: counts that are held against limits inside the agent loop or on its path. Where a variable grows in
// the loop and is compared there, names do not matter; elsewhere on the path they say what is counted.
import type { AgentLoop, Budget, FunctionNode, JudgeContext, LoopFact } from '../../contracts.js';
import { mentions } from '../../words.js';
import { boundOf, type Comparison, comparisonsIn, countsFailures } from './budgets/comparison.js';
import { countsRounds, grows, roundsOf } from './budgets/counters.js';
import { type Defaults, indexDefaults, onByDefault } from './budgets/default-limit.js';
import { frameworkBudgets } from './budgets/framework-limits.js';
import { isAsked, leavesRun } from './budgets/leaving.js';
import type { Survey } from './survey.js';

const FROM_LOOP = 6;
const TO_LOOP = 3;

/** What the finders share. */
interface Search {
  survey: Survey;
  path: JudgeContext['path'];
  defaults: Defaults;
  /** Lines that one round takes: statements that are agent loops, and turns that events start. */
  statements: Map<FunctionNode, LoopFact[]>;
}

interface Found {
  fn: FunctionNode;
  line: number;
  of: Budget['of'];
  limit: string;
  stops: boolean;
  /** The condition, where it asks for more than the comparison. */
  test?: string;
}

/** Limits of a run, by file, line and kind. `ran` holds the functions that only tools run: their limits are not the run's. */
export function findBudgets(
  survey: Survey,
  loops: AgentLoop[],
  path: JudgeContext['path'],
  ran: ReadonlySet<FunctionNode>,
): Budget[] {
  const search = { survey, path, defaults: indexDefaults(survey), statements: roundsOf(survey, loops) };
  const nearby = [...path.from, ...path.to].filter(
    ([fn, way]) => way.length <= (path.from.has(fn) ? FROM_LOOP : TO_LOOP),
  );
  const places = [...new Set(nearby.map(([fn]) => fn))].filter((fn) => fn.inScope && !ran.has(fn));
  const found = [
    ...places.flatMap((fn) => [...inBranches(search, fn), ...inLoops(search, fn), ...inRecursion(search, fn)]),
    ...[...new Set([...places, ...beside(search, ran)])].flatMap((fn) => inAnswers(search, fn)),
  ];
  const own = found.map((f) => ({
    ...describe(survey, f),
    byDefault: onByDefault(search.defaults, f.fn, f.limit, f.test),
  }));
  return distinct([...own, ...frameworkBudgets(survey, (fn, text) => onByDefault(search.defaults, fn, text))]);
}

/** What runs around the loop, before it and after it: the size of the history may be checked there. */
function beside({ survey, path }: Search, ran: ReadonlySet<FunctionNode>): FunctionNode[] {
  const around = [...path.to].filter(([, way]) => way.length <= TO_LOOP).map(([fn]) => fn);
  return [...survey.code.reach(around, 3).keys()].filter((fn) => fn.inScope && !ran.has(fn));
}

function describe(survey: Survey, { fn, line, of, stops }: Found): Omit<Budget, 'byDefault'> {
  return { site: survey.code.site(fn.file.path, line), fn: fn.id, of, stops };
}

/** Parameters for which an agent loop passes something that grows with it: the loop counts, this function compares. */
function handedOn({ statements }: Search, fn: FunctionNode): ReadonlySet<string> {
  const passed = fn.callers.flatMap((caller) => {
    const counted = grows(caller, statements.get(caller) ?? []);
    const calls = caller.calls.filter((c) => c.targets.includes(fn));
    return calls.flatMap((c) => c.fact.args.flatMap((arg, i) => (counted(arg.text) ? [i] : [])));
  });
  const { params } = fn.fact;
  const first = /^&?(mut )?self$/.test(params[0]?.name ?? '') ? 1 : 0;
  return new Set(passed.flatMap((i) => params[i + first]?.name ?? []));
}

function inBranches(search: Search, fn: FunctionNode): Found[] {
  const handed = handedOn(search, fn);
  const here = grows(fn, search.statements.get(fn) ?? []);
  const told = countsRounds(fn, search.path, search.statements);
  const counted = (text: string): boolean => here(text) || told(text) || handed.has(text.replace(/[()\s]/g, ''));
  return fn.branches.flatMap((branch) => {
    if (branch.kind === 'catch' || branch.kind === 'case' || !/[<>]/.test(branch.test)) return [];
    return comparisonsIn(branch.test, counted).flatMap((c) => {
      const exceeded = branch.kind === 'else' ? !c.exceeded : c.exceeded;
      const of = boundOf(c) ?? grownOf(c, counted);
      if (of === undefined || !exceeded) return [];
      const stops = leavesRun(fn, branch, search.path, search.statements.get(fn) ?? []);
      return [{ fn, line: branch.line, of, limit: c.limit, stops, test: branch.test }];
    });
  });
}

/** A function that answers whether a size is over its limit; those who ask decide. */
function inAnswers({ path }: Search, fn: FunctionNode): Found[] {
  return fn.exits.flatMap((exit) => {
    if (exit.kind !== 'return' || exit.value !== 'binary') return [];
    const compared = comparisonsIn(exit.text, () => false).find((c) => c.exceeded && boundOf(c) === 'context');
    if (compared === undefined) return [];
    return [{ fn, line: exit.line, of: 'context' as const, limit: compared.limit, stops: isAsked(fn, path) }];
  });
}

/** No word tells, but it grows with the loop: turns, or at least something that turns add to. */
function grownOf(comparison: Comparison, counted: (text: string) => boolean): Budget['of'] | undefined {
  if (!counted(comparison.count) || countsFailures(comparison)) return undefined;
  return /\blen\(|\.len\b|\.length\b/.test(comparison.limit) ? undefined : 'turns';
}

function inLoops(search: Search, fn: FunctionNode): Found[] {
  const statements = search.statements.get(fn) ?? [];
  const agent = statements.flatMap((loop) => boundedBy(fn, loop).map((f) => ({ ...f, stops: true })));
  const trimming = fn.loops
    .filter((loop) => !statements.includes(loop) && loop.kind === 'while')
    .flatMap((loop) =>
      comparisonsIn(loop.test, () => false)
        .filter((c) => c.exceeded && boundOf(c) === 'context')
        .map((c) => ({ fn, line: loop.line, of: 'context' as const, limit: c.limit, stops: false })),
    );
  return [...agent, ...trimming];
}

/** A handful by number, or attempts by name: the work is tried again, and nothing bounds how long it takes. */
function isTries(limit: string): boolean {
  return (
    /^[0-4]$/.test(limit.trim()) ||
    mentions(limit, ['compact']) ||
    countsFailures({ count: '', limit, exceeded: false })
  );
}

/** A counted loop, or a condition with a count in it, ends by itself. */
function boundedBy(fn: FunctionNode, loop: LoopFact): Omit<Found, 'stops'>[] {
  const range = /\brange\(?\s*(?:[\w.]+,\s*)?([\w.]+)|\.\.=?\s*([\w.:]+)/.exec(loop.test);
  const end = range?.[1] ?? range?.[2];
  if (loop.kind === 'for-each') {
    const bounded = end !== undefined && !/\blen\b|\.len\b/.test(loop.test) && !isTries(end);
    return bounded ? [{ fn, line: loop.line, of: 'turns', limit: end }] : [];
  }
  const counted = grows(fn, [loop]);
  return comparisonsIn(loop.test, counted)
    .filter((c) => !c.exceeded && !isTries(c.limit) && (!countsFailures(c) || counted(c.count)))
    .flatMap((c) => {
      const of = countsFailures(c) ? 'turns' : (boundOf(c) ?? grownOf(c, counted));
      return of === undefined || of === 'context' ? [] : [{ fn, line: loop.line, of, limit: c.limit }];
    });
}

/** A recursive turn hands on a count that shrinks or grows by one, and some turn refuses to go on. */
function inRecursion(search: Search, fn: FunctionNode): Found[] {
  const again = fn.calls.filter((c) => c.targets.some((t) => search.path.from.has(t) && search.path.to.has(t)));
  const names = again.flatMap((c) => c.fact.args.map((a) => /^(\w+)\s*[-+]\s*1$/.exec(a.text)?.[1] ?? ''));
  return [...new Set(names)].flatMap((name) => {
    if (
      !fn.fact.params.some((p) => p.name === name) ||
      !mentions(name, ['turn', 'step', 'depth', 'iter', 'remaining', 'left', 'budget', 'round'])
    )
      return [];
    const branch = fn.branches.find((b) => b.idents.includes(name) && (b.exit === 'return' || b.exit === 'throw'));
    if (branch === undefined) return [];
    const passed = (target: FunctionNode): string[] =>
      target.callers
        .flatMap((caller) => caller.calls.filter((c) => c.targets.includes(target)))
        .flatMap((c) => c.fact.args[fn.fact.params.findIndex((p) => p.name === name)]?.text ?? []);
    return [{ fn, line: branch.line, of: 'turns' as const, limit: [name, ...passed(fn)].join(' , '), stops: true }];
  });
}

function distinct(budgets: Budget[]): Budget[] {
  const key = (b: Budget): string => `${b.site.file}\0${String(b.site.line).padStart(7, '0')}\0${b.of}`;
  const merged = new Map<string, Budget>();
  for (const b of budgets) {
    const old = merged.get(key(b));
    merged.set(
      key(b),
      old === undefined ? b : { ...old, stops: old.stops || b.stops, byDefault: old.byDefault || b.byDefault },
    );
  }
  return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, b]) => b);
}
