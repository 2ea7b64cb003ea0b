// A limit is a count held against a bound that leaves the run. Each case is one small loop whose model call is `ask`.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AgentLoop, Budget } from '../../../src/contracts.js';
import { frontEnd as go } from '../../../src/evaluate/languages/go.js';
import { frontEnd as python } from '../../../src/evaluate/languages/python.js';
import { frontEnd as rust } from '../../../src/evaluate/languages/rust.js';
import { frontEnd as typescript } from '../../../src/evaluate/languages/typescript.js';
import { findBudgets } from '../../../src/evaluate/map/budgets.js';
import { buildGraph, ScopedCodebase } from '../../../src/evaluate/map/graph/codebase.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';

const FRONT_ENDS = { ts: typescript, py: python, rs: rust, go };
type Extract = Awaited<ReturnType<(typeof typescript)['open']>>;
const extractors = new Map<string, Extract>();

beforeAll(async () => {
  for (const [extension, frontEnd] of Object.entries(FRONT_ENDS)) extractors.set(extension, await frontEnd.open());
}, 180_000);

/** Budgets of one file whose function `run` holds the agent loop: its first loop statement. */
function budgetsOf(path: string, text: string): Budget[] {
  const extractor = extractors.get(path.slice(path.lastIndexOf('.') + 1));
  if (extractor === undefined) throw new Error(`no front end for ${path}`);
  const file = extractor.extract({ path, role: 'source', package: '', text });
  const graph = buildGraph({
    schemaVersion: 1,
    target: { path: 'snippet' },
    files: [file],
    documents: [],
    packages: [],
    coverage: { files: 1, analysed: 1, skipped: [], couldNotSee: [] },
  });
  const code = new ScopedCodebase(graph, () => true);
  const loops = code.functions.filter((f) => f.fact.name === 'run');
  const found = loops.map((fn): AgentLoop => {
    const line = fn.loops[0]?.line ?? fn.fact.line;
    return { site: code.site(path, line), fn: fn.id, kind: 'loop', path: [fn.id], confidence: 1 };
  });
  const ways = { loops, from: code.reach(loops), to: code.reachedBy(loops), dispatches: [], tools: code.reach([]) };
  return findBudgets(takeSurvey(code, []), found, ways, new Set());
}

function brief(budgets: Budget[]): string[] {
  return budgets.map((b) => `${b.of}${b.stops ? ' stops' : ''}${b.byDefault ? ' by default' : ''} @${b.site.line}`);
}

describe('limits of the loop', () => {
  it.each([
    [
      'a counted loop',
      'a.py',
      'def run(n=20):\n    for i in range(n):\n        ask()\n',
      ['turns stops by default @2'],
    ],
    [
      'a condition of the loop',
      'a.go',
      'package a\nfunc run() {\n\tfor n := 0; n < 30; n++ {\n\t\task()\n\t}\n}\n',
      ['turns stops by default @3'],
    ],
    [
      'a count without telling names',
      'a.ts',
      'export function run() {\n  let a = 0;\n  while (true) {\n    a += 1;\n    if (a > 12) throw new Error("x");\n    ask();\n  }\n}\n',
      ['turns stops by default @5'],
    ],
    [
      'a limit that is the largest integer',
      'a.rs',
      'struct A { max_turns: usize }\nimpl A {\n  fn new() -> Self { Self { max_turns: usize::MAX } }\n  fn run(&self) {\n    let mut turns = 0;\n    loop {\n      turns += 1;\n      if turns > self.max_turns { return; }\n      ask();\n    }\n  }\n}\n',
      ['turns stops @8'],
    ],
    [
      'a limit whose default is zero, and one on money that is on',
      'a.py',
      'class Config:\n    step_limit: int = 0\n    cost_limit: float = 3.0\n\ndef check(c, s):\n    if 0 < c.step_limit <= s.steps or 0 < c.cost_limit <= s.cost:\n        raise LimitsExceeded()\n\ndef run(c, s):\n    while True:\n        check(c, s)\n        ask()\n',
      ['cost stops by default @6', 'turns stops @6'],
    ],
    [
      'an option of the command line',
      'a.py',
      'def run(args):\n    turns = 0\n    while turns < args.max_turns:\n        turns += 1\n        ask()\n\np.add_argument("--max-turns", type=int, default=40)\n',
      ['turns stops by default @3'],
    ],
    [
      'a getter whose field falls back to -1, beside another limit of the local name',
      'a.ts',
      'class Config {\n  private maxRounds: number;\n  constructor(p: { maxRounds?: number }) { this.maxRounds = p.maxRounds ?? -1; }\n  getMaxRounds(): number { return this.maxRounds; }\n}\nexport function other(maxTurns = 30) { return maxTurns; }\nexport function run(config: Config) {\n  let turns = 0;\n  const maxTurns = config.getMaxRounds();\n  while (true) {\n    turns++;\n    if (maxTurns >= 0 && turns > maxTurns) return;\n    ask();\n  }\n}\n',
      ['turns stops @12'],
    ],
    [
      'a function that may answer with what nobody set',
      'a.go',
      'package a\ntype Conf struct { Most int }\nfunc mostTurns(short bool, c Conf) int {\n\tif short {\n\t\treturn 15\n\t}\n\treturn c.Most\n}\nfunc run(c Conf) {\n\tturns := 0\n\tfor {\n\t\tturns++\n\t\tif most := mostTurns(false, c); most > 0 && turns > most {\n\t\t\treturn\n\t\t}\n\t\task()\n\t}\n}\n',
      ['turns stops @13'],
    ],
    [
      'what a function answers',
      'a.go',
      'package a\nfunc mostTurns() int { return 40 }\nfunc run() {\n\tturns := 0\n\tfor {\n\t\tturns++\n\t\tif turns > mostTurns() {\n\t\t\treturn\n\t\t}\n\t\task()\n\t}\n}\n',
      ['turns stops by default @7'],
    ],
  ])('%s', (_, path, text, expected) => {
    expect(brief(budgetsOf(path, text))).toEqual(expected);
  });

  it.each([
    [
      'retries of a request',
      'a.py',
      'def run():\n    while True:\n        ask()\n\ndef ask():\n    retries = 0\n    while True:\n        retries += 1\n        if retries > 3:\n            raise Failed()\n',
    ],
    [
      'an index over a list',
      'a.ts',
      'export function run(calls: string[]) {\n  let i = 0;\n  while (true) {\n    i += 1;\n    if (i >= calls.length) break;\n    ask();\n  }\n}\n',
    ],
    [
      'below the limit is no exit',
      'a.ts',
      'export function run() {\n  let tokens = 0;\n  while (true) {\n    if (tokens < LIMIT) return;\n    ask();\n  }\n}\n',
    ],
  ])('not: %s', (_, path, text) => {
    expect(brief(budgetsOf(path, text))).toEqual([]);
  });
});

describe('the size of a request', () => {
  it('is a budget of the context where it is compared', () => {
    const text =
      'export function run() {\n  while (true) {\n    if (estimateTokens(messages) > CONTEXT_LIMIT) throw new Error("x");\n    ask();\n  }\n}\n';
    expect(brief(budgetsOf('a.ts', text))).toEqual(['context stops by default @3']);
  });

  it('is on the side that is measured, whatever the measure is given', () => {
    const text =
      'fn due(window: &[Entry], context_window: usize) -> bool {\n  weigh(window) as f64 > context_window as f64 * 0.7\n}\nfn run(window: Vec<Entry>, context_window: usize) {\n  loop {\n    if due(&window, context_window) { squeeze(); }\n    ask();\n  }\n}\n';
    expect(brief(budgetsOf('a.rs', text))).toEqual(['context stops by default @2']);
  });

  it('may be asked of a predicate', () => {
    const text =
      'const WINDOW = 1000;\nconst tooLong = (messages: string[]) => JSON.stringify(messages).length > WINDOW;\nexport function run() {\n  while (true) {\n    if (tooLong(messages)) compact();\n    ask();\n  }\n}\n';
    expect(brief(budgetsOf('a.ts', text))).toEqual(['context stops by default @2']);
  });
});
