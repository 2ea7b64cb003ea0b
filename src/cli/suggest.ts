// A typo should cost one more try, not a search through the documentation.
import { HarnessError } from '../errors.js';

/** The known word that was probably meant, if one is close enough: a third of its letters may be wrong. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance: d }) => d <= Math.max(2, Math.floor(candidate.length / 3)) && d < candidate.length)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** The value itself when it is known. @throws HarnessError (exit code 2) that says what was probably meant. */
export function known<T extends string>(what: string, value: string, values: readonly T[], list: string): T {
  const found = values.find((v) => v === value);
  if (found !== undefined) return found;
  const meant = closest(value, values);
  throw new HarnessError(
    `unknown ${what} '${value}'`,
    meant === undefined ? list : `did you mean '${meant}'? ${list}`,
    2,
  );
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
