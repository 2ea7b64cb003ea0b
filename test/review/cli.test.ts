// The command line, as a user runs it: what it asks for, what it says, and that a killed run goes on where it ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Behaviour, type ModelServer, startModelServer, UNSURE, type Vendor } from '../support/model-server.js';
import { placed, sample } from '../support/review.js';
import type { Ran } from '../support/run-cli.js';

// Each test starts whole programs, some of them several times.
vi.setConfig({ testTimeout: 240_000 });

const CLI = resolve('dist/cli.js');
const KEY = 'the-key-that-nobody-may-see';
const root = placed(
  Object.fromEntries(Object.entries(sample('lean-good')).map(([path, text]) => [`repo/${path}`, text])),
);

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  server.behave(() => UNSURE);
});

interface Started {
  child: ChildProcess;
  ran: Promise<Ran>;
}

/** Starts the command without a terminal. Every start has its own state folder unless one is given. */
function start(line: string, env: Record<string, string> = {}): Started {
  const { PATH = '' } = process.env;
  const XDG_STATE_HOME = mkdtempSync(join(tmpdir(), 'state-'));
  const child = spawn(process.execPath, [CLI, ...line.split(' ')], {
    cwd: root,
    env: { PATH, XDG_STATE_HOME, ...env },
  });
  const ran = new Promise<Ran>((done) => {
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text.err += chunk;
    });
    child.on('close', (code) => done({ code, ...text }));
  });
  return { child, ran };
}

const run = (line: string, env?: Record<string, string>) => start(line, env).ran;
const asks = () => server.received.map((r) => r.criterion);

const MET: Behaviour = {
  does: 'answer',
  answer: {
    verdict: 'met',
    reason: 'Deny rules are looked up first.',
    quotes: [
      {
        file: 'src/permissions.ts',
        line: 49,
        text: 'const denied = policy.deny.find((rule) => target.startsWith(rule));',
      },
    ],
    place: null,
  },
};

describe.each<[Vendor, string]>([
  ['anthropic', 'ANTHROPIC'],
  ['openai', 'OPENAI'],
])('%s', (vendor, prefix) => {
  const env = { [`${prefix}_API_KEY`]: KEY, [`${prefix}_BASE_URL`]: '' };
  const url = () => server.url(vendor);

  test('a run from end to end: estimate, report with the change, log without key', async () => {
    server.behave(({ criterion }) => (criterion === 'permission-system/containment' ? MET : UNSURE));
    const { code, out, err } = await run(
      `evaluate repo --review ${vendor} --base-url ${url()} --model m --yes --log events.jsonl`,
      env,
    );
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^review by m at http.*: \d+ questions, about \d+ tokens in/),
    });
    expect(out).toContain('permission-system/containment  partial → met');
    expect(out).toContain('Deny rules are looked up first.');
    const log = readFileSync(join(root, 'events.jsonl'), 'utf8');
    const events = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ type: 'review-started', model: 'm' });
    expect(events.at(-1)).toMatchObject({ type: 'review-stopped', reason: 'completed' });
    expect(new Set(events.map((e) => e.review)).size).toBe(1);
    expect(out + err + log).not.toContain(KEY);
  });

  test.each(['SIGKILL', 'SIGINT'] as const)(
    '%s half-way, and the same command goes on without asking twice',
    async (signal) => {
      const state = { ...env, XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'state-')) };
      const line = `evaluate repo --review ${vendor} --base-url ${url()} --model m --yes --format json`;
      const first = start(line, state);
      server.behave(({ index }) => {
        if (index === 6) first.child.kill(signal);
        return index === 6 ? { does: 'hang' } : UNSURE;
      });
      const { code, out, err } = await first.ran;
      expect(out).toBe('');
      if (signal === 'SIGINT')
        expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('the review was cancelled') });
      server.behave(() => UNSURE);
      const second = await run(line, state);
      expect(JSON.parse(second.out).review).toMatchObject({
        stop: { reason: 'completed' },
        usage: { calls: new Set(asks()).size },
      });
      const answered = asks().filter((_, index) => index !== 6);
      expect(new Set(answered).size).toBe(answered.length);
      const requests = asks().length;
      expect((await run(line, state)).out).toBe(second.out);
      expect(asks()).toHaveLength(requests);
    },
  );

  test('without a key: which variable, where to get one, and that evaluate works without', async () => {
    const { code, out, err } = await run(`evaluate repo --review ${vendor}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${prefix}_API_KEY is not set`);
    expect(err).toMatch(/https:\/\/platform\..*evaluate works without one/);
  });

  test('without --yes and without a terminal nothing is sent', async () => {
    const { code, err } = await run(`evaluate repo --review ${vendor} --base-url ${url()}`, env);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/nobody can be asked\n {2}add --yes/) });
    expect(asks()).toEqual([]);
  });

  test('a dry run shows all that would be sent, and needs no key', async () => {
    const dry = await run(`evaluate repo --review ${vendor} --base-url ${url()} --model m --dry-run`);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(new RegExp(`^Would be sent to m at ${url()}\nEstimate: \\d+ questions`));
    expect(asks()).toEqual([]);
    await run(`evaluate repo --review ${vendor} --base-url ${url()} --model m --yes`, env);
    for (const { user, system } of server.received) {
      expect(dry.out).toContain(user);
      expect(dry.out).toContain(system);
    }
  });

  test('a wrong key and an unknown model are told in two lines, without the key', async () => {
    for (const [status, what] of [
      [401, 'refused the key'],
      [404, 'no model m'],
    ] as const) {
      server.behave(() => ({ does: 'fail', status }));
      const { code, err } = await run(
        `evaluate repo --review ${vendor} --base-url ${url()} --model m --yes --quiet`,
        env,
      );
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(what) });
      expect(err).not.toContain(KEY);
    }
  });
});

test('nothing is sent without --review, whatever the environment holds', async () => {
  const env = {
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_BASE_URL: server.url('anthropic'),
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: server.url('openai'),
  };
  expect((await run('evaluate repo', env)).code).toBe(0);
  expect((await run('evaluate repo --review-packet packet.json', env)).code).toBe(0);
  expect(server.received).toEqual([]);
});

test("a review by the user's own configuration; one in the repository is not read", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const config = join(folder, 'config.yaml');
  const openai = `{ model: configured, baseUrl: '${server.url('openai')}', keyVariable: MY_KEY }`;
  writeFileSync(config, `review:\n  provider: openai\n  providers:\n    openai: ${openai}\n`);
  const line = `evaluate repo --yes --quiet --format json --config ${config} --review`;
  const { code, out } = await run(line, { MY_KEY: KEY });
  expect(code).toBe(0);
  expect(JSON.parse(out).review).toMatchObject({ by: 'openai', model: 'configured', stop: { reason: 'completed' } });
  expect(server.received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  writeFileSync(join(root, 'repo', 'config.yaml'), readFileSync(config, 'utf8'));
  const refused = await run('evaluate repo --yes --config repo/config.yaml --review', { MY_KEY: KEY });
  rmSync(join(root, 'repo', 'config.yaml'));
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('is part of the repository that is judged') });
});

test('packet out, answers in', async () => {
  expect(await run('evaluate repo --review-packet packet.json --quiet')).toMatchObject({ code: 0, err: '' });
  const packet = JSON.parse(readFileSync(join(root, 'packet.json'), 'utf8'));
  const answer = { criterion: 'permission-system/containment', ...(MET as { answer: object }).answer };
  const answers = { version: 1, packet: packet.digest, tool: packet.tool, model: 'a reader', answers: [answer] };
  writeFileSync(join(root, 'answers.json'), JSON.stringify(answers));
  const { code, out, err } = await run('evaluate repo --review answers.json --format json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out).review).toMatchObject({
    by: 'file',
    model: 'a reader',
    sameFiles: true,
    accepted: 1,
    changed: 1,
  });
  expect(readdirSync(join(root, 'repo')).sort()).toEqual(readdirSync('fixtures/sample-harnesses/lean-good').sort());
  const invented = { ...answer, quotes: [{ file: 'src/agent.ts', line: 1, text: 'await approve(call);' }] };
  writeFileSync(join(root, 'answers.json'), JSON.stringify({ ...answers, answers: [invented] }));
  const told = (await run('evaluate repo --review answers.json --format markdown --output report.md')).err;
  expect(told).toMatch(/^review: 0 of \d+ questions answered, 0 verdicts changed, 0 undecided, 1 dropped$/m);
  expect(told).toMatch(/^note: permission-system\/containment was not believed: .*src\/agent\.ts/m);
});

test.each([
  ['evaluate repo --dry-run', '--dry-run shows what --review would send'],
  ['evaluate repo --review gemini', 'no provider and no file is called gemini'],
  ['evaluate repo --review --yes', '--review names no provider and none is configured'],
  ['evaluate repo --review openai --config nowhere.yaml', 'cannot read nowhere.yaml'],
  ['evaluate repo --review nowhere.json', 'cannot read nowhere.json'],
  ['evaluate --facts facts.json --review anthropic', 'a review reads the code'],
  ['evaluate repo --review openai --model local --max-cost 1', 'the price of local is not known'],
  ['evaluate repo --review openai --max-tokens lots', 'no number of tokens: lots'],
  ['evaluate repo --review openai --max-cost -1', 'no amount of dollars: -1'],
  ['evaluate repo --review openai --price 3', 'no price: 3'],
  ['evaluate repo --review openai --base-url local', 'no address of a server: local'],
  ['evaluate repo --review openai --max-tokens 100 --yes', 'the budget is too small for one call'],
])('%s is told in two lines', async (line, what) => {
  const { code, out, err } = await run(line, {
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: line.includes('--base-url') ? '' : server.url('openai'),
  });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`error: ${what}`);
  expect(err).not.toContain('    at ');
  expect(existsSync(join(root, 'repo', '.local'))).toBe(false);
});
