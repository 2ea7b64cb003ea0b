// What a second reader changed and what of it was not believed, in full.
import type { Report } from '../../contracts.js';
import { changes, confirmations, reviewSummary, turn, UNDECIDED } from '../text/review.js';
import { code, inline } from './escape.js';
import { citation } from './findings.js';

/** Nothing without a review. */
export function review(report: Report): string[] {
  if (report.review === undefined) return [];
  const { dropped, undecided } = report.review;
  return [
    '## Review',
    '',
    ...reviewSummary(report).map(inline),
    ...changes(report).flatMap(({ id, reviewed }) => [
      '',
      `### ${inline(id)}: ${turn(reviewed)}`,
      '',
      `- **Reason:** ${inline(reviewed.reason)} (${inline(reviewed.model)})`,
      ...reviewed.quotes.map(citation),
      `- **Before:** ${inline(reviewed.static.why)}`,
    ]),
    ...confirmed(report),
    ...(undecided.length === 0 ? [] : ['', `${UNDECIDED}:`, '']),
    ...undecided.map(({ criterion, reason }) => `- ${code(criterion)}: ${inline(reason)}`),
    ...(dropped.length === 0 ? [] : ['', 'Answers that were not believed:', '']),
    ...dropped.map(({ criterion, why }) => `- ${code(criterion)}: ${inline(why)}`),
  ];
}

/** Verdicts that stand, with the reader's reasons and places. */
function confirmed(report: Report): string[] {
  const all = confirmations(report);
  return [
    ...(all.length === 0 ? [] : ['', 'Verdicts that the reader shares:', '']),
    ...all.flatMap(({ id, reviewed }) => [
      `- ${code(id)} (${reviewed.verdict}): ${inline(reviewed.reason)}`,
      ...reviewed.quotes.map((quote) => `  ${citation(quote)}`),
    ]),
  ];
}
