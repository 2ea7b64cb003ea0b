// What compaction checks before it replaces the history: pairs of calls and results, the summary, earlier failures.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { compactionCode, findCompactors, SHRINK } from './compaction.js';
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
const SUMMARY = [
  'summary',
  'summaries',
  'compact',
  'compress',
  'condensed',
  'snapshot',
  'tokens',
  'removed',
  'result',
  'response',
];
const FAILED = ['fail', 'failed', 'failure', 'error', 'attempt', 'attempted', 'retries'];

/** Conditions in the compaction code on pairs, on the summary, or on failures. */
export function guarded(context: JudgeContext): Signal[] {
  return compactionCode(context).flatMap((fn) => {
    const conditions = [
      ...fn.branches
        .filter((b) => b.kind !== 'catch')
        .map((b) => ({ line: b.line, test: b.test, idents: [...b.idents, ...b.literals], leaves: b.exit !== 'none' })),
      ...fn.loops
        .filter((l) => l.kind === 'while')
        .map((l) => ({ line: l.line, test: l.test, idents: [...l.idents, ...l.literals], leaves: true })),
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

function guardNote(
  context: JudgeContext,
  fn: FunctionNode,
  { line, test, idents, leaves }: Condition,
): string | undefined {
  const joined = idents.map((i) => i.toLowerCase().replace(/[^a-z]/g, ''));
  const ofTool = joined.includes('role') && joined.some((i) => i === 'tool' || i === 'function');
  const paired = ofTool || joined.some((i) => PAIRS.some((p) => i.includes(p)));
  const asked = fn.calls.some((c) => c.fact.line === line && c.targets.some((t) => asksForPairs(t)));
  if (asked || (paired && changesCut(fn, line))) return 'a call and its result stay together';
  const words = idents.flatMap(splitWords);
  if (!leaves) return undefined;
  if (
    mentions(words, FAILED) &&
    (/[<>]/.test(test) || mentions(words, ['attempted', 'failed', 'fail', 'failures', 'error']))
  )
    return 'failed attempts end it';
  const emptied = /^\W*!|\bnot\b|===?\s*(''|""|0)|is_empty|isBlank|\.trim\(\)/.test(test);
  const chosen = mentions(words, SHRINK) && findCompactors(context).some((c) => c.fn === fn);
  const after =
    chosen ||
    context.map.modelCalls.some((m) => m.fn === fn.id && m.site.line < line) ||
    fn.calls.some((c) => c.fact.line < line && mentions(splitWords(c.fact.name), SHRINK));
  if (after && mentions(words, SUMMARY) && (emptied || /[<>]/.test(test))) return 'a bad summary is thrown away';
  return undefined;
}

function asksForPairs(fn: FunctionNode): boolean {
  return [
    ...fn.fact.idents,
    ...fn.strings.map((s) => s.value),
    ...fn.children.flatMap((c) => [
      ...c.fact.idents,
      ...c.branches.flatMap((b) => b.literals),
      ...c.strings.map((s) => s.value),
    ]),
  ]
    .map((i) => i.toLowerCase().replace(/[^a-z]/g, ''))
    .some((i) => i.length < 40 && PAIRS.some((p) => i.includes(p)));
}

/** The function moves a cut or answers where one may be: it works on indexes or entries, not on their text. */
function changesCut(fn: FunctionNode, line: number): boolean {
  const cut = ['cut', 'split', 'keep', 'boundary', 'index', 'point', 'start', 'pair', 'orphan', 'safe'];
  return mentions(fn.words, cut) || fn.assignments.some((a) => a.line >= line && /^[+-]=$|^--$|^\+\+$/.test(a.op));
}
