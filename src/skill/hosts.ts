// Where the coding agents look for skills. Claude Code: ~/.claude/skills and .claude/skills of a project
// (https://code.claude.com/docs/en/skills). Codex: ~/.agents/skills and .agents/skills from the project's root down to
// the working directory (https://developers.openai.com/codex/skills).
import { join, resolve } from 'node:path';
import { HarnessError } from '../errors.js';

export const HOSTS = ['claude-code', 'codex'] as const;
export type Host = (typeof HOSTS)[number];

export const SCOPES = ['user', 'project'] as const;
export type Scope = (typeof SCOPES)[number];

/** Name of the skill and so of its folder: both hosts ask that they agree. */
export const SKILL = 'harness';

/** What of the outside world decides where a skill stands. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** One folder in which the skill of a host can stand. */
export interface Place {
  host: Host;
  /** `custom`: a folder that the user named. */
  scope: Scope | 'custom';
  /** Absolute path of the skill's own folder. */
  folder: string;
}

/** The place of a host and scope; `dir` is a folder of skills and overrides the scope. @throws HarnessError (exit code 2) */
export function placeOf(host: Host, scope: Scope, dir: string | undefined, around: Surroundings): Place {
  if (dir !== undefined) return { host, scope: 'custom', folder: resolve(around.cwd, dir, SKILL) };
  const skills = scope === 'project' ? projectSkills(host, around) : userSkills(host, around);
  return { host, scope, folder: join(skills, SKILL) };
}

function projectSkills(host: Host, { cwd }: Surroundings): string {
  return join(cwd, host === 'codex' ? '.agents' : '.claude', 'skills');
}

function userSkills(host: Host, { env, cwd }: Surroundings): string {
  const moved = env.CLAUDE_CONFIG_DIR;
  if (host === 'claude-code' && moved !== undefined && moved !== '') return resolve(cwd, moved, 'skills');
  const home = env.HOME ?? env.USERPROFILE;
  if (home === undefined || home === '') {
    throw new HarnessError('no home folder is known', 'set HOME, or use --scope project or --dir', 2);
  }
  return join(home, host === 'codex' ? '.agents' : '.claude', 'skills');
}
