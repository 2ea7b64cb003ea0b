// The whole report for programs. Nothing is left out by --min-severity: a program filters for itself.
import type { Reporter } from '../contracts.js';

/** Control and format characters of the judged repository, which JSON allows in a string and a terminal obeys. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

export const reporter: Reporter = {
  id: 'json',
  title: 'JSON, as described by schemas/report.schema.json',
  render: (report) => `${JSON.stringify(report, null, 2).replace(UNSAFE, escaped)}\n`,
};

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
