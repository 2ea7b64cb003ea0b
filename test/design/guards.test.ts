// Lines of what must never happen, tools that happen once, and the cases of a workflow.
import { describe, expect, test } from 'vitest';
import type { Brief, Design } from '../../src/contracts.js';
import { plan } from '../../src/design/plan.js';
import { catalogue } from '../../src/primitives/registry.js';
import { briefNames, briefOf, designOf } from '../support/briefs.js';

const ledger = briefOf('invoice-workflow');
const shop = briefOf('support-assistant');
const coder = briefOf('coding-agent');
const never = (brief: Brief, line: string) => plan({ ...brief, job: { ...brief.job, never: [line] } }, catalogue);
const risky = ({ phases }: Design) => phases[0]?.tests.find((t) => t.given.startsWith('an input that pushes'));
const tests = ({ phases }: Design) => phases.flatMap((p) => p.tests);

describe('a line of what must never happen', () => {
  test.each([
    [ledger, 'an invoice is paid twice', 'code', /unique key of tool and target/, /second is refused/],
    [ledger, 'a payment that only one person has seen', 'person', /cannot see whether a yes was right/, /missing yes/],
    [ledger, 'an account is paid without a call to the supplier', 'person', /code cannot decide/, /missing record/],
    [ledger, 'a payment above 5,000 euros', 'code', /5000 euros/, /refused by amount/],
    [ledger, 'a wrong cost centre in the ledger', 'nobody', /Name the field/, /was settled/],
    [ledger, 'an invoice is deleted', 'code', /no tool can do it/, /unknown tool/],
    [shop, 'data of one customer shown to another', 'code', /limited to who is asking/, /nothing of it/],
    [shop, 'legal advice is given', 'person', /the rest it cannot decide/, /holds the answer back/],
    [coder, 'a push to a remote', 'code', /no network and no keys/, /neither has happened/],
    [coder, 'a file outside of the repository is changed', 'code', /even after a yes/, /even after a yes/],
  ] as const)('%#: %s', (brief, line, by, decides, then) => {
    const design = never(brief, line);
    expect(design.guards).toMatchObject([{ never: line, by, decides: expect.stringMatching(decides) }]);
    expect(risky(design)?.then).toMatch(then);
  });

  test('about sending is proved by the tools that there are, when none of them sends', () => {
    const drafts = ledger.capabilities.filter((c) => c.effect === 'read' || c.effect === 'write');
    const design = never(
      { ...ledger, capabilities: drafts, run: { ...ledger.run, waitsFor: ['nothing'] } },
      'a reply reaches a customer that no support agent has sent',
    );
    expect(risky(design)).toMatchObject({ when: expect.stringContaining('the registry is listed') });
  });
});

describe('what cannot be taken back', () => {
  test('happens once for each target, whatever the id of its call', () => {
    const design = designOf('invoice-workflow');
    const once = tests(design).filter((t) => t.criterion === 'workflow-state/effects-recorded');
    for (const { when } of once) expect(when).toContain('for the same target under a new one');
    expect(design.budgets).toContainEqual(expect.objectContaining({ of: 'retries', limit: 1 }));
  });

  test.each(briefNames)('is not what the loop breaker of %s counts', (name) => {
    const brief = briefOf(name);
    const loop = tests(designOf(name)).find((t) => t.criterion === 'token-budget/loop-breaker');
    for (const { name: tool } of brief.capabilities.filter((c) => c.undo === 'no' && c.effect !== 'read'))
      expect(loop?.given ?? '').not.toContain(`\`${tool}\``);
  });

  test('is proposed once for each target while it is held back, and done as it is done today', () => {
    const [phase] = designOf('invoice-workflow').phases;
    expect(phase?.scope.join()).toMatch(/with those who approve it today/);
    expect(phase?.tests.map((t) => t.then).join()).toContain('1 proposal is open for that target');
  });
});

describe('a case', () => {
  const design = designOf('invoice-workflow');

  test('passes through states that lead somewhere, and ends', () => {
    const ids = design.cases.map((c) => c.id);
    expect(ids).toEqual(expect.arrayContaining(['received', 'open', 'pay_invoice-waiting', 'handed-over', 'closed']));
    expect(design.cases.flatMap((c) => c.next).filter((id) => !ids.includes(id))).toEqual([]);
    expect(tests(design).some((t) => t.given.startsWith('a case in `closed`'))).toBe(true);
  });

  test('waits for its yes without keeping the run', () => {
    expect(design.states.find((s) => s.id === 'awaiting-approval')?.means).toContain('The case waits, not the run');
    expect(design.budgets.find((b) => b.of === 'approval')?.reached).toContain('its case is handed over');
    expect(
      tests(design)
        .map((t) => `${t.given} ${t.then}`)
        .join(),
    ).not.toMatch(/ends as refused|at the same time/);
  });

  test('is there only where something outlives a run', () => {
    expect(briefNames.filter((name) => designOf(name).cases.length > 0)).toEqual(['invoice-workflow']);
  });
});

describe('a shell', () => {
  const design = designOf('coding-agent');

  test('is confined by something that can be installed, before anything runs in it', () => {
    const order = design.phases[0]?.order ?? [];
    expect(order.findIndex((o) => /bwrap/.test(o))).toBeLessThan(order.findIndex((o) => o.startsWith('The gate')));
    expect(order.some((o) => /bwrap/.test(o))).toBe(true);
  });

  test('is asked about every time in phase 1, and runs unasked only from a list of phase 2', () => {
    const [one, two] = design.phases;
    expect(one?.tests.map((t) => t.then).join()).not.toContain('"ls"');
    expect(two?.promises).toContain('permission-system/preapproved');
    expect(design.capabilities.find((c) => c.name === 'run_command')?.because).toContain(
      'a written list of exact ones',
    );
  });

  test('meets a full window in phase 1, before anything shortens history', () => {
    expect(design.phases[0]?.promises).toContain('token-budget/pre-call-check');
    expect(design.phases[0]?.tests.map((t) => t.then).join()).toContain("ends with reason 'context'");
  });
});

describe.each(briefNames)('the numbers of %s', (name) => {
  const design = designOf(name);
  const brief = briefOf(name);

  test('leave no room between done and stop', () => {
    for (const { done, kill } of design.phases.slice(0, 2)) {
      const [, enough, of] =
        /(\d+)(?: or more)? of (\d+) /.exec(done.find((d) => /real tasks|golden/.test(d)) ?? '') ?? [];
      expect(kill).toMatch(new RegExp(`fewer than ${enough} of ${of}`, 'i'));
    }
  });

  test('can be reached: no threshold stands at or above the limit that would end the run first', () => {
    const [, dollars] = /costs more than \$([\d.]+)/.exec(design.phases[0]?.kill ?? '') ?? [];
    if (dollars !== undefined) expect(Number(dollars)).toBeLessThan(brief.cost.perRun);
    const [, day] = /days in a row above \$([\d,.]+)/.exec(design.phases[1]?.kill ?? '') ?? [];
    if (day !== undefined) expect(Number(day.replace(',', ''))).toBeLessThan(brief.cost.perRun * brief.run.perDay);
  });

  test('count the tests by who can tell', () => {
    for (const { tests: own, done } of design.phases) {
      const machine = own.filter((t) => t.by === 'ci').length;
      if (machine > 0) expect(done.join()).toContain(`${machine} test${machine === 1 ? '' : 's'} in CI`);
    }
    expect(
      tests(design)
        .filter((t) => t.then.includes('cannot be merged'))
        .map((t) => t.by),
    ).toEqual(['settings']);
  });

  test('check in phase 1 what phase 1 ships', () => {
    const promised = new Map(design.phases.flatMap((p) => p.promises.map((id) => [id, p.number] as const)));
    expect(promised.get('verification/run-check') ?? 1).toBe(1);
    const asked = design.capabilities.some((c) => c.approval !== 'none' && c.phase === 1);
    if (asked) expect(promised.get('workflow-state/waiting') ?? 1).toBe(1);
  });
});
