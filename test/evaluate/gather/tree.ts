// Temporary directories and a front end that only counts lines: gathering is tested apart from parsing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Facts, FileFacts, FrontEnd, Language, SourceInput } from '../../../src/contracts.js';
import { type GatherOptions, gather } from '../../../src/evaluate/gather.js';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Writes files into a new directory and returns its path. */
export function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'gather-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function facts(language: Language, { path, role, package: unit, text }: SourceInput): FileFacts {
  if (text.includes('CRASH')) throw new Error('cannot cope');
  const problems = text.includes('BROKEN') ? [{ line: 1, message: 'unexpected token' }] : [];
  const imports = [...text.matchAll(/from '(.+?)'/g)].map((match) => ({
    line: 1,
    from: match[1] ?? '',
    names: [],
    typeOnly: false,
    resolved: [],
    reexport: false,
  }));
  const empty = { types: [], functions: [], values: [], objects: [], calls: [], branches: [], loops: [] };
  const lines = text.split('\n').length;
  const rest = { assignments: [], exits: [], strings: [], excerpts: {} };
  return { path, language, role, package: unit, lines, problems, imports, ...empty, ...rest };
}

function fake(id: Language, extensions: string[]): FrontEnd {
  return {
    id,
    extensions,
    open: async () => ({ extract: (source) => facts(id, source), close: () => undefined }),
    resolve: (imported, _file, index) => [...index.paths].filter((path) => path.endsWith(imported.from)),
  };
}

export const frontEnds: FrontEnd[] = [
  fake('typescript', ['.ts', '.tsx', '.js', '.mjs']),
  fake('python', ['.py']),
  fake('rust', ['.rs']),
  fake('go', ['.go']),
];

/** Gathers a new directory with these files. */
export function gathered(files: Record<string, string>, options: Partial<GatherOptions> = {}): Promise<Facts> {
  return gather(tree(files), { frontEnds, ...options });
}

/** path → role of everything analysed. */
export function roles(result: Facts): Record<string, string> {
  return Object.fromEntries([...result.files, ...result.documents].map(({ path, role }) => [path, role]));
}

/** path → why of everything skipped. */
export function skips(result: Facts): Record<string, string> {
  return Object.fromEntries(result.coverage.skipped.map(({ path, why }) => [path, why]));
}
