// Takes away what was installed, and nothing else: a file that was changed or added stays where it is.
import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError } from '../errors.js';
import type { Place } from './hosts.js';
import { hashAt, kindOf, RECORD, readRecord } from './record.js';

export interface Uninstalled {
  removed: number;
  /** Files that were changed after they were installed. */
  kept: string[];
}

/** @throws HarnessError (exit code 2) when nothing was installed there */
export function uninstall({ host, folder }: Place, force: boolean): Uninstalled {
  const record = readRecord(folder);
  if (record === undefined) {
    throw new HarnessError(
      `harness installed no skill for ${host} in ${folder}`,
      'harness skill list shows where there is one',
      2,
    );
  }
  const there = Object.keys(record.files).filter((path) => kindOf(folder, path) !== 'nothing');
  const kept = there.filter((path) => {
    const now = hashAt(folder, path);
    return now === undefined || (now !== record.files[path] && !force);
  });
  const gone = [...there.filter((path) => !kept.includes(path)), RECORD];
  for (const path of gone) rmSync(join(folder, path));
  removeEmpty(folder, gone);
  return { removed: gone.length - 1, kept };
}

/** Folders that the files leave empty, deepest first, up to the skill's own. */
function removeEmpty(folder: string, gone: readonly string[]): void {
  const folders = new Set<string>(['.']);
  for (const path of gone) for (let above = dirname(path); above !== '.'; above = dirname(above)) folders.add(above);
  for (const path of [...folders].sort((a, b) => b.length - a.length)) {
    const empty = join(folder, path);
    if (readdirSync(empty).length === 0) rmdirSync(empty);
  }
}
