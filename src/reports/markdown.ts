// The complete report, for a pull request or a wiki: every criterion with its verdict and its lines of code.
import type { Reporter } from '../contracts.js';
import { coverage, criteria, practices } from './markdown/criteria.js';
import { design } from './markdown/design.js';
import { findings } from './markdown/findings.js';
import { head, notFound, overview } from './markdown/head.js';
import { review } from './markdown/review.js';
import { steps } from './markdown/steps.js';
import { clean } from './text/clean.js';
import { atLeast } from './text/labels.js';

export const reporter: Reporter = {
  id: 'markdown',
  title: 'the complete report as Markdown',
  render(dirty, { minSeverity }) {
    const report = clean(dirty);
    const parts = report.harness.found
      ? [
          head(report),
          overview(report),
          findings(atLeast(report.findings, minSeverity), report.findings.length, report.upgradePath),
          review(report),
          design(report),
          steps(report.upgradePath),
          criteria(report),
          practices(report),
          coverage(report),
        ]
      : [notFound(report), design(report), coverage(report)];
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};
