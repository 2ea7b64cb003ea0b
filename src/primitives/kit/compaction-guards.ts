// What compaction checks before it replaces the history: pairs of calls and results, the summary, earlier failures.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { compactionCode, findCompactors } from './compaction.js';
import { SHRINK } from './compaction-cuts.js';
import { triggers } from './compaction-trigger.js';
import type { Signal } from './judgement.js';

const PAIRS = [
  'toolresult',
  'tooluse',
  'toolcall',
  'functionresponse',
  'functioncall',
  'orphan',
  'toolmessage',
  'observation',
  'callid',
];
/** Names of numbers about calls and results; they say nothing of which belong together. */
const AMOUNT = ['token', 'tokens', 'count', 'counter', 'size', 'length', 'budget', 'limit', 'threshold'];
const CUT = ['cut', 'split', 'boundary', 'keep', 'kept', 'point', 'safe', 'pair', 'orphan', 'start', 'index', 'prun'];
const MADE = ['summary', 'summaries', 'compacted', 'compressed', 'condensed', 'snapshot'];
/** Questions about a summary that there was before, or about whether to make one. */
const ASKED = 'should is can needs has existing previous prior prefix entry index idx boundary latest'.split(' ');
/** An arm that moves a cut is short; a long one does the work itself. */
const LONGEST_ARM = 12;
const FAILED = ['fail', 'failed', 'failures', 'attempt', 'attempts', 'attempted', 'retries'];

/** One condition for each kind of guard in the compaction code: on pairs, on the summary, or on failures. */
export function guarded(context: JudgeContext): Signal[] {
  const compactors = compactorsOf(context);
  const code = compactionCode(context).filter(
    (fn) =>
      compactors.has(fn) ||
      mentions(own(fn), [...SHRINK, ...CUT]) ||
      fn.callers.some((c) => compactors.has(c) && c.file === fn.file),
  );
  const found = code.flatMap((fn) =>
    conditionsOf(fn).flatMap((c) => {
      const note = guardNote(context, fn, c);
      return note === undefined ? [] : [{ strength: 'full' as const, file: fn.file.path, line: c.line, note, fn }];
    }),
  );
  const run = inRun(context);
  const inForce = found.filter((s) => run.has(s.fn));
  const wired = [...(inForce.length > 0 ? inForce : found)].sort((a, b) => Number(b.fn.wired) - Number(a.fn.wired));
  return wired.filter((s, i) => wired.findIndex((other) => other.note === s.note) === i);
}

/** Compaction that starts by itself: what calls for it, and what it calls. */
function inRun(context: JudgeContext): ReadonlySet<FunctionNode> {
  const started = findCompactors(context).flatMap((c) => {
    const signals = triggers(context, c);
    return signals.length === 0 ? [] : [c.fn, ...signals.flatMap((s) => s.fn ?? [])];
  });
  const direct = [...context.code.reach(started, 1).keys()].filter((fn) => mentions(splitWords(fn.fact.name), SHRINK));
  return new Set([...started, ...context.code.reach(direct, 2).keys()]);
}

function compactorsOf(context: JudgeContext): ReadonlySet<FunctionNode> {
  return new Set(findCompactors(context).map((c) => c.fn));
}

function own(fn: FunctionNode): readonly string[] {
  const parent = fn.fact.kind === 'closure' ? (fn.parent?.fact.name ?? '') : '';
  return splitWords(`${fn.fact.name} ${parent}`);
}

interface Condition {
  line: number;
  from: number;
  to: number;
  test: string;
  idents: string[];
  leaves: boolean;
  kind: string;
}

function conditionsOf(fn: FunctionNode): Condition[] {
  const arms = fn.branches
    .filter((b) => b.kind !== 'catch' && b.kind !== 'else' && b.kind !== 'default')
    .map((b) => ({
      ...b,
      from: b.bodyLine,
      to: b.endLine,
      idents: [...b.idents, ...b.literals],
      leaves: b.exit !== 'none',
    }));
  const loops = fn.loops
    .filter((l) => l.kind === 'while')
    .map((l) => ({ ...l, from: l.line, to: l.endLine, idents: [...l.idents, ...l.literals], leaves: true }));
  return [...arms, ...loops];
}

function guardNote(context: JudgeContext, fn: FunctionNode, condition: Condition): string | undefined {
  const { line, test, idents, leaves } = condition;
  const asked = fn.calls.some((c) => c.fact.line === line && c.targets.some((t) => asksForPairs(t)));
  if ((asked || speaksOfPairs([...idents, ...(test.match(/\w+/g) ?? [])])) && movesCut(fn, condition))
    return 'a call and its result stay together';
  if (!leaves) return undefined;
  const words = idents.flatMap(splitWords);
  if (mentions(words, FAILED)) return 'failed attempts end it';
  const after =
    context.map.modelCalls.some((m) => m.fn === fn.id && m.site.line < line) ||
    fn.calls.some((c) => c.fact.line < line && mentions(splitWords(c.fact.name), SHRINK)) ||
    findCompactors(context).some((c) => c.fn === fn);
  if (after && removesNothing(test, idents)) return 'what removes nothing is not put in place';
  if (after && words.includes('error') && idents.includes('error'))
    return 'an answer that failed is not used as a summary';
  const asks = context.map.modelCalls.flatMap((m) => context.code.function(m.fn) ?? []);
  const replied =
    fn.calls.some((c) => c.fact.line < line && c.targets.some((t) => asks.includes(t))) ||
    context.map.modelCalls.some((m) => m.fn === fn.id && m.site.line < line);
  const short =
    replied &&
    compactorsOf(context).has(fn) &&
    /len|length|trim|size/i.test(test) &&
    /[<>]|===?\s*(0|''|"")/.test(test);
  if (after && noneFits(test, idents)) return 'without a summary that fits it goes no further';
  return (after && rejects(test, idents)) || (after && short) ? 'a bad summary is thrown away' : undefined;
}

/** A count of what compaction took out is zero: `removed_message_count == 0`. */
function removesNothing(test: string, idents: readonly string[]): boolean {
  return (
    idents.some((i) => mentions(i, ['removed', 'dropped', 'pruned'])) &&
    /(===?\s*0|is_empty\(\)|<\s*1)\b|is_empty/.test(test)
  );
}

/** There is no summary, and what there is instead is over its limit. */
function noneFits(test: string, idents: readonly string[]): boolean {
  const [first = '', ...rest] = test.split(/&&|\band\b/);
  const none = /==?=?\s*(nil|null|undefined)|is None|is_none\(\)|^\W*!\w+\s*$/;
  return idents.some((i) => mentions(i, MADE)) && none.test(first) && rest.some((clause) => /[<>]/.test(clause));
}

/** What was made is empty, missing, or no smaller than what it replaces. */
function rejects(test: string, all: readonly string[]): boolean {
  const idents = all.filter((i) => /^\w+$/.test(i));
  const made = idents.some((i) => {
    const words = splitWords(i);
    return mentions(words, MADE) && !mentions(words, ASKED) && !/^(SlashCommand|Command)/.test(i);
  });
  const empty =
    /(^|[(\s&|])!(?!=)|\bnot\b|[!=]==?\s*(''|""|0|nil|null|undefined|None)|is_empty|is None|isBlank|\.trim\(\)/;
  const sizes = idents.map(splitWords).filter((w) => mentions(w, ['token', 'tokens', 'size', 'length', 'count']));
  const compared =
    /[<>]/.test(test) &&
    sizes.some((w) => mentions(w, ['=new', 'after', 'compressed', 'summary'])) &&
    sizes.some((w) => mentions(w, ['original', 'before', '=old', 'previous']));
  return compared || (made && (empty.test(test) || /[<>]/.test(test)));
}

function speaksOfPairs(idents: readonly string[]): boolean {
  const plain = idents.filter((i) => !mentions(i, AMOUNT)).map((i) => i.toLowerCase().replace(/[^a-z]/g, ''));
  const ofTool = plain.includes('role') && plain.some((i) => i === 'tool' || i === 'function');
  return ofTool || plain.some((i) => PAIRS.some((p) => i.includes(p)));
}

function asksForPairs(fn: FunctionNode): boolean {
  const inner = [fn, ...fn.children];
  const texts = inner.flatMap((f) => [
    ...f.fact.idents,
    ...f.strings.map((s) => s.value),
    ...f.branches.flatMap((b) => b.literals),
  ]);
  return speaksOfPairs(texts.filter((t) => t.length < 40));
}

/** The arm moves the place of the cut, or says for an entry whether one may be there. */
function movesCut(fn: FunctionNode, { from, to, leaves, kind }: Condition): boolean {
  if (to - from > LONGEST_ARM) return false;
  const inside = (at: number): boolean => from <= at && at <= to;
  const moved = fn.assignments.some(
    (a) => inside(a.line) && (/^([+-]=|--|\+\+)$/.test(a.op) || /^\w$/.test(a.target) || mentions(a.target, CUT)),
  );
  const collected = fn.calls.some((c) => inside(c.fact.line) && mentions(c.fact.receiver, CUT));
  return moved || collected || ((leaves || kind === 'case') && mentions(own(fn), CUT));
}
