// The script that travels with the skills gives what the command gives, to the byte, from wherever it was put.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.js';

const root = join(import.meta.dirname, '..', '..');
const fixtures = join(root, 'fixtures', 'sample-harnesses');
const place = mkdtempSync(join(tmpdir(), 'the skill, '));
cpSync(join(root, 'dist', 'instrument'), place, { recursive: true });
afterAll(() => rmSync(place, { recursive: true }));

/** Without PATH, HOME and the repository's node_modules: what the script needs, it must have brought along. */
function bundled(args: string[], cwd = place): { code: number | null; out: string; err: string } {
  const script = join(place, 'harness.mjs');
  const ran = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8', env: {}, maxBuffer: 2 ** 26 });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

test.each(readdirSync(fixtures))('%s is judged alike', (name) => {
  const path = join(fixtures, name);
  const cli = runCli(['evaluate', path, '--format', 'json'], place);
  expect(bundled(['evaluate', path, '--format', 'json'])).toEqual(cli);
  expect([0, 3]).toContain(cli.code);
});

test('a review packet is the same', () => {
  const path = join(fixtures, 'ungated-shell');
  const flags = ['--review-packet', '/dev/stdout', '--output', '/dev/null', '--quiet'];
  expect(bundled(['evaluate', path, ...flags])).toEqual(runCli(['evaluate', path, ...flags], place));
});

test('a design is the same', () => {
  const brief = join(root, 'fixtures', 'briefs', 'support-assistant.yaml');
  expect(bundled(['design', '--brief', brief, '--output', 'one', '--summary']).code).toBe(0);
  expect(runCli(['design', '--brief', brief, '--output', 'other', '--summary'], place).code).toBe(0);
  const text = (folder: string) =>
    readdirSync(join(place, folder)).map((file) => [file, readFileSync(join(place, folder, file), 'utf8')]);
  expect(text('one')).toEqual(text('other'));
});

test.each([
  ['--version'],
  ['catalogue'],
  ['explain', 'permission-system/gate'],
  ['design', '--questions', '--format', 'json'],
])('%j answers alike', (...args) => {
  expect(bundled(args)).toEqual(runCli(args, place));
});

test('it carries the licences of what is in it', () => {
  const text = readFileSync(join(place, 'harness', 'LICENSES.txt'), 'utf8');
  for (const name of ['ts-morph', '@vscode/tree-sitter-wasm', 'commander', 'handlebars'])
    expect(text).toContain(`${name} `);
});

test('it can say what is installed, and refuses to install what it does not carry', () => {
  expect(bundled(['skill', 'install', 'codex', '--dir', 'x'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('carries no skills') as string,
  });
});
