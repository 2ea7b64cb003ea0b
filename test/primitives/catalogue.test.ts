// The catalogue is written in many small files; this holds them together: every id is there once, under its file's name,
// texts say something, and examples are code.
import { existsSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Criterion, Practice, Primitive, Tier } from '../../src/contracts.js';
import { catalogue } from '../../src/primitives/registry.js';

const PRIMITIVES: { id: string; tier: Tier; core: string[]; more: string[] }[] = [
  {
    id: 'tool-registry',
    tier: 'day-one',
    core: ['declared', 'enumerable'],
    more: ['side-effect-class', 'command-split', 'source-tag', 'validated-input'],
  },
  {
    id: 'permission-system',
    tier: 'day-one',
    core: ['gate', 'action-classes'],
    more: ['trust-tiers', 'policy-as-data', 'destructive-detection', 'preapproved', 'containment', 'fail-closed'],
  },
  {
    id: 'session-persistence',
    tier: 'day-one',
    core: ['durable', 'resume'],
    more: ['incremental', 'full-state', 'crash-safe-write', 'tolerant-load'],
  },
  {
    id: 'workflow-state',
    tier: 'day-one',
    core: ['explicit-states', 'persisted'],
    more: ['effects-recorded', 'retry-safety', 'waiting'],
  },
  {
    id: 'token-budget',
    tier: 'week-one',
    core: ['usage-tracked', 'hard-limit'],
    more: ['pre-call-check', 'structured-stop', 'loop-breaker', 'cost-visible'],
  },
  {
    id: 'streaming-events',
    tier: 'week-one',
    core: ['typed', 'tool-lifecycle'],
    more: ['usage-status', 'terminal-reason', 'interrupt'],
  },
  {
    id: 'event-log',
    tier: 'week-one',
    core: ['separate', 'actions'],
    more: ['categories', 'decisions', 'correlated', 'durable'],
  },
  {
    id: 'verification',
    tier: 'week-one',
    core: ['harness-tests', 'guardrail-tests'],
    more: ['run-check', 'limit-tests', 'evals', 'ci'],
  },
  { id: 'tool-pool', tier: 'month-one', core: ['assembled', 'by-context'], more: ['deny-list', 'deferred'] },
  {
    id: 'compaction',
    tier: 'month-one',
    core: ['automatic', 'keeps-recent'],
    more: ['tool-output', 'lossless', 'integrity', 'manual'],
  },
  {
    id: 'permission-audit',
    tier: 'month-one',
    core: ['recorded'],
    more: ['first-class', 'durable', 'handlers', 'revocable'],
  },
  {
    id: 'agent-types',
    tier: 'month-one',
    core: ['declared', 'own-tools'],
    more: ['own-prompt', 'enforced', 'own-budget', 'isolated'],
  },
];

const PRACTICES = [
  'memory-as-hint',
  'model-swap',
  'proactive-bounds',
  'prompt-architecture',
  'prompt-cache',
  'read-parallel-write-serial',
  'release-hygiene',
];

const PLACEHOLDERS = ['tool', 'shell', 'files', 'loop', 'dispatch', 'store', 'gate', 'effect'];

const criteria = catalogue.primitives.flatMap((p) => p.criteria);
const entries: (Criterion | Practice)[] = [...criteria, ...catalogue.practices];

describe('the catalogue', () => {
  it('holds 69 criteria and 7 practices, each once', () => {
    const expected = PRIMITIVES.flatMap((p) => [...p.core, ...p.more].map((name) => `${p.id}/${name}`));
    expect(expected).toHaveLength(69);
    expect(criteria.map((c) => c.id).sort()).toEqual(expected.sort());
    expect(catalogue.practices.map((p) => p.id).sort()).toEqual(PRACTICES.map((name) => `practice/${name}`));
  });

  it('numbers the primitives 1 to 12 in their order', () => {
    expect(catalogue.primitives.map(({ id, number, tier }) => ({ id, number, tier }))).toEqual(
      PRIMITIVES.map(({ id, tier }, index) => ({ id, number: index + 1, tier })),
    );
  });

  it('requires only primitives it knows, without a cycle', () => {
    const known = new Map<string, Primitive>(catalogue.primitives.map((p) => [p.id, p]));
    const visit = (id: string, trail: string[]): void => {
      const primitive = known.get(id);
      if (primitive === undefined) throw new Error(`${trail.at(-1)} requires an unknown primitive: ${id}`);
      if (trail.includes(id)) throw new Error(`cycle: ${[...trail, id].join(' → ')}`);
      for (const next of primitive.requires) visit(next, [...trail, id]);
    };
    for (const id of known.keys()) visit(id, []);
  });
});

describe.each(catalogue.primitives)('primitive $id', (primitive) => {
  it('has the core criteria of the rubric', () => {
    const expected = PRIMITIVES.find((p) => p.id === primitive.id)?.core.map((name) => `${primitive.id}/${name}`);
    const core = primitive.criteria.filter((c) => c.core).map((c) => c.id);
    expect(core.sort()).toEqual(expected?.sort());
  });

  it('explains itself in whole sentences', () => {
    for (const text of [primitive.why, primitive.pattern, primitive.claudeCode, primitive.yours]) sentences(text);
    expect(primitive.question).toMatch(/\S\?$/);
    phrase(primitive.title);
    phrase(primitive.appliesWhen);
  });
});

describe.each(entries)('$id', (entry) => {
  it('is in the file its id names', () => {
    const file = `src/primitives/${entry.id.replace(/^practice\//, 'practices/')}.ts`;
    expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
  });

  it('explains itself in whole sentences', () => {
    for (const text of [entry.statement, entry.impact, entry.fix, entry.signals]) sentences(text);
    phrase(entry.title);
    if ('weight' in entry) expect([1, 2, 3, 4, 5]).toContain(entry.weight);
  });

  it('has a confirming test with known placeholders', () => {
    const { given, when, then } = entry.confirm;
    for (const text of [given, when, then]) {
      phrase(text);
      for (const [, name] of text.matchAll(/\{(.*?)\}/g)) expect(PLACEHOLDERS).toContain(name);
    }
  });

  it('has examples that differ', () => {
    for (const example of [entry.pass, entry.fail]) {
      phrase(example.title);
      expect(Object.keys(example.files).length).toBeGreaterThan(0);
    }
    expect(entry.pass.files).not.toEqual(entry.fail.files);
  });
});

it('has TypeScript examples that parse', () => {
  const texts = new Map<string, string>();
  for (const entry of entries)
    for (const which of ['pass', 'fail'] as const)
      for (const [path, text] of Object.entries(entry[which].files))
        if (path.endsWith('.ts')) texts.set(`${entry.id}/${which}/${path}`, text);
  expect(syntaxErrors(texts)).toEqual([]);
});

function sentences(text: string): void {
  expect(text.length).toBeGreaterThan(30);
  expect(text).toMatch(/^[^a-z].*[^.]\.$/s);
}

function phrase(text: string): void {
  expect(text.trim()).toBe(text);
  expect(text).toMatch(/[^.]$/);
}

/** One program over all files, without libraries and imports: a program for each would take minutes. */
function syntaxErrors(texts: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2023 };
  const host: ts.CompilerHost = {
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version);
    },
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return program
    .getSyntacticDiagnostics()
    .map((d) => `${d.file?.fileName}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
}
