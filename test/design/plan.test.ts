// Plans differ where their briefs do, and every part of a plan is well formed.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Brief, Design } from '../../src/contracts.js';
import { fill } from '../../src/design/fill.js';
import { plan } from '../../src/design/plan.js';
import { catalogue } from '../../src/primitives/registry.js';
import { briefNames, briefOf, designOf } from '../support/briefs.js';

const schema = JSON.parse(readFileSync('schemas/design.schema.json', 'utf8')) as object;
const criteria = catalogue.primitives.flatMap((p) => p.criteria.map((c) => c.id));
const chosen = (design: Design, id: string) => design.primitives.find((p) => p.id === id)?.choice;
const limit = (design: Design, of: string) => design.budgets.find((b) => b.of === of)?.limit;

describe.each(briefNames)('the plan of %s', (name) => {
  const design = designOf(name);

  test('follows its schema', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(schema, design), ajv.errorsText()).toBe(true);
  });

  test('chooses on all twelve, with a reason, and with a trigger for what comes later', () => {
    expect(design.primitives.map((p) => p.id)).toEqual(catalogue.primitives.map((p) => p.id));
    expect(design.primitives.filter((p) => p.because.length < 20)).toEqual([]);
    expect(
      design.primitives.filter((p) => p.choice === 'later' && !/\d|first|second|twice|once/.test(p.trigger ?? '')),
    ).toEqual([]);
  });

  test('promises criteria that exist, once, and proves each by a test', () => {
    const promised = design.phases.flatMap((p) => p.promises);
    expect(promised.filter((id) => !criteria.includes(id))).toEqual([]);
    expect(new Set(promised).size).toBe(promised.length);
    const proved = new Set(design.phases.flatMap((p) => p.tests.map((t) => t.criterion)));
    expect(promised.filter((id) => !proved.has(id))).toEqual([]);
  });

  test('has a kill criterion and what done means in each of two or three phases', () => {
    expect([2, 3]).toContain(design.phases.length);
    for (const phase of design.phases) {
      expect(phase.kill).toMatch(/\d/);
      expect(phase.done.length).toBeGreaterThan(0);
      expect(phase.tests.length).toBeGreaterThan(0);
    }
  });

  test('leads every state somewhere, and every arrow to a part that is there', () => {
    const states = design.states.map((s) => s.id);
    expect(design.states.flatMap((s) => s.next).filter((id) => !states.includes(id))).toEqual([]);
    expect(states.filter((id) => id !== 'working' && !design.states.some((s) => s.next.includes(id)))).toEqual([]);
    const parts = design.subsystems.map((s) => s.id);
    expect(design.subsystems.flatMap((s) => s.calls.map((c) => c.id)).filter((id) => !parts.includes(id))).toEqual([]);
  });

  test('has no hole in any document', () => {
    for (const { path, text } of fill(design, catalogue, { summary: true, issues: true }))
      expect(text, path).not.toMatch(/undefined|\[object|NaN|Infinity|[^`]``[^`]|\{\{/);
  });

  test('is the same every time', () => {
    expect(designOf(name)).toEqual(design);
  });
});

describe('plans differ where they should', () => {
  const [code, feature, invoices, reader, shop, swarm] = briefNames.map(designOf) as Design[];
  if (!code || !feature || !invoices || !reader || !shop || !swarm) throw new Error('six briefs are expected');

  test('a gate stands where something can be changed, and nowhere else', () => {
    const gated = [code, feature, invoices, reader, shop, swarm].map((d) => chosen(d, 'permission-system'));
    expect(gated).toEqual(['now', 'not-needed', 'now', 'not-needed', 'now', 'now']);
    expect(reader.subsystems.map((s) => s.id)).not.toContain('permission');
  });

  test('only a shell brings containment and the detection of dangerous commands', () => {
    const contained = [code, feature, invoices, reader, shop, swarm].map((d) =>
      d.phases.some((p) => p.promises.includes('permission-system/destructive-detection')),
    );
    expect(contained).toEqual([true, false, false, false, false, false]);
  });

  test('only a run that fills half of the window compacts', () => {
    const choices = [code, feature, invoices, reader, shop, swarm].map((d) => chosen(d, 'compaction'));
    expect(choices).toEqual(['now', 'not-needed', 'later', 'later', 'not-needed', 'later']);
  });

  test('what is paid is paid after phase 1, by two people, and never twice', () => {
    const pay = invoices.capabilities.find((c) => c.name === 'pay_invoice');
    expect(pay).toMatchObject({ class: 'destructive', approval: 'second-person', phase: 2 });
    const twice = invoices.phases[1]?.tests.find((t) => t.criterion === 'workflow-state/effects-recorded');
    expect(twice?.given).toContain('pay_invoice');
  });

  test('a wait for a yes survives a night where it has to', () => {
    const waits = (d: Design) => d.states.find((s) => s.id === 'awaiting-approval')?.survives;
    expect([invoices, shop, swarm, reader].map(waits)).toEqual([true, true, false, undefined]);
  });

  test('a strange repository cannot turn one yes for the shell into all', () => {
    expect(code.capabilities.find((c) => c.name === 'run_command')?.approval).toBe('every-time');
  });

  test('limits are those of the product', () => {
    expect([code, feature, invoices, reader, shop, swarm].map((d) => limit(d, 'turns'))).toEqual([
      107, 3, 81, 23, 11, 20,
    ]);
  });
});

describe('wishes', () => {
  const wish = briefOf('swarm-wish');
  const withReason = (over: Partial<Brief['plans']>): Design =>
    plan({ ...wish, plans: { ...wish.plans, ...over } }, catalogue);

  test('a swarm without a reason becomes one agent, with the evidence that would change the advice', () => {
    const design = designOf('swarm-wish');
    expect(design.agents.count).toBe(1);
    expect(design.pushback[0]).toMatchObject({ wish: '8 agents', evidence: expect.stringMatching(/20 golden tasks/) });
    expect(chosen(design, 'agent-types')).toBe('later');
  });

  test('a hope is no reason, and a reason without a measurement is none either', () => {
    expect(withReason({ agentsReason: 'better-results', agentsEvidence: 'I feel it' }).agents.count).toBe(1);
    expect(withReason({ agentsReason: 'context', agentsEvidence: '' }).agents.count).toBe(1);
    expect(withReason({ agentsReason: 'separate-owners', agentsEvidence: 'two teams' }).agents.count).toBe(1);
  });

  test('a reason that holds brings agent types, and no more agents than it carries', () => {
    const design = withReason({ agentsReason: 'isolation', agentsEvidence: 'web pages must not reach publish_post' });
    expect(design.agents.count).toBe(3);
    expect(chosen(design, 'agent-types')).toBe('now');
    expect(design.pushback.map((p) => p.wish)).not.toContain('8 agents');
  });

  test('a budget below the usual run is said before it is overrun', () => {
    const poor = plan({ ...wish, cost: { ...wish.cost, perRun: 0.01 } }, catalogue);
    expect(poor.pushback.map((p) => p.wish)).toContain('$0.01 per run');
  });

  test('a model without a price is limited by tokens', () => {
    const local = plan({ ...wish, cost: { ...wish.cost, inputPrice: 0, outputPrice: 0 } }, catalogue);
    expect(local.budgets.map((b) => b.of)).not.toContain('run-cost');
    expect(limit(local, 'run-tokens')).toBeGreaterThan(0);
  });
});
