// Writes a design into a folder, and nothing that is already there without being told so.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HarnessError } from '../errors.js';
import { write } from './files.js';
import type { Io } from './io.js';

const MOST_NAMED = 8;

/** Fails before anything is planned when the folder cannot be used. @throws HarnessError (exit code 2) */
export function checkFolder(io: Io, folder: string, force: boolean): void {
  const path = resolve(io.cwd, folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw new HarnessError(`${folder} is no folder`, 'name another one with --output', 2);
  const inTheWay = readdirSync(path).sort();
  if (inTheWay.length === 0 || force) return;
  const named = inTheWay.slice(0, MOST_NAMED).join(', ');
  const more = inTheWay.length > MOST_NAMED ? ` and ${inTheWay.length - MOST_NAMED} more` : '';
  throw new HarnessError(
    `${folder} is not empty: ${named}${more}`,
    'name another folder with --output, or write over files of the same name with --force',
    2,
  );
}

/** Writes the files and answers with their paths as the user would name them. @throws HarnessError (exit code 2) */
export function writeFiles(io: Io, folder: string, files: readonly { path: string; text: string }[]): string[] {
  return files.map(({ path, text }) => {
    const file = join(folder, path);
    try {
      mkdirSync(resolve(io.cwd, dirname(file)), { recursive: true });
    } catch {
      throw new HarnessError(`cannot create ${dirname(file)}`, 'check that you may write there', 2);
    }
    write(io, file, text);
    return file;
  });
}

/** Files that a design writes on request, are there from an earlier one and were not written now. */
export function leftover(io: Io, folder: string, files: readonly { path: string }[]): string[] {
  const issues = resolve(io.cwd, folder, 'ISSUES');
  const found = [
    ...(existsSync(resolve(io.cwd, folder, 'SUMMARY.md')) ? ['SUMMARY.md'] : []),
    ...(existsSync(issues) ? readdirSync(issues) : [])
      .filter((name) => /^phase-\d+\.md$/.test(name))
      .sort()
      .map((name) => `ISSUES/${name}`),
  ];
  return found.filter((path) => !files.some((file) => file.path === path)).map((path) => join(folder, path));
}
