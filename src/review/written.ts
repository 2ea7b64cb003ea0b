// A packet on disk. Most questions turn on the same loop and the same dispatch; written once, with ranges in their place,
// it is short enough to be read.
import type { CodeExcerpt, CodeRange, ReviewPacket, WrittenPacket } from '../contracts.js';

/** The packet with each line of code in it once. */
export function written({ questions, ...rest }: ReviewPacket): WrittenPacket {
  return {
    ...rest,
    questions: questions.map(({ excerpts, ...head }) => ({ ...head, excerpts: excerpts.map(rangeOf) })),
    code: joined(questions.flatMap((q) => q.excerpts)),
  };
}

function rangeOf({ file, from, lines }: CodeExcerpt): CodeRange {
  return { file, from, to: from + lines.length - 1 };
}

/** What overlaps or touches becomes one excerpt, so that every range lies within a single one. */
function joined(excerpts: readonly CodeExcerpt[]): CodeExcerpt[] {
  const sorted = [...excerpts].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
  const result: CodeExcerpt[] = [];
  for (const { file, from, lines } of sorted) {
    const last = result.at(-1);
    const end = last === undefined ? 0 : last.from + last.lines.length;
    if (last === undefined || last.file !== file || from > end) result.push({ file, from, lines: [...lines] });
    else last.lines.push(...lines.slice(end - from));
  }
  return result;
}
