import { expect, test } from 'vitest';
import type { VerdictValue } from '../../../src/contracts.js';
import { score } from '../../../src/evaluate/score.js';
import { aMap, anInput, type Sheet } from '../../support/score-input.js';

const level = (sheet: Sheet) => score(anInput(sheet)).primitives.find((p) => p.id === 'event-log');
const sheet = (core: VerdictValue, ...others: VerdictValue[]): Sheet =>
  Object.fromEntries([['event-log/a!', core], ...others.map((v, i) => [`event-log/o${i}`, v])]);

test.each([
  ['absent', 0, sheet('absent', 'absent')],
  ['absent', 0, sheet('unknown', 'absent')],
  ['partial', 50, sheet('absent', 'met')],
  ['partial', 50, sheet('partial')],
  ['present', 50, sheet('met', 'absent')],
  ['present', 67, sheet('met', 'met', 'absent')],
  ['strong', 75, sheet('met', 'met', 'met', 'absent')],
  ['strong', 100, sheet('met', 'na')],
])('level %s with %i of 100: %o', (expected, points, verdicts) => {
  expect(level(verdicts)).toMatchObject({ level: expected, score: points });
});

test('a primitive without applicable criteria is na and has no score', () => {
  expect(level(sheet('na', 'na'))).toMatchObject({ level: 'na', score: null });
});

test('an unmet applicability is printed as the reason', () => {
  const input = anInput(sheet('absent'));
  const applicability = new Map([['event-log', { applies: false, reason: 'nothing runs' }]]);
  const result = score({ ...input, applicability });
  expect(result.primitives.find((p) => p.id === 'event-log')).toMatchObject({ level: 'na', why: 'nothing runs' });
  expect(result.findings).toEqual([]);
});

test('what could not be judged earns nothing and is named', () => {
  expect(level(sheet('met', 'unknown'))?.why).toContain('Could not be judged, counts as nothing: o0');
});

test('an empty room is not graded', () => {
  const result = score(anInput(sheet('absent'), aMap({ found: false })));
  expect(result).toEqual({ score: { overall: null, tier: 'none', caps: [] }, primitives: [], findings: [] });
});
