// What an installation wrote, with hashes: only so can an update tell the user's changes from its own files, and an
// uninstall take away what was installed and nothing else. The record stands in a project that others may have written,
// so its paths are believed only where they stay inside the skill's folder.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryAt } from './disk.js';
import { HOSTS, type Host } from './hosts.js';

export const RECORD = '.harness-skill.json';

export interface InstallRecord {
  version: 1;
  host: Host;
  /** Version of the tool that installed it. */
  installedBy: string;
  /** Posix path inside the skill's folder → SHA-256 of what was written. */
  files: Record<string, string>;
  /** How many folders above the skill's were made for it. */
  made?: number;
}

const MOST_MADE = 20;

export function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function recordText(record: InstallRecord): string {
  const files = Object.fromEntries(Object.entries(record.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...record, files }, null, 2)}\n`;
}

/** The record of a skill's folder; undefined where there is none. */
export function readRecord(folder: string): InstallRecord | 'damaged' | undefined {
  if (kindOf(folder, RECORD) === 'nothing') return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, RECORD), 'utf8'));
    return isRecord(value) && kindOf(folder, RECORD) === 'file' ? value : 'damaged';
  } catch {
    return 'damaged';
  }
}

function isRecord(value: unknown): value is InstallRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { version, host, installedBy, files, made = 0 } = value as Partial<Record<keyof InstallRecord, unknown>>;
  if (!HOSTS.some((known) => known === host)) return false;
  if (version !== 1 || typeof installedBy !== 'string' || typeof files !== 'object' || files === null) return false;
  if (!Number.isInteger(made) || Number(made) < 0 || Number(made) > MOST_MADE) return false;
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
    const stat = entryAt(join(folder, above));
    if (stat !== undefined && !stat.isDirectory()) return 'other';
  }
  const stat = entryAt(join(folder, path));
  if (stat === undefined) return 'nothing';
  return stat.isFile() ? 'file' : 'other';
}

/** Is the skill's own folder a link? Writing through it would change what somebody keeps elsewhere. */
export function isLinked(folder: string): boolean {
  return entryAt(folder)?.isSymbolicLink() ?? false;
}

/** Hash of the file at that path; undefined where no plain file stands. */
export function hashAt(folder: string, path: string): string | undefined {
  return kindOf(folder, path) === 'file' ? digest(readFileSync(join(folder, path))) : undefined;
}
