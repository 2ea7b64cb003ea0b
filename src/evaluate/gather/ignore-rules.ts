// What git ignores is not the project's code. Nested files count as in git: the deepest rule that says something wins.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules in force in one folder: its own first, then those of the folders above. */
export type IgnoreRules = readonly { folder: string; rules: Ignore }[];

/** Rules of `.git/info/exclude`; they apply below every `.gitignore`. */
export function excludeRules(directory: string): IgnoreRules {
  return load(join(directory, '.git', 'info', 'exclude'), '');
}

/** Adds the folder's own `.gitignore`. */
export function withGitignore(rules: IgnoreRules, directory: string, folder: string): IgnoreRules {
  return [...load(join(directory, folder, '.gitignore'), folder), ...rules];
}

/** Is the path ignored? Parents are taken to have been asked before. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules) {
    const local = folder === '' ? path : path.slice(folder.length + 1);
    const verdict = own.test(isFolder ? `${local}/` : local);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function load(file: string, folder: string): IgnoreRules {
  try {
    return [{ folder, rules: ignore({ allowRelativePaths: true }).add(readFileSync(file, 'utf8')) }];
  } catch {
    return [];
  }
}
