// One pass over the directory tree. It lists and decides what to enter; it opens no file but the ignore rules, and
// never follows a symbolic link, because the target may point anywhere with one.
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalledSkill, skipFolder } from './folders.js';
import { excludeRules, type IgnoreRules, isIgnored, withGitignore } from './ignore-rules.js';
import type { Skip } from './limits.js';
import { baseOf } from './paths.js';
import { reason } from './target.js';

/** Regular files after ignore rules, sorted, and what was not entered. */
export interface Walked {
  files: string[];
  skipped: Skip[];
}

interface Folder {
  path: string;
  rules: IgnoreRules;
  siblings: ReadonlySet<string>;
}

const VERSION_CONTROL = new Set(['.git', '.hg', '.svn', '.jj']);

/** Walks the target. A folder that cannot be listed is reported and left out. */
export function walk(directory: string): Walked {
  const walked: Walked = { files: [], skipped: [] };
  const pending: Folder[] = [{ path: '', rules: excludeRules(directory), siblings: new Set() }];
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    const entries = list(directory, folder.path, walked.skipped);
    const names = new Set(entries.map((entry) => entry.name));
    const why = folder.path === '' ? undefined : skipFolder(baseOf(folder.path), folder.siblings, names);
    if (why !== undefined) walked.skipped.push({ path: folder.path, why });
    else if (isInstalledSkill(folder.path, names)) takeSkill(folder.path, walked);
    else pending.push(...enter(directory, folder, entries, names, walked));
  }
  walked.files.sort();
  return walked;
}

/** What a skill brings along is not the target's; that the agent has it, is. */
function takeSkill(path: string, walked: Walked): void {
  walked.files.push(`${path}/SKILL.md`);
  walked.skipped.push({ path, why: 'installed skill, but for its SKILL.md' });
}

function list(directory: string, path: string, skipped: Skip[]): Dirent[] {
  try {
    return readdirSync(join(directory, path), { withFileTypes: true });
  } catch (error) {
    skipped.push({ path, why: `folder cannot be read: ${reason(error)}` });
    return [];
  }
}

/** Takes the folder's files and returns the folders below it that are to be looked at. */
function enter(
  directory: string,
  folder: Folder,
  entries: Dirent[],
  names: ReadonlySet<string>,
  walked: Walked,
): Folder[] {
  const ownRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const rules = ownRules ? withGitignore(folder.rules, directory, folder.path) : folder.rules;
  const below: Folder[] = [];
  for (const entry of entries) {
    if (VERSION_CONTROL.has(entry.name)) continue;
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    if (isIgnored(rules, path, entry.isDirectory())) continue;
    if (entry.isDirectory()) below.push({ path, rules, siblings: names });
    else if (entry.isFile()) walked.files.push(path);
    else
      walked.skipped.push({ path, why: entry.isSymbolicLink() ? 'symbolic link, not followed' : 'not a regular file' });
  }
  return below;
}
