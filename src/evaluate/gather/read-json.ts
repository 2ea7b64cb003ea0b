// JSON as people write it in repositories: with comments and trailing commas. A reader of its own, because lines are
// needed and a general parser gives up at the first comment.
import { child, type EntryList, MAX_DEPTH } from './entry-list.js';

/** Reads JSON into entries and returns the problem it stopped at, if any. */
export function readJson(text: string, into: EntryList): string | undefined {
  const reader = new JsonReader(text, into);
  try {
    reader.document();
    return undefined;
  } catch (error) {
    if (error instanceof JsonProblem) return error.message;
    throw error;
  }
}

class JsonProblem extends Error {}

class JsonReader {
  readonly #text: string;
  readonly #into: EntryList;
  #at = 0;
  #line = 1;

  constructor(text: string, into: EntryList) {
    this.#text = text;
    this.#into = into;
  }

  document(): void {
    this.#space();
    if (this.#at < this.#text.length) this.#value('', 0);
    this.#space();
    if (this.#at < this.#text.length) this.#fail();
  }

  #value(path: string, depth: number): void {
    if (depth > MAX_DEPTH) throw new JsonProblem(`line ${this.#line}: nested too deeply`);
    const first = this.#text[this.#at];
    if (first === '{') this.#list('}', () => this.#key(path, depth));
    else if (first === '[') this.#list(']', (index) => this.#value(child(path, index), depth + 1));
    else if (first === '"') this.#into.add(path, this.#string(), this.#line);
    else this.#into.add(path, this.#word(), this.#line);
  }

  #list(close: string, item: (index: number) => void): void {
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#space();
      if (this.#text[this.#at] === close) break;
      item(index);
      this.#space();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== close) this.#fail();
    }
    this.#at += 1;
  }

  #key(path: string, depth: number): void {
    const key = this.#text[this.#at] === '"' ? this.#string() : this.#fail();
    this.#space();
    if (this.#text[this.#at] !== ':') this.#fail();
    this.#at += 1;
    this.#space();
    this.#value(child(path, key), depth + 1);
  }

  #string(): string {
    const start = this.#at;
    for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1) {
      if (this.#text[this.#at] === '\\') this.#at += 1;
      if (this.#at >= this.#text.length || this.#text[this.#at] === '\n') this.#fail();
    }
    this.#at += 1;
    const raw = this.#text.slice(start, this.#at);
    try {
      return String(JSON.parse(raw));
    } catch {
      return raw.slice(1, -1);
    }
  }

  #word(): string {
    const word = /[-+.\w]+/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0] ?? this.#fail();
    this.#at += found.length;
    return found;
  }

  #space(): void {
    const space = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
    for (;;) {
      space.lastIndex = this.#at;
      const found = space.exec(this.#text)?.[0];
      if (found === undefined) return;
      this.#at += found.length;
      for (const character of found) if (character === '\n') this.#line += 1;
    }
  }

  #fail(): never {
    const found = this.#text[this.#at];
    throw new JsonProblem(`line ${this.#line}: ${found === undefined ? 'ends too early' : `unexpected '${found}'`}`);
  }
}
