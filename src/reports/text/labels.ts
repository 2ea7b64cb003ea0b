// Words that every report for people uses, so that the same thing has the same name in each.
import type { Evidence, Finding, Level, Report, Severity, Site, Tier, Tool, UpgradeStep } from '../../contracts.js';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** In the order they should be built. */
export const TIERS: readonly Tier[] = ['day-one', 'week-one', 'month-one'];

export const TIER_TITLE: Readonly<Record<Tier, string>> = {
  'day-one': 'Day one',
  'week-one': 'Week one',
  'month-one': 'Month one',
};

/** Read without colour: the fuller the circle row, the better. */
export const LEVEL_MARK: Readonly<Record<Level, string>> = {
  strong: '●●●',
  present: '●●○',
  partial: '●○○',
  absent: '○○○',
  na: ' – ',
};

export const LEVEL_WORD: Readonly<Record<Level, string>> = {
  strong: 'strong',
  present: 'present',
  partial: 'partial',
  absent: 'absent',
  na: 'not needed',
};

export const EFFORT: Readonly<Record<UpgradeStep['effort'], string>> = {
  hours: 'some hours',
  day: 'about a day',
  days: 'several days',
};

/** 'src/agent.ts:12' */
export function place({ file, line }: Site | Evidence): string {
  return `${file}:${line}`;
}

/** Every file accounted for: '6 of 8 files analysed, 2 hold neither code nor configuration.' */
export function covered({ coverage }: Report): string {
  const { files, analysed, other = 0 } = coverage;
  const left = files - analysed - other;
  const parts = [
    `${analysed} of ${files} files analysed`,
    ...(other === 0 ? [] : [`${other} ${other === 1 ? 'holds' : 'hold'} neither code nor configuration`]),
    ...(left === 0 ? [] : [`${left} left out for a reason below`]),
  ];
  return `${parts.join(', ')}.`;
}

/** One line on the tier that is complete. */
export function headline(report: Report): string {
  const { tier } = report.score;
  if (tier === 'month-one') return 'All three tiers are complete';
  const next = TIERS[tier === 'none' ? 0 : TIERS.indexOf(tier) + 1] ?? 'month-one';
  const open = report.primitives.filter((p) => p.tier === next && (p.level === 'absent' || p.level === 'partial'));
  const all = report.primitives.filter((p) => p.tier === next && p.level !== 'na');
  if (all.length === 0) return `${TIER_TITLE[tier === 'none' ? 'day-one' : tier]} is complete`;
  const state = open.length === 0 ? 'held back' : `${open.length} of ${all.length} primitives still open`;
  return tier === 'none' ? `Day one is not complete: ${state}` : `${TIER_TITLE[tier]} is complete; ${next}: ${state}`;
}

/** Findings at or above a severity. */
export function atLeast(findings: readonly Finding[], severity: Severity): Finding[] {
  return findings.filter((f) => SEVERITIES.indexOf(f.severity) <= SEVERITIES.indexOf(severity));
}

/** '2 critical, 3 high'; 'none' for an empty list. */
export function tally(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map((s) => ({ s, n: findings.filter((f) => f.severity === s).length }));
  const present = counts.filter(({ n }) => n > 0).map(({ s, n }) => `${n} ${s}`);
  return present.length === 0 ? 'none' : present.join(', ');
}

const GATED: Readonly<Record<Tool['gated'], string>> = {
  always: 'gated',
  sometimes: 'gated on some paths',
  never: 'NOT gated',
  unknown: 'gate not seen',
  'not-needed': '',
};

/** 'shell, write; NOT gated': what a tool can do and whether something can refuse it. */
export function abilities(tool: Tool): string {
  const does = tool.effects.map((e) => (e.program === undefined ? e.class : `starts ${e.program}`));
  const effects =
    [...new Set([...does, ...(tool.starts === undefined ? [] : ['spawn'])])].join(', ') || 'no effect seen';
  return [effects, GATED[tool.gated]].filter((part) => part !== '').join('; ');
}

/** Name of a function in `file#name@line`; empty when it has none. */
export function nameOf(fn: string): string {
  const name = /#(.+)@\d+$/.exec(fn)?.[1] ?? '';
  return name.includes('<') ? '' : name;
}
