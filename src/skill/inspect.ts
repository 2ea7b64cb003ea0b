// What stands in the places where a skill could be, and whether it would work there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownScript, SCRIPT } from './contents.js';
import type { Host, Place } from './hosts.js';
import { digest, hashAt, RECORD, readRecord } from './record.js';
import { problemsOf } from './skill-file.js';

export interface Found extends Place {
  /** Version of the tool that installed it; undefined when somebody else put it there. */
  installedBy?: string;
  /** The record of what was installed cannot be read. */
  damaged: boolean;
  /** Installed files that were changed. */
  changed: string[];
  /** Installed files that are gone. */
  missing: string[];
}

/** The skill at that place; undefined where there is none. */
export function find(place: Place): Found | undefined {
  const known = readRecord(place.folder);
  if (known === undefined && hashAt(place.folder, 'SKILL.md') === undefined) return undefined;
  const record = known === 'damaged' ? undefined : known;
  const files = Object.entries(record?.files ?? {});
  const now = new Map(files.map(([path]) => [path, hashAt(place.folder, path)]));
  return {
    ...place,
    ...(record === undefined ? { host: hostOf(place) } : { host: record.host, installedBy: record.installedBy }),
    damaged: known === 'damaged',
    changed: files.filter(([path, hash]) => now.get(path) !== undefined && now.get(path) !== hash).map(([p]) => p),
    missing: files.filter(([path]) => now.get(path) === undefined).map(([path]) => path),
  };
}

/** In a folder that the user named, only Codex's own file tells whose skill it is. */
function hostOf({ host, scope, folder }: Place): Host {
  return scope === 'custom' && hashAt(folder, 'agents/openai.yaml') !== undefined ? 'codex' : host;
}

export interface Check {
  /** `note`: worth knowing, and no reason to fail. */
  outcome: 'ok' | 'note' | 'problem';
  says: string;
}

/** Would the host load it, are its files whole, does its script run? */
export function examine(found: Found, version: string): Check[] {
  return [skillFile(found), ...files(found), ...origin(found, version), script(found, version)];
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

function origin({ host, scope, installedBy, damaged }: Found, version: string): Check[] {
  const again = `harness skill install ${host}`;
  const old = note(`Codex is giving this folder up: ${again}, then move this one away`);
  const before = scope === 'old' ? [old] : [];
  if (damaged) return [...before, problem(`${RECORD} is damaged: install again with --force`)];
  if (scope === 'plugin') return [note('comes with a plugin, which the host brings up to date')];
  if (installedBy === undefined)
    return [...before, note('not installed by harness skill install: it cannot be updated or removed')];
  return installedBy === version
    ? before
    : [...before, note(`installed by ${installedBy}, this is ${version}: ${again}`)];
}

/** Runs the script only where it is the very one that this version carries: a project's folder may hold anything. */
function script(found: Found, version: string): Check {
  const { folder, installedBy, changed } = found;
  const there = hashAt(folder, SCRIPT);
  if (there === undefined)
    return problem(`${SCRIPT} is missing: the skill can only read its references; ${remedy(found)}`);
  const own = ownScript();
  if (own === undefined) return note(`${SCRIPT} was not run: this checkout has none to compare it with`);
  if (there === digest(own)) return trial(folder, version);
  const older = installedBy !== undefined && installedBy !== version && !changed.includes(SCRIPT);
  if (older) return note(`${SCRIPT} was not run: it belongs to ${installedBy}`);
  return problem(`${SCRIPT} was not run: it is not the one that ${version} carries`);
}

/** A plugin of a plain checkout has no script, because the script is built and not kept in git. */
function remedy({ host, scope, installedBy }: Found): string {
  if (installedBy !== undefined) return 'install again';
  const build = 'npm run build:bundle -- --plugins in the checkout that it comes from';
  return scope === 'plugin' ? `${build}, then install the plugin again` : `${build}, or harness skill install ${host}`;
}

function trial(folder: string, version: string): Check {
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
