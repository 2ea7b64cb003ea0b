// What stands in the places where a skill could be, and whether it would work there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownScript, SCRIPT } from './contents.js';
import type { Place } from './hosts.js';
import { digest, hashAt, readRecord } from './record.js';
import { problemsOf } from './skill-file.js';

export interface Found extends Place {
  /** Version of the tool that installed it; undefined when somebody else put it there. */
  installedBy?: string;
  /** Installed files that were changed. */
  changed: string[];
  /** Installed files that are gone. */
  missing: string[];
}

/** The skill at that place; undefined where there is none. */
export function find(place: Place): Found | undefined {
  const record = readRecord(place.folder);
  if (record === undefined && hashAt(place.folder, 'SKILL.md') === undefined) return undefined;
  const files = Object.entries(record?.files ?? {});
  const now = new Map(files.map(([path]) => [path, hashAt(place.folder, path)]));
  return {
    ...place,
    ...(record === undefined ? {} : { host: record.host, installedBy: record.installedBy }),
    changed: files.filter(([path, hash]) => now.get(path) !== undefined && now.get(path) !== hash).map(([p]) => p),
    missing: files.filter(([path]) => now.get(path) === undefined).map(([path]) => path),
  };
}

export interface Check {
  /** `note`: worth knowing, and no reason to fail. */
  outcome: 'ok' | 'note' | 'problem';
  says: string;
}

/** Would the host load it, are its files whole, does its script run? */
export function examine(found: Found, version: string): Check[] {
  return [skillFile(found), ...files(found), ...age(found, version), script(found.folder, version)];
}

function skillFile({ folder }: Found): Check {
  if (hashAt(folder, 'SKILL.md') === undefined) return problem('SKILL.md is missing: install again');
  const [first, ...others] = problemsOf(readFileSync(join(folder, 'SKILL.md'), 'utf8'), basename(folder));
  if (first === undefined) return ok('SKILL.md parses and keeps to the limits of both hosts');
  return problem(`SKILL.md would not be loaded: ${[first, ...others].join('; ')}`);
}

function files({ changed, missing }: Found): Check[] {
  const gone = missing.filter((path) => path !== 'SKILL.md');
  return [
    ...(gone.length === 0 ? [] : [problem(`missing: ${gone.join(', ')}: install again`)]),
    ...(changed.length === 0 ? [] : [note(`changed since it was installed: ${changed.join(', ')}`)]),
  ];
}

function age({ installedBy }: Found, version: string): Check[] {
  if (installedBy === undefined)
    return [note('not installed by harness skill install: it cannot be updated or removed')];
  return installedBy === version ? [] : [note(`installed by ${installedBy}, this is ${version}: install again`)];
}

/** Runs the script only where it is the very one that this version carries: a project's folder may hold anything. */
function script(folder: string, version: string): Check {
  const there = hashAt(folder, SCRIPT);
  if (there === undefined)
    return problem(`${SCRIPT} is missing: the skill can only read its references; install again`);
  const own = ownScript();
  if (own === undefined) return note(`${SCRIPT} was not run: this checkout has none to compare it with`);
  if (there !== digest(own)) return problem(`${SCRIPT} was not run: it is not the one that ${version} carries`);
  try {
    const says = execFileSync(process.execPath, [join(folder, SCRIPT), '--version'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    return says.trim() === version ? ok(`${SCRIPT} runs`) : problem(`${SCRIPT} says it is ${says.trim()}`);
  } catch {
    return problem(`${SCRIPT} does not run with Node ${process.versions.node}`);
  }
}

const ok = (says: string): Check => ({ outcome: 'ok', says });
const note = (says: string): Check => ({ outcome: 'note', says });
const problem = (says: string): Check => ({ outcome: 'problem', says });
