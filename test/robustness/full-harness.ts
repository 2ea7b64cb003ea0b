// One full harness per language, and what is done to it. A transformation that no longer finds its place must fail
// loudly: a property that was never put to the test would look as if it held.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report, VerdictValue } from '../../src/contracts.js';
import { evaluateFiles } from '../support/evaluate-files.js';

/** Path → text of every file of a repository. */
export type Files = Record<string, string>;

/** Criterion → verdict. */
export type Verdicts = Record<string, VerdictValue>;

export const LANGUAGES = ['typescript', 'python', 'rust', 'go'] as const;
export type FullLanguage = (typeof LANGUAGES)[number];

const EXTENSION: Record<FullLanguage, string> = { typescript: '.ts', python: '.py', rust: '.rs', go: '.go' };
const FOLDER = fileURLToPath(new URL('../../fixtures/sample-harnesses', import.meta.url));

export function fullHarness(language: FullLanguage): Files {
  const folder = join(FOLDER, `full-${language}`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const own = paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const);
  return Object.fromEntries(own.filter(([path]) => path !== 'expected.json'));
}

export function isCode(language: FullLanguage, path: string): boolean {
  return path.endsWith(EXTENSION[language]);
}

export function extensionOf(language: FullLanguage): string {
  return EXTENSION[language];
}

export async function verdictsOf(files: Files): Promise<Verdicts> {
  const report: Report = await evaluateFiles(files);
  if (!report.harness.found) throw new Error('no harness was found in it');
  const broken = report.criteria.filter((c) => c.error !== undefined);
  if (broken.length > 0) throw new Error(`judges threw: ${broken.map((c) => `${c.id}: ${c.error}`).join('; ')}`);
  return Object.fromEntries(report.criteria.map((c) => [c.id, c.verdict]));
}

/** 'id: before → after' for every criterion whose verdict differs. */
export function changes(before: Verdicts, after: Verdicts): string[] {
  const ids = Object.keys(before).filter((id) => before[id] !== after[id]);
  return ids.sort().map((id) => `${id}: ${before[id]} → ${after[id]}`);
}

/** Replaces a text that stands in the file exactly once. */
export function replaceOnce(files: Files, path: string, text: string, by: string): Files {
  const parts = files[path]?.split(text) ?? [];
  if (parts.length !== 2) throw new Error(`${path} holds ${parts.length - 1} times: ${text}`);
  return { ...files, [path]: parts.join(by) };
}

/** A function that goes to a file of its own. */
export interface Move {
  from: string;
  to: string;
  /** First line of the function, or of the comment above it. */
  first: string;
  /** Its last line; the first such line after `first`. */
  last: string;
  /** What stands above and below it in the new file. */
  above: string;
  below?: string;
  /** Edits that let others find it there: path, text, replacement. */
  edits: [path: string, text: string, by: string][];
}

export function moved(files: Files, move: Move): Files {
  const lines = files[move.from]?.split('\n') ?? [];
  const first = lines.indexOf(move.first);
  const last = lines.indexOf(move.last, first);
  if (first < 0 || last < 0) throw new Error(`${move.from} does not hold: ${move.first}`);
  const text = `${move.above}${lines.slice(first, last + 1).join('\n')}\n${move.below ?? ''}`;
  const rest = [...lines.slice(0, first), ...lines.slice(last + 1)].join('\n');
  const apart = { ...files, [move.from]: rest, [move.to]: text };
  return move.edits.reduce((all, [path, from, by]) => replaceOnce(all, path, from, by), apart);
}
