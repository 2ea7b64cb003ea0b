// Finds the user's own configuration and what the environment says beside it. A file inside the repository that is judged
// is refused, whoever names it: it could send the user's code, and the key, to a server of its author's.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { HarnessError } from '../errors.js';
import { type ReviewSettings, readSettings } from '../review/settings.js';
import { read } from './files.js';
import type { Io } from './io.js';
import { amount, count } from './review-options.js';

/** Variables that stand between flags and file. */
const PROVIDER = 'HARNESS_REVIEW_PROVIDER';
const MAX_TOKENS = 'HARNESS_MAX_TOKENS';
const MAX_COST = 'HARNESS_MAX_COST';

/** The file's settings with the environment's over them. `root` is what is evaluated. @throws HarnessError (exit code 2) */
export function settingsFor(config: string | undefined, root: string, ids: readonly string[], io: Io): ReviewSettings {
  const { env } = io;
  const provider = set(env[PROVIDER]);
  if (provider !== undefined && !ids.includes(provider))
    throw new HarnessError(`${PROVIDER} names no provider`, `providers are ${ids.join(', ')}`, 2);
  const [tokens, cost] = [set(env[MAX_TOKENS]), set(env[MAX_COST])];
  return {
    ...(config === undefined ? usual(root, ids, io) : named(config, root, ids, io)),
    ...(provider === undefined ? {} : { provider }),
    ...(tokens === undefined ? {} : { maxTokens: count(tokens) }),
    ...(cost === undefined ? {} : { maxCost: amount(cost) }),
  };
}

function named(config: string, root: string, ids: readonly string[], io: Io): ReviewSettings {
  const path = resolve(io.cwd, config);
  const text = read(io, config);
  if (isInside(path, root)) {
    throw new HarnessError(
      `${config} is part of the repository that is judged, so it is not read`,
      'it could send your code and key elsewhere; keep a configuration of your own outside of it',
      2,
    );
  }
  return readSettings(text, config, ids);
}

/** `$XDG_CONFIG_HOME/harness/config.yaml`; a relative folder is ignored, as the specification of those folders has it. */
function usual(root: string, ids: readonly string[], { env }: Io): ReviewSettings {
  const home = set(env.HOME) ?? set(env.USERPROFILE);
  const given = set(env.XDG_CONFIG_HOME);
  const folder = given !== undefined && isAbsolute(given) ? given : home && join(home, '.config');
  const path = folder && join(folder, 'harness', 'config.yaml');
  if (!path || !isAbsolute(path) || !existsSync(path) || isInside(path, root)) return {};
  return readSettings(readFileSync(path, 'utf8'), path, ids);
}

/** Links are followed: a link out of the repository is as much its author's as a file in it. */
function isInside(path: string, root: string): boolean {
  const within = (file: string): boolean => {
    const way = relative(realpathSync(root), file);
    return way !== '' && !way.startsWith('..') && !isAbsolute(way);
  };
  return within(path) || within(realpathSync(path));
}

function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
