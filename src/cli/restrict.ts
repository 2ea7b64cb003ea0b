// --primitive shows part of a report. The score stays that of the whole harness: a part of it has no tier.
import type { Report } from '../contracts.js';

/** The report with only these primitives, and the findings and steps that concern them. Empty means all. */
export function restrict(report: Report, primitives: readonly string[]): Report {
  if (primitives.length === 0) return report;
  const about = (criterion: string) => primitives.includes(criterion.split('/')[0] ?? '');
  return {
    ...report,
    primitives: report.primitives.filter((p) => primitives.includes(p.id)),
    criteria: report.criteria.filter((c) => about(c.id)),
    findings: report.findings.filter((f) => f.criteria.some(about)),
    upgradePath: report.upgradePath.filter((s) => s.criteria.some(about)),
  };
}
