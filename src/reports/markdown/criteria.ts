// Every verdict with its reason and its lines of code, so that a reader can disagree with any of them.
import type { Report, Verdict } from '../../contracts.js';
import { covered } from '../text/labels.js';
import { turn } from '../text/review.js';
import { code, inline } from './escape.js';
import { citation } from './findings.js';

/** All criteria, primitive by primitive. */
export function criteria(report: Report): string[] {
  return [
    '## Every criterion',
    ...report.primitives.flatMap((p) => {
      const own = report.criteria.filter((c) => c.id.startsWith(`${p.id}/`));
      return ['', `### ${p.number}. ${inline(p.title)}`, '', ...own.flatMap(verdict)];
    }),
  ];
}

/** The practices, which no score counts. */
export function practices(report: Report): string[] {
  if (report.practices.length === 0) return [];
  return ['## Beside the score', '', ...report.practices.flatMap(verdict)];
}

function verdict({ id, verdict: value, confidence, level, why, evidence, error, reviewed }: Verdict): string[] {
  const how = value === 'na' || value === 'unknown' ? '' : ` (evidence: ${level}, confidence: ${confidence})`;
  return [
    `- ${code(id)} **${value}**${how}: ${inline(why)}`,
    ...(error === undefined ? [] : [`  - could not be judged: ${inline(error)}`]),
    ...(reviewed === undefined ? [] : [`  - reviewed by ${inline(reviewed.model)}: ${turn(reviewed)}`]),
    ...evidence.map((e) => `  ${citation(e)}`),
  ];
}

/** What was looked at, and what was not and why. */
export function coverage(report: Report): string[] {
  const { skipped, couldNotSee } = report.coverage;
  return [
    '## Coverage',
    '',
    covered(report),
    ...(couldNotSee.length + report.harness.map.unseen.length + skipped.length === 0 ? [] : ['']),
    ...couldNotSee.map(({ what, why, paths }) => `- Not seen: ${inline(what)}: ${inline(why)}${listed(paths)}`),
    ...report.harness.map.unseen.map(
      ({ what, why, site }) =>
        `- Not seen: ${inline(what)}: ${inline(why)}${listed(site ? [`${site.file}:${site.line}`] : [])}`,
    ),
    ...skipped.map(({ path, why }) => `- Skipped ${code(path)}: ${inline(why)}`),
  ];
}

function listed(paths: readonly string[]): string {
  return paths.length === 0 ? '' : ` (${paths.map(code).join(', ')})`;
}
