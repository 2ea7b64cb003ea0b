// What an installed skill consists of: the host's texts as this package carries them, and the instrument under scripts/.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../errors.js';
import { type Host, SKILL } from './hosts.js';

/** The script as the skill's texts call it. */
export const SCRIPT = 'scripts/harness.mjs';

const home = fileURLToPath(new URL('../../', import.meta.url));

/** Posix path inside the skill → content. @throws HarnessError (exit code 2) when this copy carries no skills */
export function contentsOf(host: Host): Map<string, Uint8Array> {
  const texts = join(home, 'skills', host, 'skills', SKILL);
  if (!existsSync(texts)) {
    throw new HarnessError(
      'this copy of harness carries no skills to install',
      'run harness skill install from the installed package',
      2,
    );
  }
  if (!existsSync(packagedScript())) {
    throw new HarnessError('the script of the skill has not been built', 'run npm run build:bundle, then again', 2);
  }
  // A checkout may hold a copy of the script among the texts, put there for the plugins; the packaged one counts.
  const own = [...filesOf(texts)].filter(([path]) => !path.startsWith('scripts/'));
  const instrument = [...filesOf(join(home, 'dist', 'instrument'))].map(
    ([path, text]) => [`scripts/${path}`, text] as const,
  );
  return new Map([...own, ...instrument]);
}

function filesOf(folder: string): Map<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]));
}

function packagedScript(): string {
  return join(home, 'dist', 'instrument', 'harness.mjs');
}

/** Content of the script that this copy carries, or is; undefined in a checkout where it was not built. */
export function ownScript(): Uint8Array | undefined {
  const file = [packagedScript(), join(home, '..', 'harness.mjs')].find((path) => existsSync(path));
  return file === undefined ? undefined : readFileSync(file);
}
