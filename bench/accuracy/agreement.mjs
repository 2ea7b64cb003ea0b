// How far verdicts agree with a reader's labels. Figures, over criteria where the label is not `na`:
//   kappa      Cohen's kappa, quadratic weights over absent < partial < met (Cohen 1968)
//   balanced   mean of the recall on `met` and on `absent`; a `partial` verdict earns half
// and, over all: `na`, the share where both agree on applicability; `evidence`, the share of criteria that both call met
// or partial where one cited file is the same. An `unknown` or missing verdict counts as absent and earns nothing.

const RANK = { absent: 0, partial: 1, met: 2 };

/** One row per labelled criterion: { id, label, said, evidence: 'same' | 'other' | null }. */
export function compare(labels, report) {
  const said = new Map([...report.criteria, ...report.practices].map((v) => [v.id, v]));
  return Object.entries(labels.verdicts).map(([id, label]) => {
    const verdict = said.get(id);
    const files = new Set((label.at ?? []).map((at) => at.replace(/:\d+.*$/, '')));
    const both = isThere(label.v) && isThere(verdict?.verdict);
    const same = verdict?.evidence.some((e) => files.has(e.file)) ?? false;
    return {
      id,
      label: label.v,
      said: verdict?.verdict ?? 'unknown',
      evidence: both ? (same ? 'same' : 'other') : null,
    };
  });
}

const isThere = (verdict) => verdict === 'met' || verdict === 'partial';

/** Figures over rows of `compare`. */
export function figures(rows) {
  const judged = rows.filter((r) => r.label !== 'na');
  const cited = rows.filter((r) => r.evidence !== null);
  const recall = (label) => {
    const of = judged.filter((r) => r.label === label);
    const earned = of.reduce((sum, r) => sum + (r.said === label ? 1 : r.said === 'partial' ? 0.5 : 0), 0);
    return of.length === 0 ? null : earned / of.length;
  };
  return {
    n: judged.length,
    kappa: kappa(judged),
    balanced: mean([recall('met'), recall('absent')]),
    na: share(rows, (r) => (r.label === 'na') === (r.said === 'na')),
    evidence: share(cited, (r) => r.evidence === 'same'),
  };
}

function kappa(rows) {
  const table = [0, 1, 2].map(() => [0, 0, 0]);
  for (const r of rows) table[RANK[r.label]][RANK[r.said] ?? 0]++;
  const n = rows.length;
  const sums = table.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = [0, 1, 2].map((j) => table.reduce((sum, row) => sum + row[j], 0));
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const weight = ((i - j) / 2) ** 2;
      observed += weight * table[i][j];
      expected += (weight * sums[i] * columns[j]) / n;
    }
  }
  return expected === 0 ? null : 1 - observed / expected;
}

const mean = (values) => {
  const known = values.filter((v) => v !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
};

const share = (rows, holds) => (rows.length === 0 ? null : rows.filter(holds).length / rows.length);
