import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/primitives/registry.js';
import { folder, runCli } from '../support/run-cli.js';

const AGENT = `import Anthropic from '@anthropic-ai/sdk';
import { execSync } from 'node:child_process';
const client = new Anthropic();
const tools = [
  {
    name: 'bash',
    description: 'Run a command.',
    input_schema: { type: 'object', properties: { command: { type: 'string' } } },
    run: (input: { command: string }) => execSync(input.command, { encoding: 'utf8' }),
  },
];
export async function run(prompt: string): Promise<void> {
  const messages: any[] = [{ role: 'user', content: prompt }];
  while (true) {
    const reply = await client.messages.create({ model: 'm', max_tokens: 1000, messages, tools });
    messages.push({ role: 'assistant', content: reply.content });
    const calls = reply.content.filter((block) => block.type === 'tool_use');
    if (calls.length === 0) return;
    for (const call of calls) {
      const tool = tools.find((t) => t.name === call.name);
      messages.push({ role: 'user', content: [{ type: 'tool_result', content: tool!.run(call.input) }] });
    }
  }
}
await run(process.argv[2] ?? '');
`;
const MANIFEST = '{"name":"sample","type":"module","bin":"src/agent.ts","dependencies":{"@anthropic-ai/sdk":"1"}}\n';
const place = folder({ 'repo/package.json': MANIFEST, 'repo/src/agent.ts': AGENT });
const run = (line: string, env?: Record<string, string>) => runCli(line.split(' '), place, env);

test('a harness is reported in colour only when colour is forced', () => {
  const plain = run('evaluate repo');
  expect(plain).toMatchObject({ code: 0, err: '' });
  expect(plain.out).not.toContain('\u001b');
  expect(run('evaluate repo', { FORCE_COLOR: '1' }).out).toContain('\u001b[');
  expect(run('evaluate repo', { NO_COLOR: '1' }).out).toBe(plain.out);
});

test('facts and reports follow their schemas, and a replay gives the same bytes', () => {
  const first = run('evaluate repo --format json --save-facts facts.json');
  const again = run('evaluate --facts facts.json --format json');
  expect(again).toEqual(first);
  const schema = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'));
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(schema('report'), JSON.parse(first.out)), ajv.errorsText()).toBe(true);
  const facts = JSON.parse(readFileSync(join(place, 'facts.json'), 'utf8'));
  expect(ajv.validate(schema('facts'), facts), ajv.errorsText()).toBe(true);
});

test('--output writes the report and keeps standard output free', () => {
  expect(run('evaluate repo -f markdown -o report.md')).toEqual({ code: 0, out: '', err: 'wrote report.md\n' });
  expect(run('evaluate repo -f markdown -o report.md --quiet').err).toBe('');
  expect(readFileSync(join(place, 'report.md'), 'utf8')).toMatch(/^# Harness report: repo\n/);
});

test('--primitive shows one primitive', () => {
  const { out } = run('evaluate repo --format json --primitive token-budget');
  expect(JSON.parse(out).primitives.map((p: { id: string }) => p.id)).toEqual(['token-budget']);
});

test('without a harness the exit code is 3 in every format', () => {
  const empty = folder();
  for (const format of ['terminal', 'markdown', 'json']) {
    expect(runCli(['evaluate', '--format', format], empty).code).toBe(3);
  }
});

test('every primitive has a page, and every criterion an explanation', () => {
  const [first] = catalogue.primitives;
  expect(
    run('catalogue')
      .out.split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([]);
  expect(run(`catalogue ${first?.id}`).out).toContain('How Claude Code does it');
  expect(JSON.parse(run('catalogue --format json').out).primitives).toHaveLength(12);
  expect(run(`explain ${first?.criteria[0]?.id}`).out).toContain('Confirm with a test');
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('help shows examples and exit codes and is no error', () => {
  expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Examples:'), err: '' });
  expect(run('evaluate --help').out).toContain('--save-facts');
});

test('no command is wrong usage, answered with help', () => {
  expect(runCli([], place)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: harness') });
});
