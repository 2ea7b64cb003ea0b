import { describe, expect, it } from 'vitest';
import type { FileFacts, ImportFact, PackageFacts } from '../../../../src/contracts/facts.js';
import { frontEnd } from '../../../../src/evaluate/languages/typescript.js';

const paths = [
  'packages/app/src/main.ts',
  'packages/app/src/view.tsx',
  'packages/app/src/tools/index.ts',
  'packages/core/src/index.ts',
  'packages/core/src/gate.ts',
  'packages/core/src/cli/run.ts',
];

function workspace(name: string, root: string): PackageFacts {
  const manifest = `${root}/package.json`;
  const none = { dependencies: [], devDependencies: [], scripts: {}, entries: [] };
  return { root, name, language: 'typescript', manifest, private: false, ...none };
}

function resolve(from: string): string[] {
  const imported: ImportFact = { line: 1, from, names: [], typeOnly: false, resolved: [], reexport: false };
  const file = { path: 'packages/app/src/main.ts', package: 'packages/app' } as FileFacts;
  return frontEnd.resolve(imported, file, {
    paths: new Set(paths),
    packages: [workspace('@x/app', 'packages/app'), workspace('@x/core', 'packages/core')],
    byDirectory: new Map(),
    aliases: new Map([
      ['@/*', 'packages/app/src/*'],
      ['gate', 'packages/core/src/gate.ts'],
    ]),
  });
}

describe('import resolution', () => {
  it.each([
    ['./view.js', 'packages/app/src/view.tsx'],
    ['./view', 'packages/app/src/view.tsx'],
    ['./tools', 'packages/app/src/tools/index.ts'],
    ['./tools/', 'packages/app/src/tools/index.ts'],
    ['../../core/src/gate.js', 'packages/core/src/gate.ts'],
    ['@x/core', 'packages/core/src/index.ts'],
    ['@x/core/gate', 'packages/core/src/gate.ts'],
    ['@x/core/dist/cli/run.js', 'packages/core/src/cli/run.ts'],
    ['@/tools/index', 'packages/app/src/tools/index.ts'],
    ['gate', 'packages/core/src/gate.ts'],
    ['src/view', 'packages/app/src/view.tsx'],
  ])('leads %s to its source', (from, path) => {
    expect(resolve(from)).toEqual([path]);
  });

  it.each(['openai', 'node:fs', './missing.js', '@x/cores', '../../../../outside'])('leaves %s outside', (from) => {
    expect(resolve(from)).toEqual([]);
  });
});
