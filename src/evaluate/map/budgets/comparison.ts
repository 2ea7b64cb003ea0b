// A limit is a comparison. This reads the text of a condition into pairs of a count and a limit, and says what is counted,
// so that `turns >= MAX`, `MAX <= turns` and `0 < limit <= turns` are one thing.
import type { Budget } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';

/** One count held against one limit. */
export interface Comparison {
  count: string;
  limit: string;
  /** The condition holds when the count has reached the limit; false when it holds below it. */
  exceeded: boolean;
}

const LIMIT = [
  'max',
  'limit',
  '=cap',
  '=caps',
  'budget',
  'threshold',
  '=bound',
  'quota',
  'remaining',
  'ceiling',
  'allowance',
  'deadline',
  'timeout',
  'window',
];

/** Comparisons of a condition, clause by clause; those without an order (`==`) are left out. */
export function comparisonsIn(test: string, counted: (text: string) => boolean): Comparison[] {
  return clauses(opened(test)).flatMap((clause) => {
    const parts = clause.split(/\s*(<=|>=|(?<![-=<])>(?!>)|<(?![<-]))\s*/);
    const pairs: Comparison[] = [];
    for (let i = 0; i + 2 < parts.length; i += 2) {
      const [left, operator, right] = parts.slice(i, i + 3) as [string, string, string];
      const pair = orient(left.trim(), operator, right.trim(), counted);
      if (pair !== undefined) pairs.push(pair);
    }
    return pairs;
  });
}

/** `limit.is_some_and(|max| count >= max)` compares with the limit itself, where there is one. */
function opened(test: string): string {
  const inner = /([\w.]+)\.is_some_and\(\|&?(\w+)\|\s*([^|]*)\)/.exec(test);
  const [whole, limit = '', name = '', body = ''] = inner ?? [];
  return whole === undefined ? test : test.replace(whole, body.replace(new RegExp(`\\b${name}\\b`, 'g'), limit));
}

/** Parts of a condition between its logical operators; a comparison inside a call's arguments stays whole. */
function clauses(test: string): string[] {
  return test.split(/&&|\|\||\band\b|\bor\b/).map((clause) => clause.trim().replace(/^[(\s!]+|^not\s*\(*/, ''));
}

/** Which side is the limit? The one that says so; else the one that is a constant; else the one that does not grow. */
function orient(
  left: string,
  operator: string,
  right: string,
  counted: (text: string) => boolean,
): Comparison | undefined {
  if (/^\(*[-\d.]+$/.test(left) && Number(left.replace(/\(/g, '')) <= 0) return undefined;
  if (/^[-\d.]+\)*$/.test(right) && Number(right.replace(/\)/g, '')) <= 1) return undefined;
  const weights = [limitLike(left, counted), limitLike(right, counted)] as const;
  const several = isPlural(right, left) ? 1 : isPlural(left, right) ? -1 : 0;
  if (weights[0] === weights[1] && several === 0) return undefined;
  const limitOnRight = weights[0] === weights[1] ? several > 0 : weights[1] > weights[0];
  const up = operator.startsWith('>');
  return limitOnRight ? { count: left, limit: right, exceeded: up } : { count: right, limit: left, exceeded: !up };
}

/** `state.step >= settings.steps`: one is at a place, the other says how many there are. */
function isPlural(many: string, one: string): boolean {
  const last = (text: string): string => /(\w+)\W*$/.exec(text)?.[1] ?? '';
  return last(one).length > 2 && last(many) === `${last(one)}s`;
}

function limitLike(side: string, counted: (text: string) => boolean): number {
  if (counted(side)) return 0;
  if (mentions(withoutArguments(side), LIMIT)) return 3;
  if (/^[\d_.]+\)*$/.test(side) || /^\W*[A-Z][A-Z0-9_]{2,}\W*$/.test(side)) return 2;
  return 1;
}

const REPEATS = [
  'attempt',
  'retry',
  'retries',
  'error',
  '=err',
  'errs',
  'errch',
  'fail',
  'consecutive',
  'repeat',
  'malformed',
  'index',
  '=idx',
];
const SIZED = ['token', 'size', 'length', '=len', 'char', 'byte', 'window', 'estimat', 'count'];
const REQUEST = [
  'context',
  'window',
  'prompt',
  'histor',
  'message',
  'conversation',
  'convo',
  'request',
  'transcript',
  'estimat',
  'projected',
];
const SPENT = ['cumulative', 'total', 'spent', 'used', 'consumed', 'session'];
const WINDOW = ['window', 'context'];

const KINDS: [Budget['of'], string[]][] = [
  ['tokens', ['token']],
  ['cost', ['cost', 'usd', 'dollar', 'spend', 'spent', 'price', 'credit', 'money', 'budget']],
  ['time', ['elapsed', 'duration', '=time', 'seconds', 'deadline', 'timeout', 'clock', '=now', 'minutes']],
  ['turns', ['turn', 'step', 'iter', 'round', 'cycle', 'hop']],
  ['calls', ['call', 'request', 'quer', 'invocation']],
];

/** What the comparison bounds, by its words; undefined when they say nothing, or speak of retries. */
export function boundOf({ count, limit }: Comparison): Budget['of'] | undefined {
  const words = splitWords(`${count} ${limit}`);
  if (mentions(words, REPEATS)) return undefined;
  const sized = mentions(words, SIZED) && mentions(words, REQUEST);
  const spent = mentions(splitWords(withoutArguments(count)), SPENT) && !mentions(splitWords(limit), WINDOW);
  if (sized && !spent) return 'context';
  if (/\blen\(|\.len\b|\.length\b|\.size\b/.test(limit)) return undefined;
  return KINDS.find(([, stems]) => mentions(words, stems))?.[0];
}

/** `estimate(session.messages)` measures what it is given, whatever that belongs to. */
function withoutArguments(text: string): string {
  return text.replace(/(?<=\w)\([^()]*\)/g, '()');
}

/** Does the comparison speak of retries and failures rather than of the run? */
export function countsFailures({ count, limit }: Comparison): boolean {
  return mentions(`${count} ${limit}`, REPEATS);
}
