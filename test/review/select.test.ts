// Which criteria a second reader is asked about, and which not.
import { expect, test } from 'vitest';
import type { HarnessMap, Judgements, Severity, Verdict } from '../../src/contracts.js';
import { reasonToAsk } from '../../src/review/select.js';
import { judgementsOf, placed, sample } from '../support/review.js';

const judged = await judgementsOf(placed(sample('lean-good')));

function verdict(id: string, over: Partial<Verdict> = {}): Verdict {
  const why = '';
  return { id, verdict: 'absent', confidence: 'medium', level: 'none', evidence: [], why, ...over };
}

function asked(found: Verdict, stake: Severity, map: Partial<HarnessMap> = {}): string | undefined {
  const context: Judgements['context'] = { ...judged.context, map: { ...judged.context.map, ...map } };
  return reasonToAsk(found, { context, stakes: { [found.id]: stake } })?.asked;
}

const COMPACTION = 'compaction/manual';
const ACTIONS = 'event-log/actions';

test('what is critical in this harness is asked even when the analysis is sure', () => {
  expect(asked(verdict(COMPACTION, { verdict: 'met', confidence: 'high' }), 'critical')).toBe('high-consequence');
});

test('what is severe is asked unless the analysis is sure, what is slight is not', () => {
  expect(asked(verdict(COMPACTION), 'high')).toBe('high-consequence');
  expect(asked(verdict(COMPACTION, { verdict: 'met', confidence: 'high' }), 'high')).toBeUndefined();
  expect(asked(verdict(COMPACTION), 'medium')).toBeUndefined();
});

test('what does not apply is not asked', () => {
  expect(asked(verdict(COMPACTION, { verdict: 'na' }), 'critical')).toBeUndefined();
});

test('what the analysis could not decide is asked', () => {
  expect(asked(verdict(COMPACTION, { verdict: 'unknown' }), 'low')).toBe('low-confidence');
  expect(asked(verdict(COMPACTION, { confidence: 'low' }), 'low')).toBe('low-confidence');
});

test('nothing found along tools that could not be followed is doubtful, elsewhere it is not', () => {
  const tools = judged.context.map.tools.map(({ run: _, ...tool }) => tool);
  expect(asked(verdict(ACTIONS), 'low', { tools })).toBe('low-confidence');
  expect(asked(verdict(COMPACTION), 'low', { tools })).toBeUndefined();
  expect(asked(verdict(ACTIONS), 'low')).toBeUndefined();
  expect(asked(verdict(ACTIONS), 'low', { tools: [], dispatches: [] })).toBe('low-confidence');
});

test('nothing found where the loop is a guess is doubtful', () => {
  const loops = judged.context.map.loops.map((loop) => ({ ...loop, confidence: 0.4 }));
  expect(asked(verdict(COMPACTION), 'low', { loops })).toBe('low-confidence');
});

test('one line away from the path of the loop is doubtful; a line on it, and a declaration, are not', () => {
  const on = (file: string, line: number) =>
    verdict(COMPACTION, {
      verdict: 'partial',
      evidence: [judged.context.code.evidence(file, line, '')],
    });
  expect(asked(on('src/cli.ts', 45), 'low')).toBe('low-confidence');
  expect(asked(on('src/permissions.ts', 49), 'low')).toBeUndefined();
  expect(asked(on('src/permissions.ts', 24), 'low')).toBeUndefined();
});

test('the same missing gate is asked about beside a shell and not beside tools that only read', async () => {
  const reads = await judgementsOf(placed(sample('read-only-assistant')));
  expect(judged.stakes['permission-system/gate']).toBe('critical');
  expect(reads.stakes['permission-system/gate']).toBe('low');
});
