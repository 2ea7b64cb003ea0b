// The sheet that sections are laid out on.
import type { ChalkInstance } from 'chalk';
import type { Severity, Site } from '../../contracts.js';
import { place } from '../text/labels.js';
import { cells, cut, pad, wrap } from '../text/layout.js';

export interface Page {
  /** Cells per line. */
  width: number;
  paint: ChalkInstance;
}

/** A section under its heading; nothing when it has no lines. */
export function titled(page: Page, heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [page.paint.bold(heading.toUpperCase()), ...lines];
}

/** Text behind a label; further lines stand under the text's first column. */
export function labelled(page: Page, label: string, text: string, indent: number, column: number): string[] {
  const first = ' '.repeat(indent) + pad(label, column - indent);
  return wrap(text, page.width - column).map(
    (line, i) => (i === 0 ? page.paint.dim(first) : ' '.repeat(column)) + line,
  );
}

/** Wrapped text behind so many spaces. */
export function indented(page: Page, text: string, indent: number): string[] {
  return wrap(text, page.width - indent).map((line) => ' '.repeat(indent) + line);
}

/** A cited line: where it is, what it shows, and below it its text. */
export function cited(page: Page, site: Site & { note?: string }, indent: number): string[] {
  const where = tail(place(site), page.width - indent);
  const room = page.width - indent - cells(where) - 2;
  const note = site.note ?? '';
  const beside = note !== '' && cells(note) <= room;
  return [
    ' '.repeat(indent) + page.paint.cyan(where) + (beside ? `  ${page.paint.dim(note)}` : ''),
    ...(note === '' || beside ? [] : indented(page, note, indent + 2).map((line) => page.paint.dim(line))),
    ...(site.text.trim() === '' ? [] : [`${' '.repeat(indent)}│ ${cut(site.text.trim(), page.width - indent - 2)}`]),
  ];
}

/** A path cut at its front: its end says more. */
export function tail(path: string, width: number): string {
  if (cells(path) <= width) return path;
  let rest = path;
  while (cells(rest) > width - 1) rest = rest.slice(1);
  return `…${rest}`;
}

/** The word in capitals, so that it stands out without colour too. */
export function severityWord(page: Page, severity: Severity): string {
  const word = severity.toUpperCase();
  if (severity === 'critical') return page.paint.red.bold(word);
  if (severity === 'high') return page.paint.red(word);
  return severity === 'medium' ? page.paint.yellow(word) : page.paint.dim(word);
}
