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
  /** `custom`: a folder that the user named. `plugin`: brought by one. `old`: still read by the host, but given up. */
  scope: Scope | 'custom' | 'plugin' | 'old';
  /** Absolute path of the skill's own folder. */
  folder: string;
}

/** The place of a host and scope; `dir` is a folder of skills and overrides the scope. @throws HarnessError (exit code 2) */
export function placeOf(host: Host, scope: Scope, dir: string | undefined, around: Surroundings): Place {
  if (dir !== undefined) return { host, scope: 'custom', folder: resolve(around.cwd, dir, SKILL) };
  const skills = scope === 'project' ? skillsBelow(host, around.cwd) : userSkills(host, around);
  return { host, scope, folder: join(skills, SKILL) };
}

/** Folder of skills of a host below a project's or a home folder. */
export function skillsBelow(host: Host, folder: string): string {
  return join(folder, host === 'codex' ? '.agents' : '.claude', 'skills');
}

/** Where the host keeps what is the user's own; undefined where no home is known. */
export function configFolder(host: Host, { env, cwd }: Surroundings): string | undefined {
  const moved = host === 'codex' ? env.CODEX_HOME : env.CLAUDE_CONFIG_DIR;
  if (moved !== undefined && moved !== '') return resolve(cwd, moved);
  const home = homeOf(env);
  return home === undefined ? undefined : join(home, host === 'codex' ? '.codex' : '.claude');
}

/** The user's home folder, when one is known. */
export function homeOf(env: Surroundings['env']): string | undefined {
  return [env.HOME, env.USERPROFILE].find((home) => home !== undefined && home !== '');
}

/** Codex looks for the user's skills beside its configuration folder, not in it, and so moves with HOME alone. */
function userSkills(host: Host, around: Surroundings): string {
  const config = host === 'codex' ? undefined : configFolder(host, around);
  if (config !== undefined) return join(config, 'skills');
  const home = homeOf(around.env);
  if (home === undefined) {
    throw new HarnessError('no home folder is known', 'set HOME, or use --scope project or --dir', 2);
  }
  return skillsBelow(host, home);
}
