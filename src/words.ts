// Identifiers carry hints in their sub-words. Names are never enough for a verdict, but they say where to look.

const LONGEST_REMEMBERED = 80;
const remembered = new Map<string, readonly string[]>();

/** 'maxTurnsPerRun', 'MAX_TURNS', 'http2Client' → lowercase sub-words: ['max', 'turns', 'per', 'run']. */
export function splitWords(identifier: string): readonly string[] {
  const known = remembered.get(identifier);
  if (known !== undefined) return known;
  const words = split(identifier);
  if (identifier.length <= LONGEST_REMEMBERED) remembered.set(identifier, words);
  return words;
}

function split(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/** A set of word stems: a stem matches every sub-word that starts with it; '=word' matches only the whole sub-word. */
export type Vocabulary = readonly string[];

/** Does one sub-word of the identifier or text match one stem? */
export function mentions(text: string | Iterable<string>, vocabulary: Vocabulary): boolean {
  const words = typeof text === 'string' ? splitWords(text) : text;
  for (const word of words) if (matches(word, vocabulary)) return true;
  return false;
}

function matches(word: string, vocabulary: Vocabulary): boolean {
  return vocabulary.some((stem) => (stem.startsWith('=') ? word === stem.slice(1) : word.startsWith(stem)));
}

const FOR: Vocabulary = ['=allow', '=allowed', 'approve', 'permit', 'grant', 'accept'];
const AGAINST: Vocabulary = [
  '=ask',
  '=deny',
  '=denied',
  'reject',
  'forbid',
  '=refuse',
  '=refused',
  '=block',
  '=blocked',
];

/** Do the words hold an answer for and one against, as allow and deny or allow and ask? Values say so where names do not. */
export function holdsVerdicts(words: Iterable<string>): boolean {
  const all = [...words];
  return mentions(all, FOR) && mentions(all, AGAINST);
}

/** The known word that was probably meant, if one is close enough: a third of its letters may be wrong. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance: d }) => d <= Math.max(2, Math.floor(candidate.length / 3)) && d < candidate.length)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** Edits that turn one word into the other; two swapped neighbours are one edit. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + same,
          ...(swapped ? [at(i - 2, j - 2) + 1] : []),
        ),
      );
    }
  }
  return at(a.length, b.length);
}

/** 'refundOrder', 'refund_order', 'Refund-Order' and 'RefundOrderTool' name the same thing. */
export function sameName(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

/** Sub-words run together, since 'lookUp' and 'lookup' are one word to some; without a 'tool' that only says what it is. */
function bare(name: string): string {
  const words = splitWords(name);
  const telling = words.filter((word) => word !== 'tool');
  return (telling.length === 0 ? words : telling).join('');
}

/** Text of the code under study as a part of a regular expression: every character stands for itself. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
