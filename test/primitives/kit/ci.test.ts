// Which command lines run tests: directly, behind wrappers, or through a script or recipe of the repository.
import { describe, expect, it } from 'vitest';
import type { DocumentFacts, JudgeContext } from '../../../src/contracts.js';
import { commandsIn, runsOnChanges, runsTests } from '../../../src/primitives/kit/ci.js';

const context = {
  code: {
    facts: { packages: [{ scripts: { test: 'vitest run', check: 'biome check && npm test', lint: 'eslint test' } }] },
    documents: [{ path: 'Makefile', entries: [{ path: 'verify[0]', value: '@go test ./...', line: 2 }] }],
  },
} as unknown as JudgeContext;

describe('runsTests', () => {
  it.each([
    'npm test',
    'pnpm -r run test',
    'npm run check',
    'uv run python -m pytest -q',
    'RUST_LOG=debug cargo test --workspace',
    'cd server && go test ./...',
    'make verify',
    'npx vitest run',
  ])('%s does', (line) => expect(runsTests(context, line)).toBe(true));

  it.each([
    'npm run lint',
    'pip install pytest',
    'cargo build --tests',
    'npm ci',
    '# npm test',
    'docker build -t test .',
    'make build',
  ])('%s does not', (line) => expect(runsTests(context, line)).toBe(false));
});

it('takes a line apart without wrappers', () => {
  expect(commandsIn('CI=1 npx vitest run && sudo uv run ruff check | tee log')).toEqual([
    'vitest run',
    'ruff check',
    'tee log',
  ]);
});

const workflow = (...paths: string[]): DocumentFacts =>
  ({
    path: '.github/workflows/a.yml',
    entries: paths.map((path) => ({ path, value: '', line: 1 })),
  }) as unknown as DocumentFacts;

describe('runsOnChanges', () => {
  it.each([['on.push.branches[0]'], ['on.pull_request'], ['on.push.branches[0]', 'on.push.tags[0]']])(
    '%s',
    (...paths) => expect(runsOnChanges(workflow(...paths))).toBe(true),
  );

  it('a tag is pushed for a release', () => expect(runsOnChanges(workflow('on.push.tags[0]'))).toBe(false));
});
