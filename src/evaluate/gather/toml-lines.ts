// Where keys stand in a TOML text. A scan by line is enough: TOML is a line format but for its arrays and long strings.
import { child } from './entry-list.js';

/** Lines of a key's value; `block` is the first line of the text of a multi-line string. */
export interface TomlSpan {
  line: number;
  endLine: number;
  block?: number;
}

/** Flattened key path → its lines. */
export type TomlLines = ReadonlyMap<string, TomlSpan>;

const HEADER = /^\s*\[(\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$/;
const KEY = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=\s*(.*)$/;

/** Finds the lines of all headers and keys. */
export function tomlLines(text: string): TomlLines {
  const spans = new Map<string, TomlSpan>();
  const counts = new Map<string, number>();
  const lines = text.split('\n');
  let table = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const header = HEADER.exec(line);
    const key = header ? null : KEY.exec(line);
    if (header) {
      table = tablePath(segments(header[2] ?? ''), header[1] === '[', counts);
      spans.set(table, { line: at + 1, endLine: at + 1 });
    } else if (key) {
      const span = valueSpan(lines, at, key[2] ?? '');
      spans.set(segments(key[1] ?? '').reduce(child, table), span);
      at = span.endLine - 1;
    }
  }
  return spans;
}

function segments(key: string): string[] {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Arrays of tables are numbered; a header below one belongs to its last element. */
function tablePath(parts: string[], isArray: boolean, counts: Map<string, number>): string {
  let path = '';
  for (const [index, part] of parts.entries()) {
    path = child(path, part);
    const isLast = index === parts.length - 1;
    if (isLast && isArray) counts.set(path, (counts.get(path) ?? -1) + 1);
    const count = counts.get(path);
    if (count !== undefined) path = child(path, count);
  }
  return path;
}

function valueSpan(lines: string[], at: number, value: string): TomlSpan {
  const quote = /^("""|''')/.exec(value)?.[0];
  if (quote !== undefined && !value.slice(3).includes(quote)) {
    let end = at + 1;
    while (end < lines.length - 1 && !lines[end]?.includes(quote)) end += 1;
    return { line: at + 1, endLine: end + 1, block: value.trim() === quote ? at + 2 : at + 1 };
  }
  let end = at;
  let open = depth(value);
  while (open > 0 && end < lines.length - 1) {
    end += 1;
    open += depth(lines[end] ?? '');
  }
  return { line: at + 1, endLine: end + 1 };
}

/** Brackets opened and not closed on the line, strings and comments left out. */
function depth(line: string): number {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').replace(/#.*/, '');
  return (bare.match(/[[{]/g)?.length ?? 0) - (bare.match(/[\]}]/g)?.length ?? 0);
}
