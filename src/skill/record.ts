// What an installation wrote, with hashes: only so can an update tell the user's changes from its own files, and an
// uninstall take away what was installed and nothing else. The record stands in a project that others may have written,
// so its paths are believed only where they stay inside the skill's folder.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessError } from '../errors.js';
import { HOSTS, type Host } from './hosts.js';

export const RECORD = '.harness-skill.json';

export interface InstallRecord {
  version: 1;
  host: Host;
  /** Version of the tool that installed it. */
  installedBy: string;
  /** Posix path inside the skill's folder → SHA-256 of what was written. */
  files: Record<string, string>;
}

export function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function recordText(record: InstallRecord): string {
  const files = Object.fromEntries(Object.entries(record.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...record, files }, null, 2)}\n`;
}

/** The record of a skill's folder; undefined where there is none. @throws HarnessError (exit code 2) when it is damaged */
export function readRecord(folder: string): InstallRecord | undefined {
  if (kindOf(folder, RECORD) !== 'file') return undefined;
  const damaged = new HarnessError(
    `${join(folder, RECORD)} is damaged`,
    'move the folder away and install the skill anew',
    2,
  );
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, RECORD), 'utf8'));
  } catch {
    throw damaged;
  }
  if (!isRecord(value)) throw damaged;
  return value;
}

function isRecord(value: unknown): value is InstallRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { version, host, installedBy, files } = value as Partial<Record<keyof InstallRecord, unknown>>;
  if (!HOSTS.some((known) => known === host)) return false;
  if (version !== 1 || typeof installedBy !== 'string' || typeof files !== 'object' || files === null) return false;
  return Object.entries(files).every(([path, hash]) => staysInside(path) && typeof hash === 'string');
}

function staysInside(path: string): boolean {
  return !path.includes('\\') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * What stands at a path of the folder. A link anywhere on the way is `other`: following it would write or delete
 * somewhere else.
 */
export function kindOf(folder: string, path: string): 'nothing' | 'file' | 'other' {
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    const stat = lstatSync(join(folder, above), { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isDirectory()) return 'other';
  }
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  return stat.isFile() ? 'file' : 'other';
}

/** Hash of the file at that path; undefined where no plain file stands. */
export function hashAt(folder: string, path: string): string | undefined {
  return kindOf(folder, path) === 'file' ? digest(readFileSync(join(folder, path))) : undefined;
}
