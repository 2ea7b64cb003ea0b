// What stands beside the score, what was not looked at, and where to read on.
import type { Report } from '../../contracts.js';
import { covered } from '../text/labels.js';
import { indented, labelled, type Page } from './page.js';

const MOST_REASONS = 6;

/** One line per practice. */
export function practicesSection(page: Page, report: Report): string[] {
  const named = report.practices.map((p) => ({ ...p, name: p.id.replace(/^practice\//, '') }));
  const column = Math.max(0, ...named.map((p) => p.name.length)) + 4;
  return named.flatMap(({ name, verdict, why }) => labelled(page, name, `${verdict}: ${why}`, 2, column));
}

/** Coverage in figures, then everything that could not be seen, with its reason. */
export function unseenSection(page: Page, report: Report): string[] {
  const { coverage, criteria } = report;
  const unknown = criteria.filter((c) => c.verdict === 'unknown').map((c) => c.id);
  const reasons = [
    ...coverage.couldNotSee.map(({ what, why, paths }) => `${what}: ${why}${some(paths)}`),
    ...report.harness.map.unseen.map(
      ({ what, why, site }) => `${what}: ${why}${some(site ? [`${site.file}:${site.line}`] : [])}`,
    ),
    ...coverage.skipped.map(({ path, why }) => `${why}${some(path === '' ? [] : [path])}`),
    ...(unknown.length === 0 ? [] : [`not judged, and counted as nothing: ${unknown.join(', ')}`]),
  ];
  const more = reasons.length - MOST_REASONS;
  return [
    ...indented(page, covered(report), 2),
    ...reasons.slice(0, MOST_REASONS).flatMap((reason) => bullet(page, reason)),
    ...(more > 0 ? indented(page, `and ${more} more; --format json lists all`, 4) : []),
  ];
}

function bullet(page: Page, text: string): string[] {
  return labelled(page, '-', text, 2, 4);
}

function some(paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const more = paths.length > 2 ? ` and ${paths.length - 2} more` : '';
  return ` (${paths.slice(0, 2).join(', ')}${more})`;
}

/** Where to read on. */
export function closingSection(page: Page, report: Report): string[] {
  const criterion = report.findings[0]?.criteria[0] ?? report.criteria[0]?.id ?? 'permission-system/gate';
  return [
    ...labelled(page, 'Everything', 'harness evaluate --format markdown', 0, 12),
    ...labelled(page, 'One item', `harness explain ${criterion}`, 0, 12),
  ];
}
