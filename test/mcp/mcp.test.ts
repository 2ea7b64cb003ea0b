// Asked by the SDK's own client, over a real pipe.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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
const server = [resolve('dist/cli.js'), 'mcp'];
const transport = new StdioClientTransport({ command: process.execPath, args: server, cwd: root });

// Once the tools are listed, the client holds each answer against the output schema of its tool.
beforeAll(async () => {
  await client.connect(transport);
  await client.listTools();
});
afterAll(() => client.close());

interface Said {
  failed: boolean;
  texts: string[];
  data: Record<string, unknown>;
}

async function call(name: string, args: Record<string, unknown>, options = {}): Promise<Said> {
  const said = await client.callTool({ name, arguments: args }, undefined, options);
  const texts = (said.content as { text: string }[]).map(({ text }) => text);
  return { failed: said.isError === true, texts, data: (said.structuredContent ?? {}) as Said['data'] };
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

test('evaluate gives what the command gives, in each format, and the same as data', async () => {
  const { out } = runCli(['evaluate', fixture, '--format', 'json'], root);
  const { failed, texts, data } = await call('evaluate', { path: fixture, format: 'json' });
  expect(failed).toBe(false);
  expect(texts).toEqual([out]);
  expect(data).toMatchObject({ found: true, tier: 'none', report: JSON.parse(out) as object });
  const markdown = await call('evaluate', { path: fixture, format: 'markdown', minSeverity: 'critical' });
  const flags = ['--format', 'markdown', '--min-severity', 'critical'];
  expect(markdown.texts).toEqual([runCli(['evaluate', fixture, ...flags], root).out]);
});

test('what evaluate says without being asked for more is short, and names places', async () => {
  const { texts, data } = await call('evaluate', { path: fixture });
  expect(texts[0]?.length).toBeLessThan(20_000);
  expect(texts[0]).toContain('FINDINGS');
  const [worst] = data.findings as { severity: string; places: string[] }[];
  expect(worst).toMatchObject({ severity: 'critical' });
  expect(worst?.places[0]).toMatch(/^src\/.+:\d+$/);
  const one = await call('evaluate', { path: fixture, primitive: ['event-log'] });
  expect((one.data.findings as { criteria: string[] }[]).flatMap(({ criteria }) => criteria).join()).not.toMatch(
    /permission-system/,
  );
});

test('evaluate grades nothing where there is no agent', async () => {
  const { failed, data } = await call('evaluate', { path: join(root, 'src', 'reports') });
  expect(failed).toBe(false);
  expect(data).toMatchObject({ found: false, findings: [] });
});

test('explain knows criteria, primitives, and all of them', async () => {
  expect((await call('explain', { id: 'permission-system/gate' })).texts[0]).toContain('Gate before side effects');
  expect((await call('explain', { id: 'permission-system' })).texts[0]).toContain('How it can look in yours');
  expect((await call('explain', {})).texts[0]).toContain('The twelve primitives');
});

test('design asks first, then plans', async () => {
  const { texts, data } = await call('design', {});
  const questions = JSON.parse(texts[0] ?? '') as object;
  expect(questions).toMatchObject({ questions: expect.any(Array) as unknown[], schema: expect.any(Object) as object });
  expect(data).toEqual(questions);
  const designed = await call('design', { brief });
  expect(designed.failed).toBe(false);
  expect(designed.texts.map((text) => text.split('\n')[0])).toContain('File: ARCHITECTURE.md');
  const files = (designed.data.files as { path: string; text: string }[]).map(
    ({ path, text }) => `File: ${path}\n\n${text}`,
  );
  expect(files).toEqual(designed.texts);
});

test.each([
  ['no path', 'evaluate', {}, /wrong arguments.*path/],
  ['a path that is a number', 'evaluate', { path: 7 }, /wrong arguments.*string/],
  ['a path that is a file', 'evaluate', { path: join(root, 'package.json') }, /is a file/],
  ['a folder without code', 'evaluate', { path: join(root, 'docs') }, /holds no code/],
  ['a path that would be an option', 'evaluate', { path: '--help' }, /no such path: --help/],
  ['a primitive that is none', 'evaluate', { path: fixture, primitive: ['memory'] }, /primitive/],
  ['a brief that is a text', 'design', { brief: 'a chatbot' }, /wrong arguments.*object/],
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

test('calls are answered side by side, and while one works another is heard', async () => {
  const order: string[] = [];
  const noted = async (name: string, args: Record<string, unknown>) => {
    const said = await call(name, args);
    order.push(name);
    return said;
  };
  const [one, other, explained] = await Promise.all([
    noted('evaluate', { path: fixture, format: 'json' }),
    noted('evaluate', { path: join(fixture, '..', 'lean-good'), format: 'json' }),
    noted('explain', {}),
  ]);
  expect(order[0]).toBe('explain');
  expect([one.failed, other.failed, explained.failed]).toEqual([false, false, false]);
  expect((one.data.report as { target: object }).target).not.toEqual((other.data.report as { target: object }).target);
});

test('a call that is cancelled stops working, and the server goes on', async () => {
  const cancel = new AbortController();
  const running = call('evaluate', { path: root, format: 'json' }, { signal: cancel.signal });
  const ended = expect(running).rejects.toThrow();
  await until(() => children().length > 0);
  cancel.abort('the user changed their mind');
  await ended;
  await until(() => children().length === 0);
  expect((await call('explain', {})).failed).toBe(false);
});

test('a long call gives signs of life, so that the host does not give up on it', { timeout: 120_000 }, async () => {
  const heard: number[] = [];
  const cancel = new AbortController();
  const options = {
    signal: cancel.signal,
    onprogress: ({ progress }: { progress: number }) => {
      heard.push(progress);
      cancel.abort();
    },
  };
  await call('evaluate', { path: root, format: 'json' }, options).catch(() => undefined);
  expect(heard).toEqual([2]);
});

test('nothing but messages reaches standard output, and the end of input ends the server', () => {
  const messages = [
    {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '0' } },
    },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/call', params: { name: 'explain', arguments: {} } },
    { id: 3, method: 'tools/call', params: { name: 'evaluate', arguments: { path: '/no/such' } } },
  ];
  const input = `${messages.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message })).join('\n')}\nno message\n`;
  const { status, stdout, stderr } = spawnSync(process.execPath, server, {
    cwd: root,
    encoding: 'utf8',
    input,
    env: {},
  });
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
  expect(said.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

/** Processes that the server started; where the system does not tell, as if there were none. */
function children(): string[] {
  const file = `/proc/${transport.pid}/task/${transport.pid}/children`;
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(' ')
        .filter((pid) => pid !== '')
    : [];
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds() && existsSync('/proc/self'); tries += 1)
    await new Promise((then) => setTimeout(then, 50));
  if (existsSync('/proc/self')) expect(holds()).toBe(true);
}
