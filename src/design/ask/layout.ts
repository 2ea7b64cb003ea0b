// How text fits the terminal: words are kept whole, and colour can be left out.
import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const USUAL = 80;

/** Fewer than these cannot be meant: some terminals report 0. */
const LEAST = 20;

/** Columns of a terminal; 80 for what is none. */
export function columnsOf(output: Writable): number {
  const { columns } = output as Writable & { columns?: number };
  return columns !== undefined && columns >= LEAST ? columns : USUAL;
}

/** Lines of at most so many characters; words are broken only when they are longer. */
export function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ').flatMap((w) => pieces(w, columns))) {
      const line = lines.at(-1) ?? '';
      if (line === '') lines[lines.length - 1] = word;
      else if (visible(line) + 1 + visible(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

function pieces(word: string, columns: number): string[] {
  if (visible(word) <= columns) return [word];
  return word.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? [];
}

function visible(text: string): number {
  return stripVTControlCharacters(text).length;
}

const ESCAPE = '\u001b';
const STYLES = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/** The same terminal without colours and styles; the cursor still moves. */
export function plain(output: Writable): Writable {
  const terminal = output as Writable & { columns?: number; rows?: number };
  const filter = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      output.write(String(chunk).replace(STYLES, ''), done);
    },
  });
  output.on('resize', () => filter.emit('resize'));
  return Object.defineProperties(filter, {
    columns: { get: () => terminal.columns },
    rows: { get: () => terminal.rows },
  });
}
