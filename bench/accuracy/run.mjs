#!/usr/bin/env node
// Measures agreement with readers' labels on real repositories.
//   node bench/accuracy/run.mjs CHECKOUTS LABELS [--reports DIR] [--only NAME]... [--markdown]
// CHECKOUTS holds one folder per repository, LABELS one <name>.json per repository with { commit, verdicts: { id: { v, at, why } } }.
// With --reports, reports are written there; run `npm run build` first.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluate } from '../../dist/evaluate/evaluate.js';
import { catalogue } from '../../dist/primitives/registry.js';
import { compare, figures } from './agreement.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reports: { type: 'string' },
    only: { type: 'string', multiple: true },
    markdown: { type: 'boolean', default: false },
  },
});
const [checkouts, labelFolder] = positionals;
if (checkouts === undefined || labelFolder === undefined) {
  console.error('usage: node bench/accuracy/run.mjs CHECKOUTS LABELS [--reports DIR] [--only NAME] [--markdown]');
  process.exit(2);
}

const names = readdirSync(labelFolder)
  .filter((f) => f.endsWith('.json'))
  .map((f) => f.slice(0, -5))
  .filter((n) => values.only === undefined || values.only.includes(n))
  .sort();
const results = [];
for (const name of names) {
  const labels = JSON.parse(readFileSync(join(labelFolder, `${name}.json`), 'utf8'));
  const report = await evaluate(join(checkouts, name), { tool: { name: 'harness', version: 'bench' }, catalogue });
  if (values.reports !== undefined) {
    mkdirSync(values.reports, { recursive: true });
    writeFileSync(join(values.reports, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  }
  results.push({ name, commit: labels.commit, labels, report, rows: compare(labels, report) });
  console.error(`evaluated ${name}`);
}

const number = (x) => (x === null ? '–' : x.toFixed(2));
const line = (name, f) => [name, f.n, number(f.kappa), number(f.balanced), number(f.na), number(f.evidence)];
const all = figures(results.flatMap((r) => r.rows));
const perRepository = results.map((r) => figures(r.rows));
const meanKappa = perRepository.reduce((sum, f) => sum + (f.kappa ?? 0), 0) / Math.max(1, perRepository.length);

table(
  ['repository', 'n', 'kappa', 'balanced', 'na', 'evidence'],
  [
    ...results.map((r, i) => line(r.name, perRepository[i])),
    line('all', all),
    ['mean kappa', '', number(meanKappa), '', '', ''],
  ],
);
console.log('');
table(
  ['criterion', 'equal', 'labels → verdicts'],
  [...new Set(results.flatMap((r) => r.rows.map((x) => x.id)))].map((id) => {
    const rows = results.map((r) => r.rows.find((x) => x.id === id)).filter((x) => x !== undefined);
    const wrong = rows.filter((x) => x.label !== x.said).map((x) => `${x.label}→${x.said}`);
    return [id, `${rows.length - wrong.length}/${rows.length}`, wrong.join(' ')];
  }),
);
console.log('');
for (const r of results) disagreements(r);

function disagreements({ name, labels, report, rows }) {
  const verdicts = new Map([...report.criteria, ...report.practices].map((v) => [v.id, v]));
  for (const row of rows.filter((x) => x.label !== x.said)) {
    const label = labels.verdicts[row.id];
    const verdict = verdicts.get(row.id);
    console.log(`${name}  ${row.id}  label ${row.label}, said ${row.said}`);
    console.log(`    label: ${(label.at ?? []).join(' ') || '–'}  ${label.why}`);
    console.log(
      `    said:  ${(verdict?.evidence ?? []).map((e) => `${e.file}:${e.line}`).join(' ') || '–'}  ${verdict?.why ?? ''}`,
    );
  }
}

function table(head, rows) {
  if (values.markdown) {
    for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
    return;
  }
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => String(r[i]).length)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((c, i) => String(c).padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
