// Puts the skill into a host's folder, or brings it up to date. All or nothing: a skill that is half old and half new
// would give wrong instructions, so everything is checked before the first file is written.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError } from '../errors.js';
import { contentsOf, SCRIPT } from './contents.js';
import type { Place } from './hosts.js';
import { digest, hashAt, kindOf, RECORD, readRecord, recordText } from './record.js';

const MOST_NAMED = 8;

export interface Installed {
  written: number;
  /** Files of an earlier version that the user had changed; they stay. */
  kept: string[];
}

/** @throws HarnessError (exit code 2) when a file that was changed, or is not the skill's, stands in the way */
export function install({ host, folder }: Place, version: string, force: boolean): Installed {
  const contents = contentsOf(host);
  const before = readRecord(folder)?.files ?? {};
  const linked = [...contents.keys()].filter((path) => kindOf(folder, path) === 'other');
  if (linked.length > 0) throw inTheWay(folder, linked, 'links or folders, which are never replaced; move them away');
  const changed = [...contents].filter(([path, content]) => {
    const now = hashAt(folder, path);
    return now !== undefined && now !== before[path] && now !== digest(content);
  });
  if (changed.length > 0 && !force) {
    const paths = changed.map(([path]) => path);
    throw inTheWay(folder, paths, 'changed since they were installed; keep a copy, then replace them with --force');
  }
  const left = Object.keys(before).filter((path) => !contents.has(path) && kindOf(folder, path) !== 'nothing');
  const kept = left.filter((path) => hashAt(folder, path) !== before[path]);
  for (const path of left) if (!kept.includes(path)) rmSync(join(folder, path));
  put(folder, contents);
  const files = Object.fromEntries([...contents].map(([path, content]) => [path, digest(content)]));
  writeFileSync(join(folder, RECORD), recordText({ version: 1, host, installedBy: version, files }));
  return { written: contents.size, kept };
}

function put(folder: string, contents: Map<string, Uint8Array>): void {
  try {
    for (const [path, content] of contents) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    chmodSync(join(folder, SCRIPT), 0o755);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HarnessError(`cannot write to ${folder}: ${why}`, 'check that you may write there', 2);
  }
}

function inTheWay(folder: string, paths: string[], what: string): HarnessError {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return new HarnessError(`nothing was installed into ${folder}: ${named}${more}`, `they are ${what}`, 2);
}
