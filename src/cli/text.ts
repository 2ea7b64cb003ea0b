// Lays out the catalogue's texts for a terminal.
import { cells, pad, wrap } from '../reports/text/layout.js';

/** Wrapped text behind so many spaces. */
export function paragraph(text: string, width: number, indent = 2): string[] {
  return wrap(text, width - indent).map((line) => ' '.repeat(indent) + line);
}

/** A heading with its text below; nothing without text. */
export function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines];
}

/** A label and its wrapped text in two columns. */
export function entry(label: string, text: string, width: number, column: number): string[] {
  const head = `  ${label}`;
  if (cells(head) + 2 > column) return [head, ...paragraph(text, width, column)];
  return wrap(text, width - column).map((line, i) => (i === 0 ? pad(head, column) : ' '.repeat(column)) + line);
}

/** Given, when and then on a line each. */
export function scenario(test: { given: string; when: string; then: string }, width: number): string[] {
  return [
    ...entry('given', test.given, width, 9),
    ...entry('when', test.when, width, 9),
    ...entry('then', test.then, width, 9),
  ];
}
