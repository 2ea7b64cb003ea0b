// All findings of an evaluation, worst first.
import type { Finding, PrimitiveResult } from '../../contracts.js';
import { complexityFindings } from './complexity.js';
import { bypassFinding } from './contradiction.js';
import { gapFindings } from './gap.js';
import type { ScoreInput } from './input.js';
import { mootFinding } from './moot.js';
import { namesIn } from './scenario.js';
import { CONSEQUENCES, compareSeverity } from './severity.js';
import { programFinding, ungatedFinding } from './ungated.js';
import { unwiredFindings } from './unwired.js';

/** Ungated tools lead their severity; then severity, consequence, primitive, the catalogue's order and id decide. */
export function findings(input: ScoreInput, primitives: readonly PrimitiveResult[]): Finding[] {
  const names = namesIn(input.map);
  const ungated = ungatedFinding(input, names);
  const unwired = unwiredFindings(input, names);
  const covered = new Set([...ungated, ...unwired].flatMap((f) => f.criteria));
  const others = [
    ...unwired,
    ...programFinding(input, names),
    ...bypassFinding(input, names),
    ...complexityFindings(input, primitives),
    ...gapFindings(input, names, covered),
    ...mootFinding(input),
  ];
  const numbers = new Map(primitives.map((p) => [p.id, p.number]));
  const places = new Map(input.catalogue.primitives.flatMap((p) => p.criteria).map((c, i) => [c.id, i]));
  const ordered = others.sort((a, b) => compareFindings(a, b, numbers, places));
  const [lead] = ungated;
  if (lead === undefined) return ordered;
  const at = ordered.findIndex((f) => compareSeverity(f.severity, lead.severity) >= 0);
  return at === -1 ? [...ordered, lead] : [...ordered.slice(0, at), lead, ...ordered.slice(at)];
}

function compareFindings(
  a: Finding,
  b: Finding,
  numbers: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, number>,
): number {
  const placeOf = ({ criteria: [first] }: Finding): number => places.get(first ?? '') ?? Number.MAX_SAFE_INTEGER;
  return (
    compareSeverity(a.severity, b.severity) ||
    CONSEQUENCES.indexOf(a.consequence) - CONSEQUENCES.indexOf(b.consequence) ||
    numberOf(a, numbers) - numberOf(b, numbers) ||
    placeOf(a) - placeOf(b) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Findings about no primitive come after those that are. */
function numberOf({ criteria: [first] }: Finding, numbers: ReadonlyMap<string, number>): number {
  return numbers.get(first?.split('/')[0] ?? '') ?? Number.MAX_SAFE_INTEGER;
}
