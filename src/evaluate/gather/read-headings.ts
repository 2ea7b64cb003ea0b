// Headings say what a text is about; the text itself is only somebody's claim and is not kept.
import type { EntryList } from './entry-list.js';
import { readYaml } from './read-yaml.js';

export interface Heading {
  text: string;
  line: number;
}

const MAX_HEADINGS = 500;
const MAX_TEXT = 200;

/** Headings of Markdown (`#`, outside code fences) and of reStructuredText (underlined). */
export function readHeadings(text: string): Heading[] {
  const lines = text.split('\n');
  const headings: Heading[] = [];
  let fence = '';
  for (const [index, line] of lines.entries()) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : '';
    if (fence !== '' || headings.length >= MAX_HEADINGS) continue;
    const heading = /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1] ?? underlined(line, lines[index + 1]);
    if (heading !== undefined) headings.push({ text: heading.slice(0, MAX_TEXT), line: index + 1 });
  }
  return headings;
}

function underlined(line: string, next: string | undefined): string | undefined {
  const isTitle = /^\S.*\S$/.test(line) && next !== undefined && /^(={3,}|-{3,}|~{3,})\s*$/.test(next);
  return isTitle && next.trim().length >= line.length ? line : undefined;
}

/** Entries of a YAML block between `---` lines at the top: name, description and tools of a skill or an agent. */
export function readFrontMatter(text: string, into: EntryList): string | undefined {
  const block = /^---\r?\n([\s\S]*?)^---\s*$/m.exec(text);
  return block?.index === 0 ? readYaml(block[1] ?? '', into, 1) : undefined;
}
