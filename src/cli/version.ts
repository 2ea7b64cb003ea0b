// The version stands once, in package.json; a report names it.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** As a report and --version name it. */
export const tool: { name: string; version: string } = { name: manifest.name, version: manifest.version };
