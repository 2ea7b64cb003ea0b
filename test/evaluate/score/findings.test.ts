import { expect, test } from 'vitest';
import type { Consequence, HarnessMap } from '../../../src/contracts.js';
import { CONSEQUENCES, compareSeverity } from '../../../src/evaluate/score/severity.js';
import { score } from '../../../src/evaluate/score.js';
import { aMap, anInput, aShellMap, aTool, at, aVerdict, type Sheet } from '../../support/score-input.js';

const find = (sheet: Sheet, map?: HarnessMap) => score(anInput(sheet, map)).findings;
const reaching = () => aMap({ capabilities: { ...aMap().capabilities, network: true } });

test.each<[Consequence, string, string, string]>([
  ['silent-harm', 'critical', 'high', 'low'],
  ['lost-or-doubled-work', 'high', 'medium', 'low'],
  ['unverified', 'high', 'medium', 'low'],
  ['runaway-cost', 'high', 'high', 'medium'],
  ['blind-operator', 'medium', 'medium', 'low'],
  ['hard-to-change', 'medium', 'low', 'low'],
])('severity of %s: acting %s, reaching %s, reading %s', (consequence, ...expected) => {
  const maps = [aShellMap({}, 'unknown'), reaching(), aMap()];
  const got = maps.map(
    (map) => score(anInput({ 'event-log/a!': 'absent' }, map, { consequence })).findings[0]?.severity,
  );
  expect(got).toEqual(expected);
});

test('a gate before every effect eases silent harm, and only that', () => {
  const gated = aShellMap({}, 'always');
  const severity = (consequence: Consequence) =>
    score(anInput({ 'event-log/a!': 'absent' }, gated, { consequence })).findings[0];
  expect(severity('silent-harm')).toMatchObject({
    severity: 'high',
    because: expect.stringContaining('a gate stands before every harmful effect'),
  });
  expect(severity('lost-or-doubled-work')?.severity).toBe('high');
});

test('partial and not core are one step lower each, and the reason says so', () => {
  const map = aShellMap({}, 'unknown');
  const [partial] = find({ 'permission-system/gate!': 'partial' }, map);
  const [extra] = find({ 'permission-system/gate!': 'met', 'permission-system/preapproved': 'partial' }, map);
  expect(partial).toMatchObject({ severity: 'high', because: expect.stringContaining('part of it is there') });
  expect(extra).toMatchObject({ severity: 'medium', because: expect.stringContaining('not core') });
});

test('ungated tools come first, name the tools and cite the line of the effect', () => {
  const map = aShellMap({ tools: [aTool('write_file', 'write', 'never'), aTool('bash', 'shell', 'never')] });
  const findings = find({ 'tool-registry/declared!': 'absent', 'permission-system/gate!': 'absent' }, map);
  expect(findings[0]).toMatchObject({
    id: 'gap:permission-system/gate',
    severity: 'critical',
    title: 'Nothing stands between the model and bash and write_file',
    evidence: [
      { file: 'src/bash.ts', line: 9 },
      { file: 'src/write_file.ts', line: 9 },
    ],
  });
  expect(findings.filter((f) => f.criteria.includes('permission-system/gate'))).toHaveLength(1);
});

test('a tool that goes around an existing gate contradicts it', () => {
  const [first] = find({ 'permission-system/gate!': 'met' }, aShellMap());
  expect(first).toMatchObject({ kind: 'contradiction', severity: 'high', title: 'bash takes effect without the gate' });
});

test('the confirming test names functions of the map, or plain phrases without a doubled article', () => {
  const [named] = find({ 'permission-system/gate!': 'absent' }, aShellMap());
  expect(named?.confirm[0]).toEqual({
    given: 'a fake model that asks for bash',
    when: 'the dispatch handles it',
    then: 'execSync never runs',
  });
  const [plain] = find({ 'event-log/a!': 'absent' }, aMap({ dispatches: [] }));
  expect(plain?.confirm[0]?.when).toBe('the place where tools are dispatched handles it');
});

test('a primitive that is missing altogether is one finding', () => {
  const findings = find({ 'event-log/a!': 'absent', 'event-log/b': 'absent', 'event-log/c': 'absent' });
  expect(findings).toMatchObject([{ id: 'gap:event-log', criteria: ['event-log/a', 'event-log/b', 'event-log/c'] }]);
});

test('serious gaps stay separate; the smaller ones of a primitive share a row', () => {
  const sheet: Sheet = {
    'permission-system/gate!': 'partial',
    'permission-system/tiers': 'absent',
    'permission-system/x': 'partial',
    'permission-system/y': 'partial',
  };
  expect(find(sheet, aShellMap({}, 'unknown')).map((f) => [f.id, f.severity])).toEqual([
    ['gap:permission-system/gate', 'high'],
    ['gap:permission-system/tiers', 'high'],
    ['gap:permission-system/others', 'medium'],
  ]);
});

test('code that nothing reaches is a finding of its own with both ends cited', () => {
  const input = anInput({ 'event-log/a!': 'partial' });
  const defined = { ...at('src/log.ts', 3), note: 'an unused logger' };
  const verdicts = [aVerdict('event-log/a', 'partial', { unwired: { defined, missing: null } })];
  expect(score({ ...input, verdicts }).findings).toMatchObject([
    {
      id: 'unwired:event-log/a',
      kind: 'unwired',
      evidence: [{ file: 'src/log.ts' }, { file: 'src/agent.ts', line: 12 }],
    },
  ]);
});

test('a gate that can be switched off is a contradiction', () => {
  const gate = { site: at('src/gate.ts', 4), fn: 'src/gate.ts#allow@3', kind: 'ask' as const, onPath: true };
  const map = aShellMap({ gates: [{ ...gate, bypass: at('src/gate.ts', 2) }] }, 'always');
  const findings = find({ 'permission-system/gate!': 'met' }, map);
  expect(findings).toMatchObject([{ id: 'contradiction:permission-system/bypass', severity: 'high' }]);
});

test('month-one machinery over missing foundations, agents without a gate, and a small swarm are findings', () => {
  const agentTypes = ['a', 'b', 'c', 'd'].map((name, i) => ({
    name,
    site: at('src/agents.ts', i + 1),
    keys: [],
    how: 'table' as const,
    group: 'agents',
  }));
  const sheet: Sheet = {
    'permission-system/gate!': 'absent',
    'session-persistence/durable!': 'absent',
    'agent-types/declared!': 'met',
  };
  const input = anInput(sheet, aShellMap({ agentTypes }));
  const ids = score({ ...input, codeLines: 900 }).findings.map((f) => f.id);
  expect(ids).toEqual(
    expect.arrayContaining(['complexity:premature', 'complexity:agents-without-gate', 'complexity:swarm']),
  );
});

test('findings are ordered by severity, then consequence', () => {
  const sheet: Sheet = {
    'event-log/a!': 'absent',
    'permission-system/gate!': 'absent',
    'permission-system/b': 'met',
    'compaction/a!': 'partial',
  };
  const findings = find(sheet, aShellMap());
  const sorted = [...findings].sort(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      CONSEQUENCES.indexOf(a.consequence) - CONSEQUENCES.indexOf(b.consequence),
  );
  expect(findings.map((f) => f.id)).toEqual(sorted.map((f) => f.id));
});

test('where nothing is gated, the missing gate leads and other silent harm stands behind it', () => {
  const sheet: Sheet = { 'permission-system/gate!': 'absent', 'tool-pool/by-context!': 'absent' };
  const [first, second] = score(anInput(sheet, aShellMap({}, 'never'), { consequence: 'silent-harm' })).findings;
  expect(first?.criteria).toContain('permission-system/gate');
  expect(first?.severity).toBe('critical');
  expect(second?.severity).toBe('high');
  expect(second?.because).toContain('the missing gate comes first');
});
