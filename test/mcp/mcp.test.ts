// Asked by the SDK's own client, over a real pipe.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { tool } from '../../src/cli/version.js';
import { runCli } from '../support/run-cli.js';

const root = join(import.meta.dirname, '..', '..');
const fixture = join(root, 'fixtures', 'sample-harnesses', 'ungated-shell');
const brief = parse(readFileSync(join(root, 'fixtures/briefs/support-assistant.yaml'), 'utf8')) as Record<
  string,
  unknown
>;
const client = new Client({ name: 'test', version: '0' });

beforeAll(() =>
  client.connect(
    new StdioClientTransport({ command: process.execPath, args: [resolve('dist/cli.js'), 'mcp'], cwd: root }),
  ),
);
afterAll(() => client.close());

async function call(name: string, args: Record<string, unknown>): Promise<{ failed: boolean; texts: string[] }> {
  const { isError = false, content } = await client.callTool({ name, arguments: args });
  return { failed: isError === true, texts: (content as { text: string }[]).map(({ text }) => text) };
}

test('it says who it is and offers three tools that only read', async () => {
  expect(client.getServerVersion()).toMatchObject(tool);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['evaluate', 'explain', 'design']);
  for (const { annotations, inputSchema, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(description).not.toBe('');
  }
});

test('evaluate gives what the command gives', async () => {
  const { failed, texts } = await call('evaluate', { path: fixture, format: 'json' });
  expect(failed).toBe(false);
  expect(texts).toEqual([runCli(['evaluate', fixture, '--format', 'json'], root).out]);
  const { texts: markdown } = await call('evaluate', { path: fixture, minSeverity: 'critical' });
  expect(markdown[0]).toContain('# Harness report');
});

test('explain knows criteria, primitives, and all of them', async () => {
  expect((await call('explain', { id: 'permission-system/gate' })).texts[0]).toContain('Gate before side effects');
  expect((await call('explain', { id: 'permission-system' })).texts[0]).toContain('How it can look in yours');
  expect((await call('explain', {})).texts[0]).toContain('The twelve primitives');
});

test('design asks first, then plans', async () => {
  const { texts } = await call('design', {});
  expect(JSON.parse(texts[0] ?? '')).toHaveProperty('questions');
  const designed = await call('design', { brief });
  expect(designed.failed).toBe(false);
  expect(designed.texts.map((text) => text.split('\n')[0])).toContain('File: ARCHITECTURE.md');
});

test.each([
  ['no path', 'evaluate', {}, /wrong arguments.*path/],
  ['a format that is none', 'evaluate', { path: fixture, format: 'xml' }, /wrong arguments/],
  ['an argument that is none', 'evaluate', { path: fixture, run: true }, /wrong arguments/],
  ['a path that is not there', 'evaluate', { path: '/no/such/folder' }, /no such path/],
  ['a scope outside of the repository', 'evaluate', { path: fixture, scope: ['../..'] }, /no such folder/],
  ['a typo', 'explain', { id: 'permission-system/gat' }, /did you mean 'permission-system\/gate'/],
  ['a brief with holes', 'design', { brief: { version: 1, name: 'x' } }, /answers are missing[\s\S]*job\.owns/],
  ['an answer that is none', 'design', { brief: { ...brief, shape: 'swarm' } }, /unknown choice 'swarm'/],
])('%s is answered with what is wrong', async (_, name, args, says) => {
  const { failed, texts } = await call(name, args);
  expect(failed).toBe(true);
  expect(texts[0]).toMatch(says);
});

test('a tool that does not exist is an error of the protocol', async () => {
  await expect(client.callTool({ name: 'delete_everything', arguments: {} })).rejects.toThrow(/no tool called/);
});
