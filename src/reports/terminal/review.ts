// What a second reader changed: both verdicts, the reason, and the lines it rests on.
import type { Report } from '../../contracts.js';
import { changes, confirmations, reviewSummary, turn, UNDECIDED } from '../text/review.js';
import { cited, indented, labelled, type Page } from './page.js';

const MOST_QUOTES = 2;
const MOST_DROPPED = 4;

/** Nothing without a review. */
export function reviewSection(page: Page, report: Report): string[] {
  const dropped = report.review?.dropped ?? [];
  const more = dropped.length - MOST_DROPPED;
  return [
    ...reviewSummary(report).flatMap((line) => indented(page, line, 2)),
    ...changes(report).flatMap(({ id, reviewed }) => [
      '',
      `  ${page.paint.bold(id)}  ${turn(reviewed)}`,
      ...labelled(page, 'reason', reviewed.reason, 5, 13),
      ...reviewed.quotes.slice(0, MOST_QUOTES).flatMap((quote) => cited(page, quote, 5)),
      ...labelled(page, 'before', reviewed.static.why, 5, 13),
    ]),
    ...confirmed(page, report),
    ...undecided(page, report),
    ...(dropped.length === 0 ? [] : ['', ...indented(page, 'Answers that were not believed:', 2)]),
    ...dropped
      .slice(0, MOST_DROPPED)
      .flatMap(({ criterion, why }) => labelled(page, '-', `${criterion}: ${why}`, 2, 4)),
    ...(more > 0 ? indented(page, `and ${more} more; --format json lists all`, 4) : []),
  ];
}

function undecided(page: Page, { review }: Report): string[] {
  const open = review?.undecided.map((u) => u.criterion) ?? [];
  return open.length === 0 ? [] : ['', ...indented(page, `${UNDECIDED}: ${open.join(', ')}.`, 2)];
}

/** Verdicts that stand, with the reader's reasons. */
function confirmed(page: Page, report: Report): string[] {
  const all = confirmations(report);
  return [
    ...(all.length === 0 ? [] : ['', ...indented(page, 'Verdicts that the reader shares:', 2)]),
    ...all.flatMap(({ id, reviewed }) => labelled(page, '-', `${id} (${reviewed.verdict}): ${reviewed.reason}`, 2, 4)),
  ];
}
