// Where the usage that a model reports is added up. A sum of both directions is accounting; an estimate or a price
// alone is half of it.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { literally, mentions, splitWords } from '../../words.js';
import { besideProduct, distance, onScreen } from './nearness.js';

export interface Accounting {
  fn: FunctionNode;
  line: number;
  /** `both`: input and output tokens; `cost`: money; `part`: tokens of one kind, or estimates. */
  of: 'both' | 'cost' | 'part';
  /** The sum outlives the function: a field, a row; a local one measures what is at hand. */
  kept: boolean;
}

const INPUT = ['input', 'prompt', '=in'];
const OUTPUT = ['output', '=out', 'completion', 'candidate', 'generated', 'response'];
const TOKENS = ['token', 'usage'];
/** Sizes of other things, and keys to doors. */
const OTHER = [
  'length',
  '=len',
  'char',
  'chars',
  'cache',
  'cached',
  'oauth',
  'expires',
  'refresh',
  'access',
  'map',
  'newline',
  '=context',
  'limit',
  'max',
];
/** Sums over the pieces of one answer, and what is worked out to be printed. */
const NO_TOTAL = ['delta', 'deltas', 'chunk', 'chunks', 'formatter', 'format', 'render', 'serializ'];
const MONEY = ['cost', 'usd', 'dollar', 'spend', 'spent'];

/** Functions in scope that add up what model calls used; the fullest and nearest to the loop first. */
export function accounting(context: JudgeContext): Accounting[] {
  const found = context.code.functions.filter((fn) => !besideProduct(fn)).flatMap((fn) => accountingIn(fn) ?? []);
  const rank = { both: 0, cost: 1, part: 2 };
  const far = (fn: FunctionNode): number => distance(context, fn) + (onScreen(fn) ? 3 : 0);
  const totals = found.filter((a) => !mentions(`${placeOf(a.fn)}`, NO_TOTAL));
  const kept = totals.some((a) => a.of === 'both') || found.every((a) => a.of !== 'both') ? totals : found;
  const lasting = (a: Accounting): number => Number(a.of === 'part' && !a.kept);
  return (kept.length > 0 ? kept : found).sort(
    (a, b) =>
      rank[a.of] - rank[b.of] ||
      Number(b.fn.wired) - Number(a.fn.wired) ||
      lasting(a) - lasting(b) ||
      far(a.fn) - far(b.fn),
  );
}

const placeOf = ({ fact, file }: FunctionNode): string =>
  `${fact.owner ?? ''} ${fact.name} ${file.path.replace(/^.*\//, '').replace(/\.\w+$/, '')}`;

function accountingIn(fn: FunctionNode): Accounting | undefined {
  const sums = sumsIn(fn)
    .map(({ line, text, kept = false }) => ({ line, kept, words: splitWords(text) }))
    .filter(({ words }) => !mentions(words, OTHER));
  const owner = splitWords(`${fn.fact.owner ?? ''} ${fn.fact.name}`);
  const tokens = sums.filter(({ words }) => mentions(words, TOKENS) || mentions(owner, TOKENS));
  const input = tokens.find(({ words }) => mentions(words, INPUT));
  const output = tokens.find(({ words }) => mentions(words, OUTPUT));
  const whole = tokens.find(({ words }) => words.includes('total') && words.includes('usage'));
  if (input !== undefined && output !== undefined) return { fn, line: input.line, of: 'both', kept: input.kept };
  if (whole !== undefined) return { fn, line: whole.line, of: 'both', kept: whole.kept };
  const money = sums.find(({ words }) => mentions(words, MONEY) && !mentions(words, ['char', 'line', 'lbl', 'label']));
  if (money !== undefined) return { fn, line: money.line, of: 'cost', kept: money.kept };
  const part = tokens.find((t) => t.kept) ?? tokens[0];
  return part === undefined ? undefined : { fn, line: part.line, of: 'part', kept: part.kept };
}

interface Sum {
  line: number;
  text: string;
  kept?: boolean;
}

/** Additions: `a += b`, `a = a + b`, a key that is a sum, a closure that adds. The text names both sides. */
function sumsIn(fn: FunctionNode): Sum[] {
  const assigned = fn.assignments
    .filter((a) => !/['"`]/.test(a.text) && a.kind !== 'string' && a.kind !== 'template')
    .filter((a) => a.op === '+=' || (a.op === '=' && isSum(a.text) && carriesOn(a.target, a.text)))
    .map((a) => ({
      line: a.line,
      text: `${a.target} ${a.text} ${a.idents.join(' ')}`,
      kept: a.target.includes('.'),
    }));
  const keyed = fn.objects.flatMap((o) =>
    o.keys
      .filter(
        (k) =>
          k.kind !== 'string' &&
          k.object === undefined &&
          (growsColumn(k.name, k.text) || (isSum(k.text) && goesOn(k.name, k.text))),
      )
      .map((k) => ({ line: k.line, text: `${k.name} ${k.text}` })),
  );
  const reduced = fn.calls
    .filter((c) => /^(reduce|sum|fold|sumOf)$/.test(c.fact.name))
    .map((c) => ({ line: c.fact.line, text: `${c.fact.result ?? ''} ${c.fact.args.map((a) => a.text).join(' ')}` }));
  return [...assigned, ...keyed, ...reduced, ...rebuilt(fn), ...inRows(fn)];
}

/** A state that is made anew with a larger sum: `replace(state, usd=state.usd + reply.usd)`. */
function rebuilt(fn: FunctionNode): Sum[] {
  return fn.calls.flatMap(({ fact }) =>
    fact.args
      .filter((a) => a.name !== undefined && isSum(a.text) && goesOn(a.name, a.text))
      .map((a) => ({ line: fact.line, text: `${a.name ?? ''} ${a.text}` })),
  );
}

/** The database adds up: a column that grows by what comes, or a sum over the rows. */
function inRows(fn: FunctionNode): Sum[] {
  return fn.strings.flatMap(({ line, value }) => {
    const grown = /\bset\b/i.test(value) ? [...value.matchAll(/\b(\w+)\s*=\s*\1\s*\+/g)] : [];
    const summed = /^\s*select\b/i.test(value) ? [...value.matchAll(/\bsum\(([^()]+)\)/gi)] : [];
    return [...grown, ...summed].map((m) => ({ line, text: m[1] ?? '', kept: true }));
  });
}

/** A query builder adds to a column: `inputTokens: sql`${runs.inputTokens} + ${input}``, `{ increment: input }`. */
function growsColumn(name: string, text: string): boolean {
  return new RegExp(`[.{]${literally(name)}\\}\\s*\\+`).test(text) || /^\{\s*increment:/.test(text);
}

/** A total goes on from what it was; a sum of the parts of one answer is no total. */
function goesOn(name: string, text: string): boolean {
  const last = splitWords(name).at(-1) ?? '';
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  return names.filter((n) => splitWords(n).includes(last) || n === name).length > 1;
}

function isSum(text: string): boolean {
  return /\w\)?\s+\+\s+\(?\w|saturating_add|wrapping_add|\.Add\(/.test(text);
}

/** `total = total + x`, and not `usage.total = reported.total || a + b`. */
function carriesOn(target: string, text: string): boolean {
  return text.includes(target) || (/^\w+$/.test(target) && new RegExp(`\\b${target}\\b`).test(text));
}
