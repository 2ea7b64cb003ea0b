// Answers that are taken at their word would fail later: they are pushed back on, or asked about.
import { describe, expect, test } from 'vitest';
import type { Brief, BriefCapability } from '../../src/contracts.js';
import { contradictions } from '../../src/design/brief/contradictions.js';
import { guess } from '../../src/design/guess.js';
import { amountIn } from '../../src/design/plan/amounts.js';
import { plan } from '../../src/design/plan.js';
import { catalogue } from '../../src/primitives/registry.js';
import { briefNames, briefOf, designOf } from '../support/briefs.js';

const shop = briefOf('support-assistant');
const refunds = (over: Partial<BriefCapability>, brief: Brief = shop): Brief => ({
  ...brief,
  capabilities: brief.capabilities.map((c) => (c.name === 'refund_order' ? { ...c, ...over } : c)),
});
const wishes = (brief: Brief) => plan(brief, catalogue).pushback.map((p) => p.wish);

describe('pushed back on', () => {
  test('money that moves without a question', () => {
    expect(wishes(refunds({ approval: 'none' }))).toContain('`refund_order` without a question');
    expect(wishes(shop)).not.toContain('`refund_order` without a question');
  });

  test('one tool with two answers, with limits that the gate compares', () => {
    const design = plan(refunds({ does: 'refunds an order, alone up to 50 euros', approval: 'none' }), catalogue);
    const split = design.pushback.find((p) => p.wish.startsWith('an amount for'));
    expect(split?.advice).toContain('`refund_order_small`, which refuses more than 50 euros');
    expect(design.budgets.find((b) => b.of === 'call-amount')).toMatchObject({ limit: 50, reached: /refuses/ });
    expect(design.budgets.find((b) => b.of === 'day-amount')?.limit).toBe(50 * shop.run.perDay);
    expect(design.phases.flatMap((p) => p.tests).map((t) => t.given)).toContainEqual(
      expect.stringContaining('over 50 and 51 euros'),
    );
  });

  test('a success that cannot fail', () => {
    const vague = { ...shop, job: { ...shop.job, success: 'it works well' } };
    expect(wishes(vague)).toContain('success: it works well');
  });

  test('a date that the work does not fit into', () => {
    expect(wishes({ ...shop, team: { ...shop.team, weeks: 1, maintainers: 1 } })).toContain('1 week');
  });

  test.each(briefNames)('nothing of this in %s', (name) => {
    const said = designOf(name).pushback.map((p) => p.wish);
    expect(said.filter((wish) => /without a question|^an amount|^success|weeks?$/.test(wish))).toEqual([]);
  });
});

test.each([
  ['up to 50 euros', 50, 'euros'],
  ['above $1,200 a day', 1200, 'dollars'],
  ['more than 20 EUR', 20, 'eur'],
  ['€30', 30, 'euros'],
])('%s is an amount', (text, value, unit) => {
  expect(amountIn(text)).toMatchObject({ value, unit });
});

test.each(['within 30 seconds', 'twice', '3 labels'])('%s is none', (text) => {
  expect(amountIn(text)).toBeUndefined();
});

describe('asked about', () => {
  const says = (brief: Brief) =>
    contradictions(brief)
      .map((c) => c.says)
      .join();
  test('a yes that no run waits for', () => {
    expect(says({ ...shop, run: { ...shop.run, waitsFor: ['nothing'] } })).toMatch(/yet a run waits for nothing/);
  });
  test('a wait for an approver whom no tool asks', () => {
    expect(says(refunds({ approval: 'none' }))).toMatch(/yet no tool needs approval/);
  });
  test('tools for anyone, and no words of strangers', () => {
    expect(says({ ...shop, context: { ...shop.context, untrusted: 'no' } })).toMatch(/nothing that strangers wrote/);
  });
});

describe('guessed from the words', () => {
  test.each([
    ['Python, two of us, in six weeks', 'team.maintainers', 2],
    ['A bot that watches our support inbox', 'run.startedBy', 'event'],
    ['It has a planner, a writer and a critic agent', 'plans.wanted', ['agents']],
    ['It has planner, writer and critic agents', 'plans.agents', 3],
    ['Above that it asks a team lead', 'run.approvers', 'a team lead'],
  ])('%s', (text, id, value) => {
    expect(guess(text).find((g) => g.id === id)?.value).toEqual(value);
  });

  test('asking a team lead is no conversation', () => {
    expect(guess('It watches our inbox and asks a team lead').find((g) => g.id === 'run.startedBy')?.value).toBe(
      'event',
    );
  });
});
