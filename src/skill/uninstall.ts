// Takes away what was installed, and nothing else: a file that was changed or added stays where it is.
import { HarnessError } from '../errors.js';
import { removeAbove, removeFiles, UNFINISHED } from './disk.js';
import type { Place } from './hosts.js';
import { hashAt, type InstallRecord, isLinked, kindOf, RECORD, readRecord } from './record.js';

export interface Uninstalled {
  removed: number;
  /** Files that were changed after they were installed. */
  kept: string[];
}

/** @throws HarnessError (exit code 2) when nothing was installed there */
export function uninstall(place: Place, force: boolean): Uninstalled {
  const { folder } = place;
  const record = installed(place);
  const there = Object.keys(record.files).filter((path) => kindOf(folder, path) !== 'nothing');
  const kept = there.filter((path) => {
    const now = hashAt(folder, path);
    return now === undefined || (now !== record.files[path] && !force);
  });
  const gone = there.filter((path) => !kept.includes(path));
  // The record goes last: until then the same command can be run again.
  removeFiles(folder, [...gone, UNFINISHED]);
  removeFiles(folder, [RECORD]);
  removeAbove(folder, record.made ?? 0);
  return { removed: gone.length, kept };
}

function installed({ host, folder }: Place): InstallRecord {
  const record = readRecord(folder);
  const elsewhere = 'harness skill list shows where there is one';
  if (record === undefined || isLinked(folder)) {
    throw new HarnessError(`harness installed no skill for ${host} in ${folder}`, elsewhere, 2);
  }
  if (record === 'damaged') {
    const hint = `harness skill install ${host} --force writes it anew; or remove the folder by hand`;
    throw new HarnessError(`what was installed into ${folder} is not known: ${RECORD} is damaged`, hint, 2);
  }
  if (record.host !== host) throw new HarnessError(`${folder} holds the skill for ${record.host}`, elsewhere, 2);
  return record;
}
