// What starts compaction without a person: a size of the history held against a threshold where the loop passes.
import type { BranchFact, CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { Compactor } from './compaction.js';
import { SHRINK } from './compaction-cuts.js';
import type { Signal } from './judgement.js';
import { nameOf } from './nearness.js';

const AMOUNTS = ['token', 'estimat', 'threshold', 'limit', 'max', 'window', 'budget', 'char', 'keep', 'preserve'];
const LENGTHS = ['length', '=len', 'size', 'count'];
const ENTRIES = [
  '=messages',
  '=msgs',
  'histor',
  'conversation',
  'convo',
  'transcript',
  '=entries',
  '=turns',
  '=contents',
  'steps',
];
/** A place in a list held against its length asks where it ends. */
const POSITION = /^\W*(\w|\w*(index|idx|cut|start|end|pos|cursor|from)\w*)\W*$/i;
/** Counts of rounds and tries have limits too. */
const NO_SIZE = ['retry', 'retries', 'attempt', 'turn', 'iteration', 'round', 'failure', 'index'];
const OVERFLOW = ['overflow', 'toolong', 'contextlength', 'contextwindow', 'exceeded'];

/** What starts the compactor without a person: full with a threshold on the loop's path, half when only an error does. */
export function triggers(context: JudgeContext, compactor: Compactor): Signal[] {
  const { path } = context;
  const runs = (fn: FunctionNode): boolean => path.from.has(fn) || path.to.has(fn);
  const ways = callersOf(compactor.fn, 3);
  const automatic = [compactor.fn, ...ways.map((w) => w.fn)].some(runs);
  if (!automatic) return [];
  const at = (fn: FunctionNode, line: number, strength: Signal['strength'], note: string): Signal => ({
    strength,
    file: fn.file.path,
    line,
    note,
    fn,
  });
  const shortens = at(compactor.fn, compactor.line, 'half', `${nameOf(compactor.fn)} shortens the history`);
  const own = thresholdIn(compactor.fn);
  // Behind the cut, a comparison looks at what came of it.
  if (own !== undefined && (own <= compactor.line || compactor.how === 'summary'))
    return [at(compactor.fn, own, 'full', 'a size is compared with a threshold'), { ...shortens, strength: 'full' }];
  if (compactor.how === 'cut')
    return [{ ...shortens, strength: 'full', note: 'the history is cut to a limit for every request' }];
  const guarded = ways.flatMap(({ fn, call }) => {
    const guard = guardOf(context, fn, call);
    return guard === undefined ? [] : [{ fn, call, guard }];
  });
  const best = guarded.find((g) => !g.guard.overflow) ?? guarded[0];
  if (best !== undefined)
    return [
      at(
        best.fn,
        best.guard.line,
        'full',
        best.guard.overflow ? 'an answer that says the window is full decides' : 'a threshold decides',
      ),
      at(best.fn, best.call.fact.line, 'full', `${best.call.fact.name} is called to shorten the history`),
    ];
  const below = compactor.how === 'summary' ? thresholdBelow(compactor.fn) : undefined;
  const started = ways.find(({ fn }) => path.from.has(fn));
  if (below !== undefined && started !== undefined)
    return [
      at(below.fn, below.line, 'full', 'below a threshold the history stays as it is'),
      at(started.fn, started.call.fact.line, 'full', `${started.call.fact.name} is called in the run`),
    ];
  const regular = ways.find(
    ({ fn, call }) => path.from.has(fn) && context.map.budgets.some((b) => b.of === 'context') && call.fact.line > 0,
  );
  if (compactor.how === 'summary' && regular !== undefined)
    return [
      at(
        regular.fn,
        regular.call.fact.line,
        'full',
        `${regular.call.fact.name} is called in the run to shorten the history`,
      ),
    ];
  return [shortens];
}

interface Way {
  fn: FunctionNode;
  call: CallNode;
}

/** Calls that lead to the function, nearest first. */
function callersOf(fn: FunctionNode, depth: number): Way[] {
  const seen = new Set([fn]);
  const ways: Way[] = [];
  let frontier = [fn];
  for (let step = 0; step < depth; step++) {
    const next: FunctionNode[] = [];
    for (const target of frontier) {
      for (const caller of target.callers) {
        const calls = caller.calls.filter((c) => c.targets.includes(target));
        if (!seen.has(caller) && caller.inScope) ways.push(...calls.map((call) => ({ fn: caller, call })));
        if (!seen.has(caller)) next.push(caller);
        seen.add(caller);
      }
    }
    frontier = next;
  }
  return ways;
}

/** A comparison of sizes that decides whether the function goes on. */
function thresholdIn(fn: FunctionNode): number | undefined {
  // What refuses the run over its limit shortens nothing.
  const branch = fn.branches.find((b) => b.exit !== 'throw' && measures(b.test, fn));
  const loop = fn.loops.find((l) => l.kind === 'while' && measures(l.test, fn));
  return branch?.line ?? loop?.line;
}

/** Where what the function calls next leaves with the history as it is, while it is below a threshold. */
function thresholdBelow(fn: FunctionNode): { fn: FunctionNode; line: number } | undefined {
  return fn.callees
    .filter((c) => c.inScope && mentions(`${c.fact.owner ?? ''} ${c.fact.name}`, SHRINK))
    .flatMap((c) =>
      c.branches.filter((b) => b.exit === 'return' && measures(b.test, c)).map((b) => ({ fn: c, line: b.line })),
    )
    .at(0);
}

interface Guard {
  line: number;
  /** The provider's error is asked, and not a size. */
  overflow: boolean;
}

/** The condition on the call: a comparison, a predicate that compares, or an error that says the window is full. */
function guardOf({ code }: JudgeContext, fn: FunctionNode, call: CallNode): Guard | undefined {
  const guards = code.guards(fn, call.fact.line);
  const branches = [...guards].sort((a, b) => Number(b.how === 'inside') - Number(a.how === 'inside'));
  for (const { branch } of branches) {
    if (measures(branch.test, fn)) return { line: branch.line, overflow: false };
    if (asksForOverflow(branch.test)) return { line: branch.line, overflow: true };
    if (askedAt(fn, branch).some(decidesBySize)) return { line: branch.line, overflow: false };
  }
  return undefined;
}

/** An error or a question named for a full window; what a question is given says nothing. */
function asksForOverflow(test: string): boolean {
  const asked = test
    .replace(/(?<=\w)\([^()]*\)/g, '')
    .replace(/[\s_]/g, '')
    .toLowerCase();
  return mentions(asked, OVERFLOW) || mentions(splitWords(test.replace(/(?<=\w)\([^()]*\)/g, '')), ['overflow']);
}

/** What the condition asks: calls in it, and those whose answer it looks at. */
function askedAt(fn: FunctionNode, branch: BranchFact): FunctionNode[] {
  return fn.calls
    .filter(
      (c) =>
        c.fact.line === branch.line ||
        (c.fact.result !== undefined && branch.idents.includes(c.fact.result) && c.fact.line <= branch.line),
    )
    .flatMap((c) => c.targets);
}

/** A size of the history, or an amount of tokens, against something other than a digit. */
function measures(test: string, fn: FunctionNode): boolean {
  return test.split(/&&|\|\||\band\b|\bor\b/).some((clause) => {
    const sides = clause.replace(/->|=>/g, '').split(/[<>]=?/);
    if (sides.length < 2 || /[<>]=?\s*-?\d\b(?![\d_])/.test(clause)) return false;
    const words = splitWords(clause);
    if (mentions([...words, ...boundTo(fn, sides)], AMOUNTS)) return !mentions(words, NO_SIZE);
    return mentions(words, LENGTHS) && mentions(words, ENTRIES) && !sides.some((s) => POSITION.test(s));
  });
}

/** Words of what the compared names are bound to: `room = window - reserve`. */
function boundTo(fn: FunctionNode, sides: readonly string[]): string[] {
  const names = new Set(sides.map((s) => s.trim()).filter((s) => /^\w{2,}$/.test(s)));
  return fn.assignments.filter((a) => names.has(a.target)).flatMap((a) => splitWords(a.text));
}

function decidesBySize(fn: FunctionNode): boolean {
  return (
    thresholdIn(fn) !== undefined ||
    fn.exits.some((e) => /\w\)?\s*[<>]=?\s*[\w(]/.test(e.text) && !e.text.includes('=>')) ||
    fn.exits.some((e) => /[^=-]>=?\s/.test(e.text))
  );
}
