// What an answer may do to a verdict. It may rise on checked quotes, no higher than they carry; it may fall with a
// checked quote or a place that exists; otherwise the static verdict stands. Every change is kept with both sides.
import type {
  Evidence,
  EvidenceLevel,
  JudgeContext,
  ReviewAnswer,
  Reviewed,
  ReviewQuestion,
  Verdict,
  VerdictValue,
} from '../contracts.js';
import { type Citation, checkQuote, placeExists } from './citations.js';
import { isPersuasive } from './frame.js';
import type { Relevance } from './relevance.js';
import type { Sources } from './sources.js';

const RANK: Readonly<Record<VerdictValue, number>> = { na: -1, unknown: 0, absent: 0, partial: 1, met: 2 };
const LEVELS: readonly EvidenceLevel[] = ['none', 'asserted', 'defined', 'wired', 'tested'];
const MOST_EVIDENCE = 4;

/** An answer whose citations were checked. */
export interface CheckedAnswer {
  answer: ReviewAnswer;
  citations: Citation[];
  /** Where the missing thing should stand, if it was named and exists. */
  place?: Evidence;
  /** Why citations are false; empty when all were found. */
  flaws: string[];
  /** Why quotes that were found do not count. */
  worthless: string[];
}

/** Looks up every quote of an answer. */
export async function checkAnswer(
  answer: ReviewAnswer,
  context: JudgeContext,
  sources: Sources,
  isRelevant: Relevance,
): Promise<CheckedAnswer> {
  const checked = await Promise.all(
    answer.quotes.map((q) => checkQuote(q, answer.criterion, context, sources, isRelevant)),
  );
  const because = (kind: 'false' | 'worthless') =>
    checked.flatMap((c) => ('rejected' in c && c.rejected === kind ? [c.why] : []));
  const flaws = because('false');
  const { place } = answer;
  const exists = place !== null && (await placeExists(place, sources));
  if (place !== null && !exists) flaws.push(`there is no line ${place.file}:${place.line}`);
  return {
    answer,
    citations: checked.filter((c): c is Citation => !('rejected' in c)),
    ...(place !== null && exists ? { place: await pointed(place, sources) } : {}),
    flaws,
    worthless: because('worthless'),
  };
}

async function pointed({ file, line }: { file: string; line: number }, sources: Sources): Promise<Evidence> {
  const text = (await sources(file))?.shown[line - 1]?.trim().slice(0, 160) ?? '';
  return { file, line, text, note: 'where the reviewer misses it' };
}

/** The verdict after the answer, why the answer is dropped, or why the reader could not tell. */
export function applyAnswer(
  verdict: Verdict,
  question: ReviewQuestion,
  checked: CheckedAnswer,
  model: string,
): Verdict | { dropped: string } | { undecided: string } {
  const { answer, flaws } = checked;
  const [flaw] = flaws;
  if (flaw !== undefined) return { dropped: flaw };
  if (answer.verdict === 'unknown') return { undecided: reasonOf(answer, []) };
  const rises = RANK[answer.verdict] > RANK[verdict.verdict];
  if (rises) return raised(verdict, question, checked, model);
  if (answer.verdict === verdict.verdict) return agreed(verdict, checked, model);
  return lowered(verdict, checked, model);
}

function raised(
  verdict: Verdict,
  question: ReviewQuestion,
  { answer, citations, worthless }: CheckedAnswer,
  model: string,
): Verdict | { dropped: string } {
  if (isPersuasive(question))
    return { dropped: 'what was shown speaks to its reader, so the verdict cannot rise on it' };
  const level = highest(citations);
  const most: VerdictValue = atLeast(level, 'wired') ? 'met' : atLeast(level, 'defined') ? 'partial' : 'absent';
  const value = RANK[answer.verdict] <= RANK[most] ? answer.verdict : most;
  if (RANK[value] <= RANK[verdict.verdict] || value === 'absent') {
    const [why = 'a verdict rises only on quotes'] = worthless;
    return { dropped: citations.length === 0 ? why : `the quotes carry no more than ${most}` };
  }
  const { unwired, ...rest } = verdict;
  const quotes = citations.map((c) => c.evidence);
  return {
    ...rest,
    ...(value === 'met' || unwired === undefined ? {} : { unwired }),
    verdict: value,
    level,
    confidence: 'medium',
    evidence: distinct([...quotes, ...verdict.evidence]),
    why: reasonOf(answer, quotes),
    reviewed: outcome(verdict, value, answer, quotes, model),
  };
}

function lowered(
  verdict: Verdict,
  { answer, citations, place }: CheckedAnswer,
  model: string,
): Verdict | { dropped: string } {
  const quotes = [...citations.map((c) => c.evidence), ...(place === undefined ? [] : [place])];
  if (quotes.length === 0)
    return { dropped: 'a verdict falls only with a quote or a place where the thing should stand' };
  const { unwired, ...rest } = verdict;
  const gone = answer.verdict === 'absent';
  return {
    ...rest,
    ...(gone || unwired === undefined ? {} : { unwired }),
    verdict: answer.verdict,
    level: gone ? 'none' : verdict.level,
    confidence: 'medium',
    evidence: distinct(gone ? quotes : [...quotes, ...verdict.evidence]),
    why: reasonOf(answer, quotes),
    reviewed: outcome(verdict, answer.verdict, answer, quotes, model),
  };
}

/** The same verdict, often from a better place and for a better reason: with checked lines behind them, both come first. */
function agreed(verdict: Verdict, { answer, citations, place }: CheckedAnswer, model: string): Verdict {
  const quotes = citations.map((c) => c.evidence);
  const cites = verdict.verdict === 'met' || verdict.verdict === 'partial';
  const reason = reasonOf(answer, quotes);
  const grounded = reason !== '' && (quotes.length > 0 || place !== undefined);
  return {
    ...verdict,
    ...(grounded ? { why: reason } : {}),
    evidence: cites ? distinct([...quotes, ...verdict.evidence]) : verdict.evidence,
    reviewed: outcome(verdict, verdict.verdict, answer, quotes, model),
  };
}

function outcome(
  { verdict, confidence, level, why }: Verdict,
  value: VerdictValue,
  answer: ReviewAnswer,
  quotes: Evidence[],
  model: string,
): Reviewed {
  const reason = reasonOf(answer, quotes);
  return { static: { verdict, confidence, level, why }, verdict: value, reason, quotes, model };
}

/** The reason without places that were not checked: a false citation must not slip in by another door. */
function reasonOf({ reason }: ReviewAnswer, quotes: readonly Evidence[]): string {
  const known = new Set(quotes.map((q) => `${q.file}:${q.line}`));
  return reason
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\w@./\\-]+\.\w+:\d+/g, (place) => (known.has(place) ? place : '(unchecked place)'))
    .replace(/\b(at |on |in )?lines? \d+(\s*[-–]\s*\d+)?/gi, '(unchecked line)');
}

function highest(citations: readonly Citation[]): EvidenceLevel {
  return citations.reduce<EvidenceLevel>((best, c) => (atLeast(c.level, best) ? c.level : best), 'none');
}

function atLeast(level: EvidenceLevel, than: EvidenceLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(than);
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence
    .filter(({ file, line }) => !seen.has(`${file}:${line}`) && seen.add(`${file}:${line}`) !== undefined)
    .slice(0, MOST_EVIDENCE);
}
