// What careful compaction consists of: a threshold that starts it, what it spares, what it checks, what it records.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { type Compactor, compactionCode, findCompactors, SHRINK } from './compaction.js';
import type { Signal } from './judgement.js';

const SIZES = ['token', 'length', '=len', 'size', 'count', 'threshold', 'limit', 'max', 'window', 'budget', 'char', 'used'];
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
  const shortens = at(compactor.fn, compactor.line, 'half', `${compactor.fn.fact.name} shortens the history`);
  const own = thresholdIn(compactor.fn);
  if (own !== undefined) return [at(compactor.fn, own, 'full', 'a size is compared with a threshold'), { ...shortens, strength: 'full' }];
  if (compactor.how === 'cut') return [{ ...shortens, strength: 'full', note: 'the history is cut to a limit for every request' }];
  for (const { fn, call } of ways) {
    const guard = guardOf(context, fn, call);
    if (guard !== undefined) return [at(fn, guard, 'full', 'a threshold decides'), { ...shortens, strength: 'full' }];
  }
  const regular = ways.find(({ fn, call }) => path.from.has(fn) && context.map.budgets.some((b) => b.of === 'context') && call.fact.line > 0);
  if (compactor.how === 'summary' && regular !== undefined)
    return [at(regular.fn, regular.call.fact.line, 'full', 'called in the run'), { ...shortens, strength: 'full' }];
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
        const call = caller.calls.find((c) => c.targets.includes(target));
        if (!seen.has(caller) && call !== undefined && caller.inScope) ways.push({ fn: caller, call });
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
  const branch = fn.branches.find(
    (b) => /[<>]/.test(b.test) && mentions([...b.idents, b.test].flatMap(splitWords), SIZES) && !/[<>]=?\s*0\b/.test(b.test),
  );
  const loop = fn.loops.find((l) => l.kind === 'while' && /[<>]/.test(l.test) && mentions(l.idents.flatMap(splitWords), SIZES));
  return branch?.line ?? loop?.line;
}

/** The condition on the call: a comparison, a predicate that compares, or an error that says the window is full. */
function guardOf({ code }: JudgeContext, fn: FunctionNode, call: CallNode): number | undefined {
  for (const { branch } of code.guards(fn, call.fact.line)) {
    const words = branch.idents.flatMap(splitWords);
    if (/[<>]/.test(branch.test) && mentions(words, SIZES)) return branch.line;
    if (mentions(branch.test.replace(/[\s_]/g, '').toLowerCase(), OVERFLOW) || mentions(words, ['overflow'])) return branch.line;
    const asked = fn.calls.filter((c) => c.fact.line === branch.line || (c.fact.result !== undefined && branch.idents.includes(c.fact.result) && c.fact.line <= branch.line));
    if (asked.flatMap((c) => c.targets).some(decidesBySize)) return branch.line;
  }
  return undefined;
}

function decidesBySize(fn: FunctionNode): boolean {
  return thresholdIn(fn) !== undefined || fn.exits.some((e) => /\w\)?\s*[<>]=?\s*[\w(]/.test(e.text) && !e.text.includes('=>')) || fn.exits.some((e) => /[^=-]>=?\s/.test(e.text));
}

const KEPT = ['keep', 'kept', 'preserv', 'recent', 'retain', '=tail'];
const OPENING = ['initial', 'opening', '=first', 'system', '=task', 'original', 'goal', 'instruction', '=pinned', 'anchor', 'head', 'prefix'];

/** Signals that the newest entries are carried over, and that the opening is. */
export function spared(context: JudgeContext): { recent: Signal[]; opening: Signal[] } {
  const recent: Signal[] = [];
  const opening: Signal[] = [];
  for (const fn of compactionCode(context)) {
    for (const { line, text } of statements(fn)) {
      const words = splitWords(text);
      const tail = /\[\s*-\s*[\w.]+\s*:\s*\]|\.slice\(\s*-\s*(?!1\b)\w|\[[\w.]+\s*\.\.\s*\]|\.slice\(\s*(?!0\b|1\b)[A-Za-z_][\w.]*\s*\)|\[[\w()\s]+-\s*\w+\s*:\s*\]/.test(text);
      if (tail || (mentions(words, KEPT) && /\d|[-<>]|slice|\[|len/i.test(text)))
        recent.push({ strength: 'full', file: fn.file.path, line, note: 'the newest entries are kept', fn });
      const head = /\[\s*0\s*\]|\[\s*:\s*1\s*\]|\.slice\(\s*0\s*,\s*1\s*\)|\.splice\(\s*1\b|\.first\(\)/.test(text);
      if ((head && !/parts|content|choices|blocks|arg/i.test(text)) || mentions(words, OPENING))
        opening.push({ strength: 'full', file: fn.file.path, line, note: 'the opening of the work is kept', fn });
    }
  }
  return { recent, opening };
}

/** Assignments, calls and exits of a function as code text, without their string literals. */
function statements(fn: FunctionNode): { line: number; text: string }[] {
  return [
    ...fn.assignments.map((a) => ({ line: a.line, text: `${a.target} = ${a.text}` })),
    ...fn.calls.map(({ fact }) => ({
      line: fact.line,
      text: `${fact.callee}(${fact.args.map((a) => (a.kind === 'string' ? "''" : a.text)).join(', ')})`,
    })),
    ...fn.exits.map((e) => ({ line: e.line, text: e.text })),
  ].map(({ line, text }) => ({ line, text: text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, "''") }));
}

const PAIRS = ['toolresult', 'tooluse', 'toolcall', 'functionresponse', 'functioncall', 'orphan', 'toolmessage', 'observation'];
const SUMMARY = ['summary', 'summaries', 'compact', 'compress', 'condensed', 'snapshot', 'tokens', 'removed', 'result', 'response'];
const FAILED = ['fail', 'failed', 'failure', 'error', 'attempt', 'attempted', 'retries'];

/** Conditions in the compaction code on pairs, on the summary, or on failures. */
export function guarded(context: JudgeContext): Signal[] {
  return compactionCode(context).flatMap((fn) => {
    const conditions = [
      ...fn.branches.filter((b) => b.kind !== 'catch').map((b) => ({ line: b.line, test: b.test, idents: [...b.idents, ...b.literals], leaves: b.exit !== 'none' })),
      ...fn.loops.filter((l) => l.kind === 'while').map((l) => ({ line: l.line, test: l.test, idents: [...l.idents, ...l.literals], leaves: true })),
    ];
    return conditions.flatMap((c) => {
      const note = guardNote(context, fn, c);
      return note === undefined ? [] : [{ strength: 'full' as const, file: fn.file.path, line: c.line, note, fn }];
    });
  });
}

interface Condition {
  line: number;
  test: string;
  idents: string[];
  leaves: boolean;
}

function guardNote(context: JudgeContext, fn: FunctionNode, { line, test, idents, leaves }: Condition): string | undefined {
  const joined = idents.map((i) => i.toLowerCase().replace(/[^a-z]/g, ''));
  const paired = joined.some((i) => PAIRS.some((p) => i.includes(p)));
  const asked = fn.calls.some((c) => c.fact.line === line && c.targets.some((t) => asksForPairs(t)));
  if (asked || (paired && changesCut(fn, line))) return 'a call and its result stay together';
  const words = idents.flatMap(splitWords);
  if (!leaves) return undefined;
  if (mentions(words, FAILED) && (/[<>]/.test(test) || mentions(words, ['attempted', 'failed', 'fail', 'failures', 'error']))) return 'failed attempts end it';
  const emptied = /^\W*!|\bnot\b|===?\s*(''|""|0)|is_empty|isBlank|\.trim\(\)/.test(test);
  const after = context.map.modelCalls.some((m) => m.fn === fn.id && m.site.line < line) || fn.calls.some((c) => c.fact.line < line && mentions(splitWords(c.fact.name), SHRINK));
  if (after && mentions(words, SUMMARY) && (emptied || /[<>]/.test(test))) return 'a bad summary is thrown away';
  return undefined;
}

function asksForPairs(fn: FunctionNode): boolean {
  return [...fn.fact.idents, ...fn.strings.map((s) => s.value), ...fn.children.flatMap((c) => [...c.fact.idents, ...c.branches.flatMap((b) => b.literals), ...c.strings.map((s) => s.value)])]
    .map((i) => i.toLowerCase().replace(/[^a-z]/g, ''))
    .some((i) => i.length < 40 && PAIRS.some((p) => i.includes(p)));
}

/** The function moves a cut or answers where one may be: it works on indexes or entries, not on their text. */
function changesCut(fn: FunctionNode, line: number): boolean {
  const cut = ['cut', 'split', 'keep', 'boundary', 'index', 'point', 'start', 'pair', 'orphan', 'safe'];
  return mentions(fn.words, cut) || fn.assignments.some((a) => a.line >= line && /^[+-]=$|^--$|^\+\+$/.test(a.op));
}

/** Is any of the code that shortens the history there at all? */
export function noCompaction(context: JudgeContext): string | undefined {
  return findCompactors(context).length > 0
    ? undefined
    : 'No code shortens the message history: nothing summarises it with a model, slices, splices or drops its entries.';
}
