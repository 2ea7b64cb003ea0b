// Advice fits the harness: nothing is advised that has no object here, and severity follows what a gap can cost.
import { expect, test } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { score } from '../../../src/evaluate/score.js';
import { upgrade } from '../../../src/evaluate/upgrade.js';
import { aMap, anInput, aShellMap, aTool, at, type Sheet } from '../../support/score-input.js';

const find = (sheet: Sheet, map: HarnessMap) => score(anInput(sheet, map)).findings;
const ORIGIN: Sheet = { 'tool-registry/source-tag': 'absent', 'permission-system/trust-tiers': 'absent' };

test('the origin of tools is not asked for where every tool is built in', () => {
  const map = aShellMap({}, 'always');
  expect(find(ORIGIN, map)).toMatchObject([
    { id: 'gap:not-yet', severity: 'low', because: expect.stringContaining('every tool is built in') },
  ]);
  expect(upgrade(anInput(ORIGIN, map))).toEqual([]);
  const open = { ...map, capabilities: { ...map.capabilities, mcp: true } };
  expect(find(ORIGIN, open).map((f) => f.id)).toEqual(['gap:permission-system', 'gap:tool-registry']);
  expect(find(ORIGIN, { ...map, kind: 'agent-library' })).toHaveLength(2);
});

test('taking grants back is not asked for where none is remembered', () => {
  const sheet: Sheet = { 'permission-audit/revocable': 'absent', 'permission-system/preapproved': 'absent' };
  const ids = (preapproved: 'absent' | 'met') =>
    find({ ...sheet, 'permission-system/preapproved': preapproved }, aShellMap({}, 'always')).map((f) => f.id);
  expect(ids('absent')).toContain('gap:not-yet');
  expect(ids('met')).toEqual(['gap:permission-audit']);
});

test('cost that nothing stops weighs less where the only model runs on the machine', () => {
  const severity = (local: boolean) => {
    const [call] = aMap().modelCalls.map((c) => (local ? { ...c, local: true as const } : c));
    const map = aShellMap({ modelCalls: call === undefined ? [] : [call] });
    const input = anInput({ 'token-budget/usage-tracked!': 'absent' }, map, { consequence: 'runaway-cost' });
    return score(input).findings.find((f) => f.criteria.includes('token-budget/usage-tracked'))?.severity;
  };
  expect([severity(false), severity(true)]).toEqual(['high', 'medium']);
});

test('limits of agent types weigh less where no agent is started', () => {
  const severity = (subagents: boolean) => {
    const map = aShellMap({}, 'unknown');
    const sheet: Sheet = { 'agent-types/declared!': 'met', 'agent-types/own-tools!': 'absent' };
    const over = { ...map, capabilities: { ...map.capabilities, subagents } };
    return score(anInput(sheet, over, { consequence: 'silent-harm' })).findings[0]?.severity;
  };
  expect([severity(true), severity(false)]).toEqual(['critical', 'high']);
});

test('the core of day one comes before a quick win of week one', () => {
  const sheet: Sheet = { 'token-budget/usage-tracked!': 'absent', 'permission-system/gate!': 'partial' };
  const input = anInput(sheet, aShellMap({}, 'sometimes'));
  const [permission, budget] = ['permission-system', 'token-budget'].map((id) =>
    input.catalogue.primitives.find((p) => p.id === id),
  );
  if (permission?.criteria[0]) permission.criteria[0] = { ...permission.criteria[0], effort: 'days' };
  if (budget?.criteria[0]) budget.criteria[0] = { ...budget.criteria[0], effort: 'hours', consequence: 'runaway-cost' };
  expect(upgrade(input).map((s) => s.criteria[0])).toEqual(['permission-system/gate', 'token-budget/usage-tracked']);
});

test('a step touches what is cited, the loop and the dispatch, and nothing from the side', () => {
  const store = (file: string, duringRun: boolean): HarnessMap['stores'][number] => {
    return { site: at(file, 3), fn: 'f', holds: 'state', op: 'overwrite', medium: 'file', duringRun, carries: [] };
  };
  const map = aShellMap({
    stores: [store('scripts/make-images.ts', false), store('src/ledger.ts', true)],
    gates: [{ site: at('src/editor.tsx', 9), fn: 'src/editor.tsx#render@1', kind: 'check', onPath: false }],
  });
  const touch = (sheet: Sheet) => upgrade(anInput(sheet, map))[0]?.touch;
  expect(touch({ 'workflow-state/named!': 'absent' })).toEqual(['src/dispatch.ts', 'src/agent.ts', 'src/ledger.ts']);
  expect(touch({ 'permission-system/gate!': 'absent' })).toEqual(['src/dispatch.ts', 'src/agent.ts', 'src/bash.ts']);
});

test('what a mode switches off is the condition before the effect, not the question in the function it asks', () => {
  const decided = 'src/agent.py#Agent.approve@20';
  const gate = { site: { ...at('src/agent.py', 8), text: 'if tool.risky and not self.approve(name):' }, onPath: true };
  const gates: HarnessMap['gates'] = [
    { ...gate, fn: 'src/agent.py#Agent.run_tool@5', kind: 'ask' },
    { site: at('src/agent.py', 24), fn: decided, kind: 'ask', onPath: true, bypass: at('src/agent.py', 22) },
  ];
  const finding = find({ 'permission-system/gate!': 'met' }, aShellMap({ gates }, 'always')).find((f) =>
    f.id.endsWith('bypass'),
  );
  expect(finding?.title).toBe('Every permission gate can be switched off');
  expect(finding?.evidence.map((e) => [e.line, e.note])).toEqual([
    [22, 'lets calls past the gate'],
    [8, 'the gate it switches off'],
  ]);
});

test('a tool that starts one program without the gate is no ungated shell', () => {
  const search = aTool('search', 'shell', 'never');
  const map = aShellMap(
    {
      tools: [
        aTool('bash', 'shell', 'always'),
        { ...search, effects: search.effects.map((e) => ({ ...e, program: 'rg' })) },
      ],
    },
    'always',
  );
  const result = score(anInput({ 'permission-system/gate!': 'met' }, map));
  expect(result.score.caps).toEqual([]);
  expect(result.findings).toMatchObject([{ severity: 'medium', title: 'search starts rg without the gate' }]);
});
