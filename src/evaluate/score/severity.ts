// Severity = consequence × exposure, in one table. Everything else only moves a gap down from there.
import type { Catalogue, Consequence, Criterion, HarnessMap, Severity, Verdict } from '../../contracts.js';
import { describeExposure, type Exposure, exposureOf, gatedThroughout } from './exposure.js';
import { type ScoreInput, verdictOf } from './input.js';
import { SEVERITIES } from './weights.js';

/** Consequences, worst first; also the order of findings of one severity. */
export const CONSEQUENCES: readonly Consequence[] = [
  'silent-harm',
  'lost-or-doubled-work',
  'unverified',
  'runaway-cost',
  'blind-operator',
  'hard-to-change',
];

/** The severity of a core criterion that is absent. */
const TABLE: Readonly<Record<Consequence, Readonly<Record<Exposure, Severity>>>> = {
  'silent-harm': { acting: 'critical', reaching: 'high', reading: 'low' },
  'lost-or-doubled-work': { acting: 'high', reaching: 'medium', reading: 'low' },
  unverified: { acting: 'high', reaching: 'medium', reading: 'low' },
  'runaway-cost': { acting: 'high', reaching: 'high', reading: 'medium' },
  'blind-operator': { acting: 'medium', reaching: 'medium', reading: 'low' },
  'hard-to-change': { acting: 'medium', reaching: 'low', reading: 'low' },
};

const HARM: Readonly<Record<Consequence, string>> = {
  'silent-harm': 'harm that nobody notices in time',
  'lost-or-doubled-work': 'work that is lost or done twice',
  unverified: 'results that nothing checks',
  'runaway-cost': 'cost that nothing stops',
  'blind-operator': 'an operator who cannot see what happened',
  'hard-to-change': 'code that is hard to change safely',
};

/** A severity with its reason in words. */
export interface Graded {
  severity: Severity;
  because: string;
}

/** What moves a finding down from the table: each reason is one step. */
export function grade(consequence: Consequence, map: HarnessMap, softeners: readonly string[]): Graded {
  const exposure = exposureOf(map);
  const from = TABLE[consequence][exposure];
  const severity = lower(from, softeners.length);
  const reason = `It leads to ${HARM[consequence]}, and ${describeExposure(map)}`;
  const eased = softeners.length === 0 ? '' : `; eased because ${softeners.join(' and ')}`;
  return { severity, because: `${reason}${eased}.` };
}

/** The severity of a criterion that is absent or partial. */
export function gradeGap(criterion: Criterion, verdict: Verdict, input: ScoreInput): Graded {
  const { map } = input;
  return grade(criterion.consequence, map, [
    ...(verdict.verdict === 'partial' ? ['part of it is there'] : []),
    ...(criterion.core ? [] : ['it is not core to its primitive']),
    ...(criterion.consequence === 'silent-harm' && criterion.id !== 'permission-system/gate' && gatedThroughout(map)
      ? ['a gate stands before every harmful effect']
      : []),
    ...(criterion.consequence === 'silent-harm' &&
    !isPermission(criterion) &&
    verdictOf(input, 'permission-system/gate') === 'absent'
      ? ['the missing gate comes first']
      : []),
    ...(criterion.id.startsWith('agent-types/') && !map.capabilities.subagents
      ? ['it starts no agents of its own']
      : []),
    ...(criterion.consequence === 'runaway-cost' && asksLocally(map)
      ? ['the model runs on the machine itself, so a run costs time and no money']
      : []),
  ]);
}

function isPermission({ id }: Criterion): boolean {
  return id.startsWith('permission-system/');
}

/** Is every model that it asks served by the machine it runs on? */
function asksLocally({ modelCalls }: HarnessMap): boolean {
  return modelCalls.length > 0 && modelCalls.every((call) => call.local === true);
}

/** How severe the absence of each criterion is here, gates aside: whether they hold is one of the questions. */
export function stakesOf(catalogue: Catalogue, map: HarnessMap): Record<string, Severity> {
  const criteria = catalogue.primitives.flatMap((p) => p.criteria);
  return Object.fromEntries(
    criteria.map(({ id, core, consequence }) => [id, lower(TABLE[consequence][exposureOf(map)], core ? 0 : 1)]),
  );
}

/** Negative when `a` is worse. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

function lower(severity: Severity, steps: number): Severity {
  const index = Math.min(SEVERITIES.indexOf(severity) + steps, SEVERITIES.length - 1);
  return SEVERITIES[index] ?? 'low';
}
