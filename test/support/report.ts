// A whole report made by the real scoring from hand-made verdicts, with text in it that a hostile repository would use.
import type { Report, ReviewOutcome, Verdict, VerdictValue } from '../../src/contracts.js';
import { score } from '../../src/evaluate/score.js';
import { upgrade } from '../../src/evaluate/upgrade.js';
import { aMap, anInput, aShellMap, aVerdict, type Sheet } from './score-input.js';

const SHEET: Sheet = {
  'tool-registry/declared!': 'met',
  'tool-registry/side-effect-class': 'absent',
  'permission-system/gate!': 'absent',
  'permission-system/action-classes!': 'absent',
  'permission-system/containment': 'absent',
  'session-persistence/durable!': 'absent',
  'token-budget/hard-limit!': 'partial',
  'token-budget/usage-tracked!': 'unknown',
  'event-log/separate!': 'met',
  'agent-types/declared!': 'na',
};

export function aReport(over: Partial<Report> = {}): Report {
  const hostile = {
    file: 'src/\u001b[31mred.ts',
    line: 4,
    text: '<img src=x> | `rm -rf` \u001b]0;title\u0007 \u202etxt.exe',
  };
  const map = aShellMap({ unseen: [{ what: 'dynamic dispatch', why: 'the name is computed', site: hostile }] });
  const input = anInput(SHEET, map);
  const verdicts = [...input.verdicts.slice(0, -1), aVerdict('agent-types/declared', 'na')];
  const cited = verdicts.map((v, i) => (i === 0 ? { ...v, evidence: [{ ...hostile, note: 'declares\ttools' }] } : v));
  const judged = { ...input, verdicts: cited };
  const { found, kind, shape, scope, languages, capabilities } = map;
  return {
    schemaVersion: 1,
    tool: { name: 'harness', version: '1.2.3' },
    target: { path: 'sample', commit: 'abcdef0123456789' },
    harness: { found, kind, shape, scope, languages, capabilities, map },
    coverage: { files: 9, analysed: 7, skipped: [{ path: 'big.ts', why: 'too big' }], couldNotSee: [] },
    criteria: cited,
    practices: [aVerdict('practice/model-swap', 'met')],
    upgradePath: upgrade(judged),
    ...score(judged),
    ...over,
  };
}

export function anEmptyReport(): Report {
  const map = aMap({ found: false, kind: 'none', modelCalls: [], loops: [], dispatches: [] });
  const couldNotSee = [{ what: 'Java', why: 'no front end reads it', paths: ['src/Main.java'] }];
  return aReport({
    harness: { ...aReport().harness, found: false, kind: 'none', map },
    score: { overall: null, tier: 'none', caps: [] },
    coverage: { files: 3, analysed: 0, skipped: [], couldNotSee },
    primitives: [],
    criteria: [],
    practices: [],
    findings: [],
    upgradePath: [],
  });
}

/** The same report after a review that changed one verdict, agreed with one and broke off. */
export function aReviewedReport(): Report {
  const report = aReport();
  const quote = {
    file: 'src/gate.ts',
    line: 7,
    text: 'if (!rule.allows(call)) return',
    note: 'quoted by the reviewer',
  };
  const reviewed = (verdict: Verdict, to: VerdictValue): Verdict => ({
    ...verdict,
    verdict: to,
    reviewed: {
      static: { verdict: verdict.verdict, confidence: verdict.confidence, level: verdict.level, why: verdict.why },
      verdict: to,
      reason: 'A rule decides.',
      quotes: [quote],
      model: 'some-model',
    },
  });
  const criteria = report.criteria.map((verdict) => {
    if (verdict.id === 'permission-system/gate') return reviewed(verdict, 'partial');
    return verdict.id === 'event-log/separate' ? reviewed(verdict, 'met') : verdict;
  });
  const review: ReviewOutcome = {
    by: 'anthropic',
    model: 'some-model',
    packet: '0'.repeat(64),
    sameFiles: true,
    asked: 6,
    accepted: 2,
    changed: 1,
    undecided: [{ criterion: 'event-log/joined', reason: 'The reader would have to see the caller.' }],
    dropped: [{ criterion: 'tool-registry/declared', why: 'the quote is not at src/invented.ts:1' }],
    stop: { reason: 'breaker', why: '3 questions in a row failed' },
    usage: { calls: 5, input: 5000, output: 300, cacheRead: 4000, cacheWrite: 0, cost: 0.01 },
  };
  return { ...report, criteria, review };
}
