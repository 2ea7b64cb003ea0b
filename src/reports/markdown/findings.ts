// Findings, worst first: each of weight with what is known about it, the low ones as rows of a table. A test that a step of
// the upgrade path carries is named there and not written twice.
import type { Evidence, Finding, Scenario, UpgradeStep } from '../../contracts.js';
import { place } from '../text/labels.js';
import { readerLines } from '../text/review.js';
import { code, inline, row } from './escape.js';

const MOST_PLACES = 3;

/** All findings shown; `total` says how many there are before --min-severity. */
export function findings(shown: readonly Finding[], total: number, path: readonly UpgradeStep[]): string[] {
  const left = total - shown.length;
  const full = shown.filter((finding) => finding.severity !== 'low');
  return [
    '## Findings',
    ...(shown.length === 0 ? ['', 'None.'] : full.flatMap((finding, i) => ['', ...one(finding, i + 1, path)])),
    ...table(shown.slice(full.length), full.length),
    ...(left === 0 ? [] : ['', `${left} less severe ${left === 1 ? 'finding is' : 'findings are'} not shown.`]),
  ];
}

function one(finding: Finding, number: number, path: readonly UpgradeStep[]): string[] {
  const { severity, title, kind, criteria, impact, because, fix, evidence } = finding;
  const more = evidence.length - MOST_PLACES;
  return [
    `### ${number}. ${severity.toUpperCase()}: ${inline(title)}`,
    '',
    `*${kind}* ${criteria.map(code).join(', ')}`.trim(),
    '',
    `- **Impact:** ${inline(impact)}`,
    `- **Because:** ${inline(because)}`,
    ...readerLines(finding).map((line) => `- **A second reader found:** ${inline(line)}`),
    `- **Fix:** ${inline(fix)}`,
    ...evidence.slice(0, MOST_PLACES).map(citation),
    ...(more > 0 ? [`- and ${more} more ${more === 1 ? 'place' : 'places'}`] : []),
    ...tests(finding, path),
  ];
}

/** Where a step closes all of its criteria with tests, the steps; its own tests otherwise. */
function tests({ criteria, confirm, kind }: Finding, path: readonly UpgradeStep[]): string[] {
  const steps = path.filter((step) => step.criteria.some((id) => criteria.includes(id)));
  const closed = new Set(steps.flatMap((step) => step.criteria));
  const carried = kind === 'gap' && criteria.length > 0 && criteria.every((id) => closed.has(id));
  if (!carried || confirm.length === 0) return confirm.flatMap((test) => scenario(test));
  return [`- **Tests:** with step ${steps.map((step) => step.step).join(', ')}`];
}

function table(low: readonly Finding[], before: number): string[] {
  if (low.length === 0) return [];
  return [
    '',
    `### ${low.length} LOW`,
    '',
    row('#', 'Finding', 'Because', 'Fix', 'Seen at'),
    row('--:', '---', '---', '---', '---'),
    ...low.map((finding, i) =>
      row(
        String(before + i + 1),
        `${inline(finding.title)} (${finding.criteria.map(code).join(', ')})`,
        inline([finding.because, ...readerLines(finding)].join(' ')),
        inline(finding.fix),
        finding.evidence
          .slice(0, MOST_PLACES)
          .map((e) => code(place(e)))
          .join(', '),
      ),
    ),
  ];
}

/** A list item for one cited line. */
export function citation(evidence: Evidence): string {
  const { note, text } = evidence;
  return `- ${[code(place(evidence)), inline(note), code(text)].filter((part) => part !== '').join(' · ')}`;
}

/** A list item for one confirming test. */
export function scenario({ given, when, then }: Scenario): string[] {
  return [`- **Test:** given ${inline(given)}; when ${inline(when)}; then ${inline(then)}`];
}
