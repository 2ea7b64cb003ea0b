// Rules that a reader of many plans found missing or wrong once, on products unlike the fixtures.
import { describe, expect, test } from 'vitest';
import type { Brief, BriefCapability, Design } from '../../src/contracts.js';
import { validate } from '../../src/design/brief/validate.js';
import { fill } from '../../src/design/fill.js';
import { plan } from '../../src/design/plan.js';
import { next } from '../../src/design/questions.js';
import { catalogue } from '../../src/primitives/registry.js';
import { briefNames, briefOf, designOf } from '../support/briefs.js';

const tool = (over: Partial<BriefCapability>): BriefCapability => ({
  name: 'read_logs',
  does: 'reads logs of a pod',
  effect: 'read',
  touches: 'logs of the cluster',
  invokedBy: 'schedule',
  approval: 'none',
  mistake: 'nothing',
  undo: 'yes',
  ...over,
});
const restart = tool({
  name: 'restart_service',
  does: 'restarts a service',
  effect: 'write',
  mistake: 'rework',
  undo: 'with-work',
});
const remove = tool({
  name: 'delete_pod',
  does: 'deletes a pod',
  effect: 'delete',
  touches: 'pods',
  approval: 'every-time',
  mistake: 'harm',
  undo: 'no',
});

/** Started by alerts, with nobody beside it. */
const medic: Brief = {
  ...briefOf('invoice-workflow'),
  name: 'pager-medic',
  description: 'An agent that an alert starts.',
  job: {
    owns: 'brings a service back',
    users: 'the on-call engineers',
    never: ['a database pod is deleted'],
    success: 'the alert is resolved',
  },
  capabilities: [tool({}), restart, remove],
  run: {
    startedBy: 'event',
    length: 'minutes',
    steps: 12,
    perDay: 25,
    survives: ['progress', 'approvals'],
    waitsFor: ['approver'],
    approvers: 'the engineer on call',
    approvalHours: 1,
  },
  watching: ['operator'],
};
const design = plan(medic, catalogue);
const budget = ({ budgets }: Design, of: string) => budgets.find((b) => b.of === of);
const documentOf = (one: Design) =>
  fill(one, catalogue, { summary: true, issues: true })
    .filter((f) => f.path.endsWith('.md'))
    .map((f) => f.text)
    .join('\n');

describe('an urgent product', () => {
  test('hands events to a person when the day is paid out, and never parks them', () => {
    expect(budget(design, 'day-cost')?.reached).toMatch(/to the engineer on call at once/);
    expect(documentOf(design)).not.toMatch(/tomorrow/);
  });

  test('names who approves, and lets an open question lapse as a no', () => {
    expect(budget(design, 'approval')).toMatchObject({ limit: 1, reached: expect.stringContaining('lapses as a no') });
    expect(design.states.find((s) => s.id === 'refused')?.means).toContain('nothing for 1 hour');
    const late = design.phases.flatMap((p) => p.tests).find((t) => t.given.includes('left open for 1 hour'));
    expect(late).toMatchObject({
      criterion: 'permission-system/fail-closed',
      then: expect.stringContaining('ran 0 times'),
    });
    expect(documentOf(design)).toContain('shown 5 times to the engineer on call');
  });
});

describe.each(['pager-medic', ...briefNames])('the phases of %s', (name) => {
  const one = name === 'pager-medic' ? design : designOf(name);
  const brief = name === 'pager-medic' ? medic : briefOf(name);

  test('never call done what costs more than is allowed', () => {
    const [, dollars = '0'] = /costs \$([\d,.]+) or less/.exec(one.phases[0]?.done.join('\n') ?? '') ?? [];
    expect(Number(dollars.replaceAll(',', ''))).toBeLessThanOrEqual(brief.cost.perRun);
  });

  test('need no tool before it is built: a test of phase 1 that names one held back expects it not to run', () => {
    const held = one.capabilities.filter((c) => c.phase === 2).map((c) => `\`${c.name}\``);
    const about = one.phases[0]?.tests.filter((t) => held.some((h) => `${t.given} ${t.when}`.includes(h))) ?? [];
    const harmless = /ran 0 times|refuse|neither runs|is running|class that changes|1 time, and nothing else/;
    for (const { when, then } of about) expect(`${when} ${then}`).toMatch(harmless);
  });

  test('prove nothing in the words of the catalogue', () => {
    const stock = catalogue.primitives.flatMap((p) => p.criteria.map((c) => c.confirm.then));
    expect(one.phases.flatMap((p) => p.tests).filter((t) => stock.includes(t.then))).toEqual([]);
  });
});

describe('grammar follows number', () => {
  test.each(['pager-medic', ...briefNames])('in %s', (name) => {
    const text = documentOf(name === 'pager-medic' ? design : designOf(name));
    expect(text).not.toMatch(/\b1 (minutes|hours|runs|tools|steps|calls|weeks|tokens)\b/);
    expect(text).not.toMatch(/\ball 2 (are|have)\b|real the |\bhave passed\b|US dollars per/);
    expect(text).not.toMatch(/^(\| )?`\w+` (are|run|leave|wait) /m);
  });
});

test('a price above the allowance is answered with a number of calls that fits', () => {
  const poor = plan({ ...medic, cost: { ...medic.cost, perRun: 0.05 } }, catalogue);
  const advice = poor.pushback.find((p) => p.wish === '$0.05 per run')?.advice ?? '';
  const [, calls] = /plan for (\d+) tool calls? instead of 12/.exec(advice) ?? [];
  expect(Number(calls)).toBeGreaterThan(0);
  const fewer = plan(
    { ...medic, run: { ...medic.run, steps: Number(calls) }, cost: { ...medic.cost, perRun: 0.05 } },
    catalogue,
  );
  expect(fewer.pushback.map((p) => p.wish)).not.toContain('$0.05 per run');
});

test('a line about words is checked before the user, a line about a tool before the tool', () => {
  const never = ['medical advice is given', 'a pod is deleted'];
  const { phases } = plan({ ...medic, job: { ...medic.job, never } }, catalogue);
  const risky = phases[0]?.tests.filter((t) => t.kind === 'risky') ?? [];
  expect(risky[0]?.then).toContain('holds the answer back from the on-call engineers');
  expect(risky[1]).toMatchObject({
    when: expect.stringContaining('`delete_pod`'),
    then: expect.stringContaining('nothing in pods has changed'),
  });
});

test('what costs money and asks nobody is a risk, and so is a read in front of the wrong eyes', () => {
  const dear = { ...restart, mistake: 'money' as const, undo: 'no' as const };
  const records = tool({ name: 'find_patient', mistake: 'harm', invokedBy: 'anyone' });
  const risks = plan({ ...medic, capabilities: [records, dear] }, catalogue).risks.map((r) => r.risk);
  expect(risks).toContain('`find_patient` shows a stranger what is not theirs.');
  expect(risks).toContain('A wrong `restart_service` is noticed after it cost money.');
});

test('a reason that carries several agents shows in the plan, beginning with one', () => {
  const plans: Brief['plans'] = {
    wanted: ['agents'],
    agents: 2,
    agentsReason: 'isolation',
    agentsEvidence: 'logs must not reach delete_pod',
  };
  const two = plan({ ...medic, plans }, catalogue);
  expect(two.concurrency.map((c) => c.rule).join()).toContain('The agent that acts is one');
  expect(documentOf(two)).toContain('1 agent, and 2 from phase 2 on');
});

describe('who approves', () => {
  test('is asked where a tool needs a yes, and only there', () => {
    const { approvers: _, approvalHours: __, ...run } = medic.run;
    const open = (capabilities: BriefCapability[]) => next({ ...medic, run, capabilities }).map((q) => q.id);
    expect(open(medic.capabilities)).toEqual(['run.approvers', 'run.approvalHours']);
    expect(open([restart])).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    [{ name: 'Parcel Desk' }, "'Parcel Desk' cannot be a name"],
    [{ name: '../x' }, "'../x' cannot be a name"],
    [{ capabilities: [tool({ name: 'read logs' })] }, "'read logs' cannot be a name"],
    [{ capabilities: [tool({ name: 'a'.repeat(65) })] }, 'cannot be a name'],
    [{ capabilities: [tool({ name: 'readLogs' }), tool({})] }, "'read_logs' is there twice"],
  ])('%j is refused', (part, says) => {
    expect(
      validate({ version: 1, ...part })
        .map((p) => p.says)
        .join(),
    ).toContain(says);
  });

  test.each(['readLogs', 'read-logs', 'Read_Logs2'])('%s is a name', (name) => {
    expect(validate({ version: 1, capabilities: [tool({ name })] })).toEqual([]);
  });
});
