// The one shape all document readers write into, so caps hold for every format alike.

const MAX_VALUE = 300;
/** Deeper nesting is an attack on the reader, not configuration. */
export const MAX_DEPTH = 100;

/** A scalar of a document: its path, its value as text (at most 300 characters), and its 1-based line. */
export interface Entry {
  path: string;
  value: string;
  line: number;
}

/** Collects entries up to a cap. */
export class EntryList {
  readonly entries: Entry[] = [];
  #left: number;
  #dropped = 0;

  constructor(limit: number) {
    this.#left = limit;
  }

  /** Adds one entry; beyond the cap it is only counted. */
  add(path: string, value: string, line: number): void {
    if (this.#left > 0) this.entries.push({ path, value: value.slice(0, MAX_VALUE), line });
    else this.#dropped += 1;
    this.#left -= 1;
  }

  /** Adds the lines of a block of text as `path[0]`, `path[1]`, …; blank lines keep their number but get no entry. */
  addLines(path: string, lines: readonly string[], firstLine: number): void {
    for (const [index, line] of lines.entries())
      if (line.trim() !== '') this.add(`${path}[${index}]`, line.trim(), firstLine + index);
  }

  /** What the cap left out, in words. */
  get problem(): string | undefined {
    return this.#dropped === 0 ? undefined : `${this.#dropped} entries beyond the cap were left out`;
  }
}

/** 'a', 'b' → 'a.b'; the document itself has the path ''. */
export function child(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}
