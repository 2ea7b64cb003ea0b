// Lays text out in columns. Widths are counted in terminal cells, because a line of Chinese is twice as wide as it is
// long.

/** Terminal cells that a text takes. */
export function cells(text: string): number {
  let width = 0;
  for (const char of text) width += cellsOf(char);
  return width;
}

function cellsOf(char: string): number {
  if (/\p{Mn}|\p{Me}/u.test(char)) return 0;
  return /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]/u.test(
    char,
  )
    ? 2
    : 1;
}

/** The text within so many cells, ending in … when something was cut. */
export function cut(text: string, width: number): string {
  return cells(text) <= width ? text : `${take(text, width - 1).trimEnd()}…`;
}

function take(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const char of text) {
    used += cellsOf(char);
    if (used > width) break;
    taken += char;
  }
  return taken;
}

/** The text padded with spaces to so many cells; cut when it is longer. */
export function pad(text: string, width: number): string {
  const fitted = cut(text, width);
  return fitted + ' '.repeat(width - cells(fitted));
}

/** Lines of at most so many cells, broken at spaces; a longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    let rest = word;
    if (line !== '' && cells(line) + 1 + cells(rest) > width) {
      lines.push(line);
      line = '';
    }
    while (cells(rest) > width) {
      const head = take(rest, width);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return line === '' ? lines : [...lines, line];
}
