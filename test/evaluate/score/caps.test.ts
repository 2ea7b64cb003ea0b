import { expect, test } from 'vitest';
import { score } from '../../../src/evaluate/score.js';
import { upgrade } from '../../../src/evaluate/upgrade.js';
import { aMap, anInput, aShellMap, type Sheet } from '../../support/score-input.js';

const COMPLETE: Sheet = {
  'tool-registry/declared!': 'met',
  'permission-system/gate!': 'met',
  'session-persistence/durable!': 'met',
  'workflow-state/explicit-states!': 'met',
  'token-budget/hard-limit!': 'met',
  'event-log/separate!': 'met',
  'verification/harness-tests!': 'met',
  'verification/guardrail-tests!': 'met',
};

test('a complete tier is the headline; a tier without applicable primitives is not claimed', () => {
  expect(score(anInput(COMPLETE)).score).toEqual({ overall: 100, tier: 'week-one', caps: [] });
});

test('a gap in a lower tier keeps every higher tier from being claimed', () => {
  expect(score(anInput({ ...COMPLETE, 'workflow-state/explicit-states!': 'partial' })).score.tier).toBe('none');
  expect(score(anInput({ ...COMPLETE, 'event-log/separate!': 'partial' })).score.tier).toBe('day-one');
});

test('day-one weighs four times as much as month-one', () => {
  const overall = score(anInput({ 'tool-registry/declared!': 'met', 'compaction/automatic!': 'absent' })).score.overall;
  expect(overall).toBe(80);
});

test('an ungated shell caps score and tier, and says which tool', () => {
  const { score: total } = score(anInput(COMPLETE, aShellMap()));
  expect(total).toMatchObject({ overall: 49, tier: 'none' });
  expect(total.caps[0]?.why).toContain('bash');
});

test('containment lifts that cap', () => {
  const contained = { ...COMPLETE, 'permission-system/containment': 'met' as const };
  expect(score(anInput(contained, aShellMap())).score.caps).toEqual([]);
});

test.each([
  ['session-persistence/durable!', 64, 'none'],
  ['token-budget/hard-limit!', 74, 'day-one'],
])('absent %s caps at %i and %s', (criterion, cap, tier) => {
  const { caps } = score(anInput({ ...COMPLETE, [criterion]: 'absent' })).score;
  expect(caps).toEqual([{ score: cap, tier, why: expect.any(String) }]);
});

test('untested guardrails cap only when nothing drives the harness', () => {
  const untested: Sheet = { ...COMPLETE, 'verification/guardrail-tests!': 'absent' };
  expect(score(anInput(untested)).score.caps).toEqual([]);
  const { caps } = score(anInput({ ...untested, 'verification/harness-tests!': 'absent' })).score;
  expect(caps).toMatchObject([{ score: 79 }]);
});

test('the path follows prerequisites, and each core stands before its extras', () => {
  const path = upgrade(
    anInput(
      {
        'tool-registry/declared!': 'absent',
        'permission-system/gate!': 'absent',
        'permission-system/preapproved': 'absent',
        'permission-audit/recorded!': 'absent',
        'event-log/separate!': 'absent',
      },
      aShellMap(),
    ),
  );
  const order = path.map((s) => s.criteria[0]);
  const before = (a: string, b: string) => expect(order.indexOf(a)).toBeLessThan(order.indexOf(b));
  before('tool-registry/declared', 'permission-system/gate');
  before('permission-system/gate', 'permission-system/preapproved');
  before('permission-system/gate', 'permission-audit/recorded');
  before('event-log/separate', 'permission-audit/recorded');
  expect(path[1]).toMatchObject({ step: 2, touch: expect.arrayContaining(['src/dispatch.ts']) });
  expect(path.flatMap((s) => s.criteria)).toHaveLength(5);
});

test('no step holds more than four criteria and no path more than twelve steps', () => {
  const ids = [
    'tool-registry',
    'token-budget',
    'event-log',
    'compaction',
    'tool-pool',
    'streaming-events',
    'workflow-state',
  ];
  const wide = ids.flatMap((id) => [1, 2, 3, 4, 5, 6].map((n) => [`${id}/c${n}`, 'absent'] as const));
  const path = upgrade(anInput(Object.fromEntries(wide), aMap()));
  expect(path).toHaveLength(12);
  expect(Math.max(...path.map((s) => s.criteria.length))).toBeLessThanOrEqual(4);
});
