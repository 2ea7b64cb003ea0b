// TOML values come from a parser that keeps no positions; the lines come from a scan over headers and keys.
import { parse, TomlError, type TomlValue } from 'smol-toml';
import { child, type EntryList } from './entry-list.js';
import { type TomlLines, tomlLines } from './toml-lines.js';

/** Reads TOML into entries and returns the problem it stopped at, if any. */
export function readToml(text: string, into: EntryList): string | undefined {
  try {
    const walker = new TomlWalker(tomlLines(text), text.split('\n'), into);
    for (const [key, value] of Object.entries(parse(text))) walker.walk(value, key, 1);
    return undefined;
  } catch (error) {
    if (error instanceof TomlError) return `line ${error.line}: ${error.message.split('\n')[0]}`;
    if (error instanceof RangeError) return 'nested too deeply';
    throw error;
  }
}

class TomlWalker {
  readonly #positions: TomlLines;
  readonly #lines: string[];
  readonly #into: EntryList;

  constructor(positions: TomlLines, lines: string[], into: EntryList) {
    this.#positions = positions;
    this.#lines = lines;
    this.#into = into;
  }

  /** `from` is the line of the nearest known container. */
  walk(value: TomlValue, path: string, from: number): void {
    const line = this.#positions.get(path)?.line ?? from;
    if (Array.isArray(value)) this.#array(value, path, line);
    else if (value instanceof Date) this.#into.add(path, value.toISOString(), line);
    else if (typeof value === 'object')
      for (const [key, item] of Object.entries(value)) this.walk(item, child(path, key), line);
    else this.#scalar(String(value), path, line);
  }

  #scalar(value: string, path: string, line: number): void {
    const block = this.#positions.get(path)?.block;
    if (block === undefined) this.#into.add(path, value, line);
    else this.#into.addLines(path, value.split('\n'), block);
  }

  /** Items of an array may stand on lines of their own, in order. */
  #array(items: TomlValue[], path: string, start: number): void {
    let line = start;
    const end = this.#positions.get(path)?.endLine ?? start;
    for (const [index, item] of items.entries()) {
      if (typeof item !== 'object') line = this.#find(String(item), line, end);
      this.walk(item, child(path, index), line);
    }
  }

  #find(value: string, from: number, end: number): number {
    for (let line = from; line <= end; line += 1) if (this.#lines[line - 1]?.includes(value)) return line;
    return from;
  }
}
