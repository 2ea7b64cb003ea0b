import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reporter as json } from '../../src/reports/json.js';
import { reporter as markdown } from '../../src/reports/markdown.js';
import { reporter as terminal } from '../../src/reports/terminal.js';
import { cells } from '../../src/reports/text/layout.js';
import { anEmptyReport, aReport, aReviewedReport } from '../support/report.js';

const plain = { width: 80, color: false, minSeverity: 'low' as const };
const CONTROL = /(?!\n)[\p{Cc}\p{Cf}]/u;

test.each([60, 80, 100])('the terminal report fits %i columns', (width) => {
  for (const report of [aReport(), anEmptyReport()]) {
    const lines = terminal.render(report, { ...plain, width }).split('\n');
    expect(lines.filter((line) => cells(line) > width)).toEqual([]);
  }
});

test.each([terminal, markdown, json])('$id: nothing of the repository controls the terminal', (reporter) => {
  expect(CONTROL.test(reporter.render(aReport(), plain))).toBe(false);
});

test.each([terminal, markdown, json])('$id: same report, same bytes', (reporter) => {
  expect(reporter.render(aReport(), plain)).toBe(reporter.render(aReport(), plain));
});

test('colour is added, and only when asked for', () => {
  const coloured = terminal.render(aReport(), { ...plain, color: true });
  expect(coloured.includes('\u001b[')).toBe(true);
});

test('the terminal report leads with what matters', () => {
  const text = terminal.render(aReport(), plain);
  for (const expected of ['Cannot pass 49', 'Nothing stands between the model and bash', 'src/bash.ts:9', 'NEXT STEPS'])
    expect(text).toContain(expected);
});

test('no harness: what was looked for, and no grade', () => {
  for (const reporter of [terminal, markdown]) {
    const text = reporter.render(anEmptyReport(), plain);
    expect(text.toLowerCase()).toContain('no agent harness found here');
    expect(text).toContain('calls to a model');
    expect(text).toContain('Java');
    expect(text).not.toMatch(/\/100|of 100/);
  }
});

test('Markdown escapes markup and table borders', () => {
  const text = markdown.render(aReport(), plain);
  expect(text.replace(/``.*?``|`[^`\n]*`/g, '')).not.toMatch(/<img/);
});

test('--min-severity hides findings from people and says so; JSON keeps all', () => {
  const critical = { ...plain, minSeverity: 'critical' as const };
  expect(markdown.render(aReport(), critical)).toMatch(/less severe findings? (is|are) not shown/);
  expect(json.render(aReport(), critical)).toBe(json.render(aReport(), plain));
});

test('Markdown cites three places at most, names steps for tests they carry, and puts the low findings into one table', () => {
  const report = aReport();
  const [first] = report.findings;
  if (first === undefined) throw new Error('the sample report has findings');
  const evidence = [1, 2, 3, 4, 5].map((line) => ({ file: 'src/many.ts', line, text: 'x()', note: 'one of many' }));
  const low = { ...first, id: 'gap:low', severity: 'low' as const, title: 'A small thing', evidence };
  const text = markdown.render({ ...report, findings: [{ ...first, evidence }, low] }, plain);
  const found = text.slice(text.indexOf('## Findings'), text.indexOf('## Upgrade path'));
  expect(found.match(/one of many/g)).toHaveLength(3);
  expect(found).toContain('and 2 more places');
  expect(found).toMatch(/### 1 LOW\n\n\| # \|[\s\S]*\| 2 \| A small thing/);
  expect(found).toMatch(/\*\*Tests:\*\* with step \d/);
});

test('every file is accounted for', () => {
  const coverage = {
    files: 9,
    analysed: 6,
    other: 2,
    skipped: [{ path: 'uv.lock', why: 'lock file' }],
    couldNotSee: [],
  };
  for (const reporter of [terminal, markdown]) {
    const text = reporter.render(aReport({ coverage }), plain).replace(/\s+/g, ' ');
    expect(text).toContain(
      '6 of 9 files analysed, 2 hold neither code nor configuration, 1 left out for a reason below.',
    );
    expect(text).toContain('lock file');
  }
});

test('JSON gives the report back and follows its schema', () => {
  const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
  const validate = new Ajv2020({ strict: false }).compile(schema);
  for (const report of [aReport(), anEmptyReport()]) {
    const parsed = JSON.parse(json.render(report, plain));
    expect(parsed).toEqual(report);
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
  }
});

test.each([terminal, markdown])(
  '$id: every change of a review is shown with both verdicts, reason, quote and model',
  (reporter) => {
    const text = reporter.render(aReviewedReport(), plain);
    for (const expected of [
      'permission-system/gate',
      'absent → partial',
      'A rule decides.',
      'src/gate.ts:7',
      'some-model',
      'breaker',
      'Not to be told from what was shown',
    ])
      expect(text.replaceAll('\\', '')).toContain(expected);
    expect(text).toContain('the quote is not at src/invented.ts:1');
    expect(text).not.toContain('event-log/separate: met → met');
  },
);

test('a reviewed report follows its schema', () => {
  const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
  const parsed = JSON.parse(json.render(aReviewedReport(), plain));
  expect(new Ajv2020({ strict: false }).validate(schema, parsed)).toBe(true);
});
