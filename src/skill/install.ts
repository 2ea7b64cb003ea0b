// Puts the skill into a host's folder, or brings it up to date. A skill that is half old and half new would give wrong
// instructions, so everything is checked before the first file is written, and a second run mends what was interrupted.
import { HarnessError } from '../errors.js';
import { contentsOf, SCRIPT } from './contents.js';
import { missingAbove, putFiles, removeFiles } from './disk.js';
import type { Host, Place } from './hosts.js';
import { digest, hashAt, type InstallRecord, isLinked, kindOf, RECORD, readRecord, recordText } from './record.js';

const MOST_NAMED = 8;

export interface Installed {
  written: number;
  /** Version that was there before, when it was another. */
  before?: string;
  /** Files of an earlier version that the user had changed; they stay. */
  kept: string[];
}

/** @throws HarnessError (exit code 2) when a file that was changed, or is not the skill's, stands in the way */
export function install({ host, folder }: Place, version: string, force: boolean): Installed {
  const contents = contentsOf(host);
  const record = earlier(host, folder, force);
  const before = record?.files ?? {};
  refuse(folder, contents, before, force);
  const left = Object.keys(before).filter((path) => !contents.has(path) && kindOf(folder, path) !== 'nothing');
  const kept = left.filter((path) => hashAt(folder, path) !== before[path]);
  const made = record?.made ?? missingAbove(folder);
  putFiles(folder, contents, SCRIPT);
  const files = Object.fromEntries([...contents].map(([path, content]) => [path, digest(content)]));
  putFiles(folder, new Map([[RECORD, recordText({ version: 1, host, installedBy: version, files, made })]]));
  const gone = left.filter((path) => !kept.includes(path));
  if (gone.length > 0) removeFiles(folder, gone);
  const was = record?.installedBy;
  return { written: contents.size, kept, ...(was === undefined || was === version ? {} : { before: was }) };
}

/** What an earlier installation wrote down. */
function earlier(host: Host, folder: string, force: boolean): InstallRecord | undefined {
  if (isLinked(folder)) {
    throw new HarnessError(`${folder} is a link`, 'remove the link, or install elsewhere with --dir', 2);
  }
  const record = readRecord(folder);
  if (record === 'damaged') {
    if (force) return undefined;
    throw new HarnessError(
      `what was installed into ${folder} is not known: ${RECORD} is damaged`,
      'keep a copy of what you changed there, then write over it with --force',
      2,
    );
  }
  if (record !== undefined && record.host !== host && !force) {
    const hint = `harness skill uninstall ${record.host} first, or replace it with --force`;
    throw new HarnessError(`${folder} holds the skill for ${record.host}`, hint, 2);
  }
  return record;
}

function refuse(
  folder: string,
  contents: Map<string, Uint8Array>,
  before: Readonly<Record<string, string>>,
  force: boolean,
): void {
  const linked = [...contents.keys()].filter((path) => kindOf(folder, path) === 'other');
  if (linked.length > 0) throw inTheWay(folder, linked, 'links or folders, which are never replaced; move them away');
  const changed = [...contents].filter(([path, content]) => {
    const now = hashAt(folder, path);
    return now !== undefined && now !== before[path] && now !== digest(content);
  });
  if (changed.length === 0 || force) return;
  const paths = changed.map(([path]) => path);
  throw inTheWay(folder, paths, 'changed since they were installed; keep a copy, then replace them with --force');
}

function inTheWay(folder: string, paths: string[], what: string): HarnessError {
  const named = paths.slice(0, MOST_NAMED).join(', ');
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return new HarnessError(`nothing was installed into ${folder}: ${named}${more}`, `they are ${what}`, 2);
}
