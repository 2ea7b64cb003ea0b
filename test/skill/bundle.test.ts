// The script that travels with the skills gives what the command gives, to the byte, from wherever it was put.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, expect, test } from 'vitest';
import { reporters } from '../../src/reports/registry.js';
import { runCli } from '../support/run-cli.js';

const root = join(import.meta.dirname, '..', '..');
const fixtures = join(root, 'fixtures', 'sample-harnesses');
const briefs = join(root, 'fixtures', 'briefs');
const place = mkdtempSync(join(tmpdir(), 'the skill, '));
cpSync(join(root, 'dist', 'instrument'), place, { recursive: true });
afterAll(() => rmSync(place, { recursive: true }));

const OFFLINE = `import net from 'node:net'; import dns from 'node:dns';
net.Socket.prototype.connect = dns.lookup = () => { throw new Error('the network was asked'); };`;

/** Without network, PATH, HOME and the repository's node_modules: what the script needs, it must have brought along. */
function bundled(args: string[], cwd = place): { code: number | null; out: string; err: string } {
  const line = ['--import', `data:text/javascript,${encodeURIComponent(OFFLINE)}`, join(place, 'harness.mjs'), ...args];
  const ran = spawnSync(process.execPath, line, { cwd, encoding: 'utf8', env: {}, maxBuffer: 2 ** 26 });
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

test.each(readdirSync(briefs))('the design of %s is the same', (name) => {
  const flags = ['design', '--brief', join(briefs, name), '--summary', '--issues', '--output'];
  expect(bundled([...flags, `one ${name}`]).code).toBe(0);
  expect(runCli([...flags, `other ${name}`], place).code).toBe(0);
  expect(textsIn(`one ${name}`)).toEqual(textsIn(`other ${name}`));
});

test('code is held to a design alike, in every format', () => {
  const code = join(root, 'fixtures', 'designed', 'label-helper');
  runCli(['design', '--brief', join(briefs, 'embedded-feature.yaml'), '--output', 'plan'], place);
  for (const { id: format } of reporters) {
    const flags = ['evaluate', code, '--design', 'plan/harness.design.yaml', '--format', format];
    const cli = runCli(flags, place);
    expect(cli).toMatchObject({ code: 0, err: '' });
    expect(bundled(flags)).toEqual(cli);
  }
});

function textsIn(folder: string): string[][] {
  const entries = readdirSync(join(place, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.sort().map((file) => [relative(join(place, folder), file), readFileSync(file, 'utf8')]);
}

test('the server runs from the script alone', async () => {
  const client = new Client({ name: 'test', version: '0' });
  const args = [join(place, 'harness.mjs'), 'mcp'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: place, env: {} }));
  const path = join(fixtures, 'ungated-shell');
  const { content } = await client.callTool({ name: 'evaluate', arguments: { path, format: 'json' } });
  expect((content as { text: string }[])[0]?.text).toBe(runCli(['evaluate', path, '--format', 'json'], place).out);
  await client.close();
});

test('it does not outgrow a project that it is put into', () => {
  const sizes = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20 * 2 ** 20);
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
