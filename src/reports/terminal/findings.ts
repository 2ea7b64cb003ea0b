// The few findings worth reading now, each with the line of code it rests on.
import type { Finding, Report, Severity } from '../../contracts.js';
import { atLeast, tally } from '../text/labels.js';
import { readerLines } from '../text/review.js';
import { cited, indented, labelled, type Page, severityWord } from './page.js';

const MOST = 5;
const MOST_EVIDENCE = 2;
const COLUMN = 13;

/** At most five findings, or one line that says there is none. */
export function findingsSection(page: Page, report: Report, least: Severity): string[][] {
  const all = atLeast(report.findings, least);
  const hidden = report.findings.length - all.length;
  if (all.length === 0) {
    const none = hidden === 0 ? noGap(report) : `None is ${least} or worse; ${hidden} below that.`;
    return [[page.paint.bold('FINDINGS'), ...indented(page, none, 2)]];
  }
  const shown = all.slice(0, MOST);
  const of = shown.length < all.length ? `the first ${shown.length} of ${all.length}` : `${all.length}`;
  return [
    [`${page.paint.bold('FINDINGS')}  ${page.paint.dim(`${of}: ${tally(all)}`)}`],
    ...shown.map((finding, i) => row(page, finding, i + 1)),
  ];
}

/** What could not be judged is never clean. */
function noGap({ criteria }: Report): string {
  const unknown = criteria.filter((c) => c.verdict === 'unknown').length;
  return unknown === 0 ? 'No gap was found.' : `No gap was seen, but ${unknown} criteria could not be judged.`;
}

function row(page: Page, finding: Finding, number: number): string[] {
  const evidence = finding.evidence.slice(0, MOST_EVIDENCE);
  const more = finding.evidence.length - evidence.length;
  return [
    `  ${number}. ${severityWord(page, finding.severity)}`,
    ...indented(page, finding.title, 5).map((line) => page.paint.bold(line)),
    ...evidence.flatMap((e) => cited(page, e, 5)),
    ...(more > 0
      ? indented(page, `and ${more} more ${more === 1 ? 'place' : 'places'}`, 5).map((l) => page.paint.dim(l))
      : []),
    ...labelled(page, 'impact', finding.impact, 5, COLUMN),
    ...labelled(page, 'because', finding.because, 5, COLUMN),
    ...readerLines(finding).flatMap((line) => labelled(page, 'reader', line, 5, COLUMN)),
    ...labelled(page, 'fix', shorten(finding), 5, COLUMN),
  ];
}

/** A finding over several criteria carries several fixes; the first is where to begin. */
function shorten({ fix, criteria }: Finding): string {
  if (criteria.length < 2) return fix;
  const sentences = fix.split(/(?<=[.!?]) /);
  return sentences.slice(0, 2).join(' ');
}
