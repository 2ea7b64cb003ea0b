// All places where a host would find the skill, so that list and doctor tell what the host sees and not only what was
// installed from here. Both hosts read the skills of each folder from the working directory up to the repository's root
// (https://code.claude.com/docs/en/skills, https://developers.openai.com/codex/skills), and keep plugins in
// plugins/cache/<marketplace>/<plugin>/<version> of their configuration folder.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  configFolder,
  type Host,
  homeOf,
  type Place,
  placeOf,
  SKILL,
  type Surroundings,
  skillsBelow,
} from './hosts.js';

/** Places of the host, the user's before the project's; there need not be a skill in them. */
export function placesOf(host: Host, around: Surroundings): Place[] {
  const config = configFolder(host, around);
  const known = host === 'codex' ? homeOf(around.env) !== undefined : config !== undefined;
  const places: Place[] = [
    ...(known ? [placeOf(host, 'user', undefined, around)] : []),
    ...(config === undefined ? [] : [...given(host, config), ...plugins(host, config)]),
    ...projects(around.cwd).map(
      (folder): Place => ({ host, scope: 'project', folder: join(skillsBelow(host, folder), SKILL) }),
    ),
  ];
  return places.filter(({ folder }, i) => places.findIndex((one) => one.folder === folder) === i);
}

/** `$CODEX_HOME/skills` was Codex's first folder of skills; it is still read. */
function given(host: Host, config: string): Place[] {
  return host === 'codex' ? [{ host, scope: 'old', folder: join(config, 'skills', SKILL) }] : [];
}

function plugins(host: Host, config: string): Place[] {
  const cache = join(config, 'plugins', 'cache');
  const versions = below(cache).flatMap((marketplace) => below(join(marketplace, SKILL)));
  return versions.map((folder) => ({ host, scope: 'plugin', folder: join(folder, 'skills', SKILL) }));
}

function below(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The working directory and what is above it, up to the root of its repository; only itself outside of one. */
function projects(cwd: string): string[] {
  const folders = [cwd];
  for (let at = cwd; !existsSync(join(at, '.git')); at = dirname(at)) {
    if (at === dirname(at)) return [cwd];
    folders.push(dirname(at));
  }
  return folders;
}
