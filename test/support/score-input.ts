// Hand-made catalogues, maps and verdicts: a test of scoring says only what it is about.
import type { Criterion, HarnessMap, Primitive, Tool, Verdict, VerdictValue } from '../../src/contracts.js';
import type { ScoreInput } from '../../src/evaluate/score.js';

/** A map of a harness with a loop and a dispatch site, and nothing else. */
export function aMap(over: Partial<HarnessMap> = {}): HarnessMap {
  return {
    found: true,
    kind: 'agent',
    shape: 'TypeScript agent, a loop, 1 tool',
    scope: [{ root: '', why: 'the only package' }],
    languages: ['typescript'],
    frameworks: [],
    capabilities: {
      shell: false,
      fileWrite: false,
      network: false,
      database: false,
      message: false,
      spend: false,
      codeExecution: false,
      subagents: false,
      mcp: false,
      plugins: false,
    },
    modelCalls: [{ site: at('src/model.ts', 5), fn: 'src/model.ts#ask@4', via: 'anthropic', kind: 'request' }],
    loops: [{ site: at('src/agent.ts', 12), fn: 'src/agent.ts#runAgent@10', kind: 'loop', path: [], confidence: 1 }],
    dispatches: [{ site: at('src/dispatch.ts', 8), fn: 'src/dispatch.ts#dispatch@6', how: 'lookup' }],
    tools: [],
    effects: [],
    gates: [],
    stores: [],
    events: [],
    logs: [],
    budgets: [],
    agentTypes: [],
    commands: [],
    unseen: [],
    lookedFor: ['calls to a model'],
    ...over,
  };
}

/** A map whose tools can run shell commands, ungated unless told otherwise. */
export function aShellMap(over: Partial<HarnessMap> = {}, gated: Tool['gated'] = 'never'): HarnessMap {
  const base = aMap();
  return {
    ...base,
    capabilities: { ...base.capabilities, shell: true },
    tools: [aTool('bash', 'shell', gated)],
    effects: [{ class: 'shell', site: at('src/bash.ts', 9), fn: 'src/bash.ts#run@8', callee: 'execSync' }],
    ...over,
  };
}

export function aTool(name: string, effect: Tool['effects'][number]['class'], gated: Tool['gated']): Tool {
  return {
    name,
    site: at(`src/${name}.ts`, 2),
    how: 'object',
    hasDescription: true,
    hasSchema: true,
    keys: ['name'],
    effects: [{ class: effect, site: at(`src/${name}.ts`, 9), path: [] }],
    gated,
  };
}

export function at(file: string, line: number): { file: string; line: number; text: string } {
  return { file, line, text: `line ${line} of ${file}` };
}

/** 'id' → verdict; a criterion whose name ends with '!' is core. */
export type Sheet = Record<string, VerdictValue>;

/** Scoring input from a sheet of verdicts. Every primitive of the twelve stands in it, most without criteria. */
export function anInput(sheet: Sheet, map: HarnessMap = aMap(), over: Partial<Criterion> = {}): ScoreInput {
  const criteria = Object.keys(sheet).map((key) => aCriterion(key.replace('!', ''), key.endsWith('!'), over));
  return {
    catalogue: {
      primitives: PRIMITIVES.map((p) => ({ ...p, criteria: criteria.filter((c) => c.id.startsWith(`${p.id}/`)) })),
      practices: [],
    },
    map,
    verdicts: Object.entries(sheet).map(([key, verdict]) => aVerdict(key.replace('!', ''), verdict)),
    applicability: new Map(),
  };
}

export function aVerdict(id: string, verdict: VerdictValue, over: Partial<Verdict> = {}): Verdict {
  const evidence = verdict === 'met' || verdict === 'partial' ? [{ ...at('src/seen.ts', 3), note: `shows ${id}` }] : [];
  return { id, verdict, confidence: 'high', level: 'wired', evidence, why: `why ${id} is ${verdict}`, ...over };
}

function aCriterion(id: string, core: boolean, over: Partial<Criterion>): Criterion {
  return {
    id,
    title: id.split('/')[1] ?? id,
    statement: `${id} holds.`,
    core,
    weight: 3,
    consequence: id.startsWith('permission-system/') ? 'silent-harm' : 'blind-operator',
    impact: `Without ${id} something breaks.`,
    fix: `Build ${id}.`,
    effort: 'day',
    confirm: {
      given: 'a fake model that asks for {tool}',
      when: 'the {dispatch} handles it',
      then: '{effect} never runs',
    },
    signals: 'facts',
    judge: () => ({ verdict: 'unknown', confidence: 'low', level: 'none', evidence: [], why: '' }),
    pass: { title: 'pass', files: {} },
    fail: { title: 'fail', files: {} },
    ...over,
  };
}

const IDS: [id: string, tier: Primitive['tier'], requires: string[]][] = [
  ['tool-registry', 'day-one', []],
  ['permission-system', 'day-one', ['tool-registry']],
  ['session-persistence', 'day-one', []],
  ['workflow-state', 'day-one', ['session-persistence']],
  ['token-budget', 'week-one', []],
  ['streaming-events', 'week-one', []],
  ['event-log', 'week-one', []],
  ['verification', 'week-one', ['permission-system']],
  ['tool-pool', 'month-one', ['tool-registry']],
  ['compaction', 'month-one', ['token-budget']],
  ['permission-audit', 'month-one', ['permission-system', 'event-log']],
  ['agent-types', 'month-one', ['tool-pool']],
];

const PRIMITIVES: Primitive[] = IDS.map(([id, tier, requires], i) => ({
  id,
  number: i + 1,
  tier,
  title: id.replace('-', ' '),
  question: `Is there ${id}?`,
  why: `Without ${id} things go wrong.`,
  pattern: 'pattern',
  claudeCode: 'how',
  yours: 'yours',
  requires,
  appliesWhen: 'always',
  applies: () => ({ applies: true, reason: 'always' }),
}));
