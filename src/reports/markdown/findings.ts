// Findings with everything that is known about each.
import type { Evidence, Finding, Scenario } from '../../contracts.js';
import { place } from '../text/labels.js';
import { readerLines } from '../text/review.js';
import { code, inline } from './escape.js';

/** All findings shown; `total` says how many there are before --min-severity. */
export function findings(shown: readonly Finding[], total: number): string[] {
  const left = total - shown.length;
  return [
    '## Findings',
    ...(shown.length === 0 ? ['', 'None.'] : shown.flatMap((finding, i) => ['', ...one(finding, i + 1)])),
    ...(left === 0 ? [] : ['', `${left} less severe ${left === 1 ? 'finding is' : 'findings are'} not shown.`]),
  ];
}

function one(finding: Finding, number: number): string[] {
  const { severity, title, kind, criteria, impact, because, fix } = finding;
  return [
    `### ${number}. ${severity.toUpperCase()}: ${inline(title)}`,
    '',
    `*${kind}* ${criteria.map(code).join(', ')}`.trim(),
    '',
    `- **Impact:** ${inline(impact)}`,
    `- **Because:** ${inline(because)}`,
    ...readerLines(finding).map((line) => `- **A second reader found:** ${inline(line)}`),
    `- **Fix:** ${inline(fix)}`,
    ...finding.evidence.map(citation),
    ...finding.confirm.flatMap((test) => scenario(test)),
  ];
}

/** A list item for one cited line. */
export function citation(evidence: Evidence): string {
  const { note, text } = evidence;
  return `- ${[code(place(evidence)), inline(note), code(text)].filter((part) => part !== '').join(' · ')}`;
}

/** A list item for one confirming test. */
export function scenario({ given, when, then }: Scenario): string[] {
  return ['- **Test**', `  - Given ${inline(given)}`, `  - When ${inline(when)}`, `  - Then ${inline(then)}`];
}
