// What an accepted review changes beyond the verdict itself: tool table, caps, severities, and what the findings say.
import { expect, test } from 'vitest';
import type { Verdict, VerdictValue } from '../../../src/contracts.js';
import { followReview } from '../../../src/evaluate/score/reviewed-gate.js';
import { score } from '../../../src/evaluate/score.js';
import { upgrade } from '../../../src/evaluate/upgrade.js';
import { anInput, aShellMap, at, aVerdict } from '../../support/score-input.js';

const GATE = 'permission-system/gate';
const REASON = 'The question is put only where a terminal is attached.';

function reviewed(from: VerdictValue, to: VerdictValue, id = GATE): Verdict {
  const before = aVerdict(id, from);
  const { verdict, confidence, level, why } = before;
  const quotes = [{ ...at('src/quoted.ts', 4), note: 'quoted by the reviewer' }];
  return {
    ...aVerdict(id, to),
    reviewed: { static: { verdict, confidence, level, why }, verdict: to, reason: REASON, quotes, model: 'm' },
  };
}

test('the tool table follows what the reader found of the gate', () => {
  const gated = (from: VerdictValue, to: VerdictValue, was: 'always' | 'never') =>
    followReview(aShellMap({}, was), [reviewed(from, to)]).tools[0]?.gated;
  expect(gated('met', 'partial', 'always')).toBe('sometimes');
  expect(gated('met', 'absent', 'always')).toBe('never');
  expect(gated('absent', 'met', 'never')).toBe('unknown');
  expect(gated('met', 'met', 'always')).toBe('always');
});

test('a gate that the reader found wanting no longer eases anything', () => {
  const verdicts = [reviewed('met', 'partial'), aVerdict('permission-system/tiers', 'absent')];
  const sheet = { 'permission-system/gate!': 'partial', 'permission-system/tiers': 'absent' } as const;
  const map = followReview(aShellMap({}, 'always'), verdicts);
  const { findings } = score({ ...anInput(sheet, map), verdicts });
  expect(findings.map((f) => f.because).join(' ')).not.toContain('a gate stands');
});

test('a finding says what the reader found, cites it, and leaves the stock fix out', () => {
  const input = anInput({ 'permission-system/gate!': 'partial' }, aShellMap({}, 'sometimes'));
  const told = { ...input, verdicts: [reviewed('met', 'partial')] };
  const [finding] = score(told).findings;
  expect(finding).toMatchObject({ secondReader: [{ criterion: GATE, reason: REASON }] });
  expect(finding?.evidence[0]).toMatchObject({ file: 'src/quoted.ts', line: 4 });
  expect(finding?.fix).toBe(`Close what the second reader found, until this holds: ${GATE} holds.`);
  expect(upgrade(told)[0]?.because).toContain(REASON);
});
