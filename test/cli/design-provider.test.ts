// `harness design --provider`: one call, agreed to, without secrets; and a design all the same when nothing comes of it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Brief } from '../../src/contracts.js';
import { type Behaviour, type ModelServer, startModelServer, type Vendor } from '../support/model-server.js';
import { folder } from '../support/run-cli.js';
import { runProgram } from '../support/run-program.js';

const SECRET = 'hunter2-hunter2';
const whole = parse(readFileSync('fixtures/briefs/embedded-feature.yaml', 'utf8')) as Brief;
const { run: _run, ...rest } = whole;
const { length: _length, ...runLeft } = whole.run;
const PARTIAL = { ...rest, run: runLeft, description: `${whole.description} Our key is ${SECRET}.` };
const REPLY: Behaviour = {
  does: 'answer',
  answer: {
    answers: [{ id: 'run.length', values: ['seconds'], words: ['in seconds'] }],
    tools: [],
    sharper: [{ id: 'job.owns', values: ['proposes three labels for a picture'] }],
  },
};

let server: ModelServer;
let place = '';
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.behave(() => REPLY);
  place = folder({ 'part.yaml': stringify(PARTIAL), 'bare.yaml': 'version: 1\nname: x\n', '.env': `KEY=${SECRET}\n` });
});

const KEY = { ANTHROPIC_API_KEY: 'key-of-mine', OPENAI_API_KEY: 'key-of-mine' };
const design = (line: string, env: Record<string, string> = {}) =>
  runProgram(['design', '--output', 'out', ...line.split(' ')], place, env);
const helped = (vendor: Vendor, more = '', env: Record<string, string> = KEY) =>
  design(`--brief part.yaml --provider ${vendor} --base-url ${server.url(vendor)} --yes ${more}`.trim(), env);

describe.each(['anthropic', 'openai'] as const)('with %s', (vendor) => {
  test('fills what is missing, lists it with its words, and keeps the brief', async () => {
    const { code, err, out } = await helped(vendor);
    expect(err).toContain('One call, about ');
    expect(err).toContain('proposed by the model: run.length: Seconds (from “in seconds”)');
    expect(err).toContain('wording offered, not taken: job.owns: proposes three labels for a picture');
    expect([code, out.includes('wrote out/brief.yaml')]).toEqual([0, true]);
    const kept = parse(readFileSync(join(place, 'out/brief.yaml'), 'utf8')) as Brief;
    expect([kept.run.length, kept.job.owns]).toEqual(['seconds', whole.job.owns]);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ vendor, user: expect.stringContaining('Open questions: run.length') });
  });

  test('sends no secret', async () => {
    await helped(vendor);
    expect(server.received[0]?.user).toContain('Our key is [redacted]');
    expect(server.received[0]?.raw).not.toContain(SECRET);
  });

  test.each<[string, Behaviour, string]>([
    ['prose', { does: 'text', text: 'Sure! Here you go.' }, 'the reply is not valid JSON'],
    ['another form', { does: 'answer', answer: { verdict: 'met' } }, 'the reply has not the form asked for'],
    ['a refusal', { does: 'refuse' }, 'the model refused to answer'],
    ['half a reply', { does: 'truncate', text: '{"answers": [' }, 'the model was cut off'],
    ['a wrong key', { does: 'fail', status: 401 }, 'the server refused the key'],
    ['an unknown model', { does: 'fail', status: 404 }, 'the server knows no such model'],
    ['a busy server', { does: 'fail', status: 429 }, 'the server is busy'],
    ['a broken server', { does: 'fail', status: 500 }, 'the server failed'],
    ['garbage', { does: 'garbage' }, 'Your words are read by rules alone'],
    ['a dropped line', { does: 'drop' }, 'the server cannot be reached'],
    ['silence', { does: 'hang' }, 'no answer within 0.2 seconds'],
  ])('%s leaves the rules, and says so', async (_, behaviour, says) => {
    server.behave(() => behaviour);
    const { code, err } = await helped(vendor, '--timeout 0.2');
    expect(err).toContain(says);
    expect(err).toContain('guessed by rule: run.length: Seconds (from “in seconds”)');
    expect(code).toBe(0);
    expect(server.received).toHaveLength(1);
    expect(existsSync(join(place, 'out/ARCHITECTURE.md'))).toBe(true);
  });
});

describe('nothing is sent', () => {
  test.each([
    ['without a key', '--brief part.yaml --provider anthropic --yes', 0, 'ANTHROPIC_API_KEY is not set'],
    [
      'above the limit',
      '--brief part.yaml --provider openai --yes --price 900,900 --max-cost 0.01',
      0,
      'the limit is $0.0100',
    ],
    ['without consent', '--brief part.yaml --provider openai', 2, 'add --yes'],
    ['to nobody', '--brief part.yaml --provider opneai --yes', 2, "did you mean 'openai'?"],
    ['for a flag alone', '--brief part.yaml --model gpt-x', 2, '--model belongs to --provider'],
    ['when there is nothing to read', '--brief bare.yaml --provider openai --yes', 2, 'There is no description'],
    ['to no address', '--brief part.yaml --provider openai --yes --base-url nowhere', 2, 'no address of a server'],
  ])('%s', async (_, line, exit, says) => {
    const env: Record<string, string> = line.includes('anthropic')
      ? {}
      : { ...KEY, OPENAI_BASE_URL: server.url('openai') };
    const { code, err } = await design(line, env);
    expect(err).toContain(says);
    expect(code).toBe(exit);
    expect(server.received).toEqual([]);
  });
});
