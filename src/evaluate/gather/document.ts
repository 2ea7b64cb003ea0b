// A document's facts: entries and headings with their lines, and the text of those lines for citing.
import type { DocumentFacts } from '../../contracts.js';
import { EntryList } from './entry-list.js';
import type { Format } from './kind.js';
import { readFrontMatter, readHeadings } from './read-headings.js';
import { readJson } from './read-json.js';
import { readLines } from './read-lines.js';
import { readToml } from './read-toml.js';
import { readYaml } from './read-yaml.js';
import type { DocumentFile } from './sort-files.js';

const MAX_EXCERPT = 160;

/** Reads one document. Text that does not parse keeps what could be read, and says so in `problem`. */
export function readDocument(file: DocumentFile, text: string, maxEntries: number): DocumentFacts {
  const list = new EntryList(maxEntries);
  const isProse = file.format === 'markdown' || (file.format === 'text' && file.role === 'docs');
  const found = readEntries(file, text, list);
  const headings = isProse ? readHeadings(text) : [];
  const problem = found ?? list.problem;
  const lines = text.split('\n');
  return {
    path: file.path,
    role: file.role,
    package: '',
    lines: countLines(lines),
    format: file.format,
    entries: list.entries,
    headings,
    excerpts: excerpts(lines, [...list.entries, ...headings]),
    ...(problem !== undefined && { problem }),
  };
}

function readEntries(file: DocumentFile, text: string, list: EntryList): string | undefined {
  const readers: Record<Format, () => string | undefined> = {
    json: () => readJson(text, list),
    yaml: () => readYaml(text, list),
    toml: () => readToml(text, list),
    markdown: () => readFrontMatter(text, list),
    text: () => {
      readLines(file.path, text, list);
      return undefined;
    },
  };
  return readers[file.format]();
}

/** A final line break ends the last line; it does not start another. */
function countLines(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

function excerpts(lines: readonly string[], at: { line: number }[]): Record<number, string> {
  const texts: Record<number, string> = {};
  for (const { line } of at) texts[line] = (lines[line - 1] ?? '').trim().slice(0, MAX_EXCERPT);
  return texts;
}
