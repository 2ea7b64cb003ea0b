// Changes to a skill's folder. A file is the old one or the new one and never half of it, and what the system refuses is
// told as something the user can mend.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError } from '../errors.js';

/** Where a file is written before it takes its place; one that an interruption left there is written over. */
export const UNFINISHED = '.harness-skill.part';

/** Writes files, posix paths inside the folder; `executable` is one of them. @throws HarnessError (exit code 2) */
export function putFiles(folder: string, files: ReadonlyMap<string, Uint8Array | string>, executable = ''): void {
  attempt(`cannot write to ${folder}`, () => {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, UNFINISHED), content);
      if (path === executable) chmodSync(join(folder, UNFINISHED), 0o755);
      renameSync(join(folder, UNFINISHED), join(folder, path));
    }
  });
}

/** Removes files, and folders inside the skill's that they leave empty; then the skill's own. @throws HarnessError (2) */
export function removeFiles(folder: string, paths: readonly string[]): void {
  attempt(`cannot remove from ${folder}`, () => {
    for (const path of paths) rmSync(join(folder, path), { force: true });
    const folders = new Set<string>(['.']);
    for (const path of paths) for (let above = dirname(path); above !== '.'; above = dirname(above)) folders.add(above);
    for (const path of [...folders].sort((a, b) => b.length - a.length)) removeIfEmpty(join(folder, path));
  });
}

/** How many folders above this one are not there yet. */
export function missingAbove(folder: string): number {
  let count = 0;
  for (let above = dirname(folder); !isThere(above) && above !== dirname(above); above = dirname(above)) count += 1;
  return count;
}

/** Removes that many folders above a folder that is gone, as far as they are empty. */
export function removeAbove(folder: string, count: number): void {
  let above = dirname(folder);
  for (let left = count; left > 0 && !isThere(folder); left -= 1) {
    if (!attempt(`cannot remove ${above}`, () => removeIfEmpty(above))) return;
    above = dirname(above);
  }
}

function removeIfEmpty(folder: string): boolean {
  if (!entryAt(folder)?.isDirectory() || readdirSync(folder).length > 0) return false;
  rmdirSync(folder);
  return true;
}

function isThere(path: string): boolean {
  return entryAt(path) !== undefined;
}

/** What stands at the path, a link as a link; undefined where nothing does, also behind a file in place of a folder. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function attempt<T>(what: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HarnessError(`${what}: ${why}`, 'check that you may write there, then run the same command again', 2);
  }
}
