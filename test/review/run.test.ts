import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Behaviour,
  type ModelServer,
  type Received,
  startModelServer,
  UNSURE,
  type Vendor,
} from '../support/model-server.js';
import { judgementsOf, placed, type Run, reportOf, reviewed, sample } from '../support/review.js';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

const root = placed(sample('lean-good'));
const TWO = ['permission-system/containment', 'permission-system/trust-tiers'];
const MET = 'permission-system/containment';
const QUOTE = {
  file: 'src/permissions.ts',
  line: 48,
  text: 'const denied = policy.deny.find((rule) => target.startsWith(rule));',
};

function answer(over: object = {}): Behaviour {
  return {
    does: 'answer',
    answer: { verdict: 'met', reason: 'Deny rules are looked up first.', quotes: [QUOTE], place: null, ...over },
  };
}

const asks = () => server.received.map((r) => r.criterion);

describe.each(['anthropic', 'openai'] as Vendor[])('%s', (vendor) => {
  const run = (over: Partial<Run> = {}) => reviewed({ root, server, vendor, only: TWO, ...over });

  test('a checked answer changes the verdict, its evidence and the score, and says so', async () => {
    server.behave(({ criterion }) => (criterion === MET ? answer() : UNSURE));
    const report = await reportOf({ root, server, vendor, only: TWO });
    const before = (await judgementsOf(root)).verdicts.find((v) => v.id === MET);
    const verdict = report.criteria.find((c) => c.id === MET);
    expect(verdict).toMatchObject({
      verdict: 'met',
      level: 'wired',
      confidence: 'medium',
      why: 'Deny rules are looked up first.',
    });
    expect(verdict?.evidence[0]).toMatchObject({ file: QUOTE.file, text: QUOTE.text });
    expect(verdict?.reviewed).toMatchObject({
      static: { verdict: before?.verdict },
      verdict: 'met',
      model: 'test-model',
    });
    expect(report.review).toMatchObject({
      by: vendor,
      accepted: 1,
      changed: 1,
      stop: { reason: 'completed' },
    });
    expect(report.review?.dropped).toEqual([]);
    expect(report.review?.undecided).toMatchObject([{ criterion: TWO[1] }]);
    expect(report.findings.flatMap((f) => f.criteria)).not.toContain(MET);
  });

  test('the request is what the vendor documents: cached prefix, structured output, key in its header, no tools', async () => {
    server.behave(() => UNSURE);
    await run();
    const [first, second] = server.received.map((r) => JSON.parse(r.raw));
    expect(first).not.toHaveProperty('tools');
    const system = (r?: Received) => r?.system ?? '';
    expect(system(server.received[0]).length).toBeGreaterThan(4_000);
    expect(system(server.received[1])).toBe(system(server.received[0]));
    if (vendor === 'anthropic') {
      expect(first.system[0].cache_control).toEqual({ type: 'ephemeral' });
      expect(second.output_config.format.type).toBe('json_schema');
    } else {
      expect(first.response_format).toMatchObject({ type: 'json_schema', json_schema: { strict: true } });
    }
    expect(server.received[0]?.headers.authorization).toBe('Bearer key-of-the-test');
    expect(server.received.map((r) => r.raw).join()).not.toContain('key-of-the-test');
  });

  test('tokens and cost are those of the server', async () => {
    server.behave(() => UNSURE);
    const model = vendor === 'anthropic' ? 'claude-haiku-4-5' : 'gpt-5-mini';
    const { outcome } = await run({ model });
    const sum = (of: (r: Received) => number) => server.received.reduce((total, r) => total + of(r), 0);
    const [input, output, cached] = [
      sum((r) => r.tokens.input),
      sum((r) => r.tokens.output),
      sum((r) => r.tokens.cached),
    ];
    expect(outcome.usage).toMatchObject({ calls: 2, input, output, cacheRead: cached });
    const [inPrice, outPrice] = vendor === 'anthropic' ? [1, 5] : [0.25, 2];
    const dollars = ((input - cached) * inPrice + cached * inPrice * 0.1 + output * outPrice) / 1e6;
    expect(outcome.usage?.cost).toBeCloseTo(dollars, 10);
  });

  test.each([
    [401, 'key'],
    [403, 'key'],
  ])('%i ends the review with what to do', async (status) => {
    server.behave(() => ({ does: 'fail', status }));
    await expect(run()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('refused the key') });
    expect(server.received).toHaveLength(1);
  });

  test('an unknown model ends the review with what to do', async () => {
    server.behave(() => ({ does: 'fail', status: 404 }));
    await expect(run()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('no model test-model'),
      hint: expect.stringContaining('--model'),
    });
  });

  test('429 is waited out as long as the server asks', async () => {
    server.behave(({ index }) =>
      index < 2 ? { does: 'fail', status: 429, headers: { 'retry-after': '7' } } : answer(),
    );
    const { outcome, waits } = await run({ only: [MET] });
    expect(waits).toEqual([7000, 7000]);
    expect(outcome.accepted).toBe(1);
  });

  test.each<[string, Behaviour]>([
    ['500', { does: 'fail', status: 500 }],
    ['529', { does: 'fail', status: 529 }],
    ['a slow server', { does: 'hang' }],
    ['a dropped connection', { does: 'drop' }],
  ])('%s is tried again after growing waits', async (_, behaviour) => {
    server.behave(({ index }) => (index < 2 ? behaviour : answer()));
    const { outcome, waits } = await run({ only: [MET], ...(behaviour.does === 'hang' ? { timeout: 1_500 } : {}) });
    expect(waits).toEqual([1000, 2000]);
    expect(outcome.accepted).toBe(1);
  });

  test('three failures in a row open the breaker; what is done is kept', async () => {
    server.behave(({ criterion }) => (criterion === MET ? answer() : { does: 'fail', status: 503 }));
    const { outcome, events } = await reviewed({ root, server, vendor });
    expect(outcome.stop).toMatchObject({ reason: 'breaker' });
    const failed = new Set(asks().filter((c) => c !== MET));
    expect([3, 6]).toContain(failed.size);
    expect(events.at(-1)).toMatchObject({ type: 'review-stopped', reason: 'breaker' });
  });

  test.each<[string, Behaviour, string]>([
    ['malformed JSON', { does: 'text', text: '{"verdict": "met", ' }, 'not valid JSON'],
    ['prose', { does: 'text', text: 'I think this is met.' }, 'not valid JSON'],
    ['a verdict of its own', answer({ verdict: 'excellent' }), 'none of met'],
    ['quotes of another form', answer({ quotes: ['src/permissions.ts:48'] }), 'a quote has not'],
    ['a truncated reply', { does: 'truncate', text: '{"verdict": "me' }, 'cut off'],
  ])('%s is asked for once more, then dropped', async (_, behaviour, why) => {
    server.behave(() => behaviour);
    const { outcome, after, before } = await run({ only: [MET] });
    expect(asks()).toEqual([MET, MET]);
    expect(outcome.dropped).toEqual([{ criterion: MET, why: expect.stringContaining(why) }]);
    expect(after.get(MET)).toEqual(before.get(MET));
  });

  test('a reply that is no reply of the API is a failure, not a crash', async () => {
    server.behave(() => ({ does: 'garbage' }));
    const { outcome } = await run({ only: [MET] });
    expect(outcome.accepted).toBe(0);
  });

  test('a refusal is dropped without asking again', async () => {
    server.behave(() => ({ does: 'refuse' }));
    const { outcome } = await run({ only: [MET] });
    expect(asks()).toEqual([MET]);
    expect(outcome.dropped[0]?.why).toBe('the model refused to answer');
  });

  test('a false quote is asked for once more; the corrected answer counts', async () => {
    server.behave(({ index }) =>
      answer(index === 0 ? { quotes: [{ ...QUOTE, text: 'if (!allowed(tool)) throw new Denied();' }] } : {}),
    );
    const { outcome } = await run({ only: [MET] });
    expect(asks()).toEqual([MET, MET]);
    expect(server.received[1]?.user).toContain('1 of its citations is not in the code');
    expect(outcome).toMatchObject({ accepted: 1, changed: 1 });
  });

  test('the budget stops before the call', async () => {
    server.behave(() => UNSURE);
    const { outcome, events } = await reviewed({ root, server, vendor, limits: { tokens: 60_000, cost: null } });
    const paid = outcome.usage;
    expect(outcome.stop.reason).toBe('token-budget');
    expect(paid?.calls).toBe(server.received.length);
    expect((paid?.input ?? 0) + (paid?.output ?? 0)).toBeLessThanOrEqual(60_000);
    expect(events.filter((e) => e.type === 'call-started')).toHaveLength(server.received.length);
  });

  test('the budget in dollars stops before the call too', async () => {
    server.behave(() => UNSURE);
    const [model, cost] = vendor === 'anthropic' ? ['claude-sonnet-4-5', 0.4] : ['gpt-5.1', 0.15];
    const { outcome } = await reviewed({ root, server, vendor, model, limits: { tokens: 10_000_000, cost } });
    expect(outcome.stop.reason).toBe('cost-budget');
    expect(outcome.usage?.cost).toBeLessThanOrEqual(cost);
    expect(outcome.usage?.cost).toBeGreaterThan(0);
  });

  test('a budget below one call is told before anything is sent', async () => {
    await expect(run({ limits: { tokens: 5_000, cost: null } })).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('--max-tokens'),
    });
    expect(server.received).toHaveLength(0);
  });

  test('a review that is stopped half-way goes on where it ended and asks nothing twice', async () => {
    const journal = join(mkdtempSync(join(tmpdir(), 'journal-')), 'deep', 'answers.jsonl');
    const abort = new AbortController();
    server.behave(({ criterion, index }) => {
      if (index === 9) abort.abort();
      return criterion === MET ? answer() : UNSURE;
    });
    const first = await reviewed({ root, server, vendor, journal, signal: abort.signal });
    expect(first.outcome.stop.reason).toBe('cancelled');
    const done = first.events.filter((e) => e.type === 'call-finished').length;
    appendFileSync(journal, '{"version":1,"packet":"cut sho');
    const second = await reviewed({ root, server, vendor, journal });
    expect(second.outcome.stop.reason).toBe('completed');
    expect(second.events.filter((e) => e.type === 'answer-replayed')).toHaveLength(done);
    const interrupted = new Set(asks().slice(0, 10)).size - done;
    expect(asks().length - new Set(asks()).size).toBe(interrupted);
    expect(interrupted).toBeLessThanOrEqual(1);
    const third = await reviewed({ root, server, vendor, journal });
    expect(third.outcome).toEqual(second.outcome);
    expect(third.after).toEqual(second.after);
    expect(asks()).toHaveLength(second.packet.questions.length + interrupted);
  });
});
