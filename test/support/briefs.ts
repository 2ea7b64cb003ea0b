// The fixture briefs, read as a user's would be.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Brief, Design } from '../../src/contracts.js';
import { readBrief } from '../../src/design/brief/file.js';
import { plan } from '../../src/design/plan.js';
import { catalogue } from '../../src/primitives/registry.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'briefs');

export const briefNames = readdirSync(FOLDER)
  .map((file) => file.replace('.yaml', ''))
  .sort();

export function briefOf(name: string): Brief {
  return readBrief(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'), `${name}.yaml`) as Brief;
}

export function designOf(name: string): Design {
  return plan(briefOf(name), catalogue);
}
