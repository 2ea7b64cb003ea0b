// Gaps become findings: one row for a primitive that is missing altogether, one for each serious gap of a primitive
// that is partly there, and one for what remains of it. A report with sixty rows is not read.
import type { Evidence, Finding, Primitive, Severity } from '../../contracts.js';
import { type Judged, judged, type ScoreInput } from './input.js';
import { gaps } from './moot.js';
import { fill, type Names } from './scenario.js';
import { CONSEQUENCES, compareSeverity, gradeGap } from './severity.js';

const MOST_EVIDENCE = 6;
const MOST_TESTS = 4;

/** Findings for every gap whose criterion is not in `covered`: those have a finding of their own already. */
export function gapFindings(input: ScoreInput, names: Names, covered: ReadonlySet<string>): Finding[] {
  const open = gaps(input).filter((gap) => !covered.has(gap.criterion.id));
  return input.catalogue.primitives.flatMap((primitive) => {
    const own = open.filter((gap) => gap.primitive.id === primitive.id);
    const rows = isMissing(input, primitive)
      ? whole(input, primitive, own, names)
      : parts(input, primitive, own, names);
    return rows;
  });
}

/** Every applicable criterion of it is absent. */
export function isMissing(input: ScoreInput, primitive: Primitive): boolean {
  const own = judged(input).filter((j) => j.primitive.id === primitive.id && j.verdict.verdict !== 'na');
  return own.length > 0 && own.every((j) => j.verdict.verdict === 'absent');
}

function whole(input: ScoreInput, primitive: Primitive, own: Judged[], names: Names): Finding[] {
  if (own.length === 0) return [];
  const criteria = gaps(input).filter((gap) => gap.primitive.id === primitive.id);
  const title =
    own.length === criteria.length
      ? `${primitive.title}: none of it was found`
      : `${primitive.title}: the rest is missing too (${count(own.length)})`;
  const impact = own.length === criteria.length ? primitive.why : undefined;
  return [finding(`gap:${primitive.id}`, title, own, input, names, impact)];
}

function parts(input: ScoreInput, primitive: Primitive, own: Judged[], names: Names): Finding[] {
  const serious = (gap: Judged) => compareSeverity(severity(gap, input), 'high') <= 0;
  const rest = own.filter((gap) => !serious(gap));
  const single = rest.length === 1 ? rest : [];
  const rows = [...own.filter(serious), ...single].map((gap) =>
    finding(`gap:${gap.criterion.id}`, titleOf(gap), [gap], input, names),
  );
  if (rest.length < 2) return rows;
  const title = `${primitive.title}: ${count(rest.length)} still open`;
  return [...rows, finding(`gap:${primitive.id}/others`, title, rest, input, names)];
}

function titleOf({ primitive, criterion, verdict }: Judged): string {
  return `${primitive.title}: ${criterion.title} is ${verdict.verdict === 'partial' ? 'only partly there' : 'missing'}`;
}

/** One finding for one or more gaps of a primitive; its worst gap gives it severity, consequence and impact. */
export function finding(
  id: string,
  title: string,
  own: readonly Judged[],
  input: ScoreInput,
  names: Names,
  impact?: string,
): Finding {
  const [worst] = [...own].sort((a, b) => compareGaps(a, b, input));
  if (worst === undefined) throw new Error(`a finding needs a gap: ${id}`);
  return {
    id,
    kind: 'gap',
    ...gradeGap(worst.criterion, worst.verdict, input),
    title,
    consequence: worst.criterion.consequence,
    criteria: own.map((gap) => gap.criterion.id),
    evidence: distinct(own.flatMap(({ verdict }) => [...(verdict.reviewed?.quotes ?? []), ...verdict.evidence])),
    impact: impact ?? worst.criterion.impact,
    fix: own.map(fixOf).join(' '),
    confirm: own.slice(0, MOST_TESTS).map((gap) => fill(gap.criterion.confirm, names)),
    ...readerOf(own),
  };
}

/** What a second reader found of the gaps; nothing where none gave a reason. */
export function readerOf(own: readonly Judged[]): Pick<Finding, 'secondReader'> {
  const found = own.flatMap(({ criterion, verdict }) =>
    verdict.reviewed === undefined || verdict.reviewed.reason === ''
      ? []
      : [{ criterion: criterion.id, reason: verdict.reviewed.reason }],
  );
  return found.length === 0 ? {} : { secondReader: found };
}

/** The catalogue's fix builds from nothing; where a reader found a part that holds, what is left is the rule itself. */
function fixOf({ criterion, verdict }: Judged): string {
  const told = verdict.verdict === 'partial' && verdict.reviewed !== undefined && verdict.reviewed.reason !== '';
  return told ? `Close what the second reader found, until this holds: ${criterion.statement}` : criterion.fix;
}

/** Worst first: severity, consequence, then weight. */
export function compareGaps(a: Judged, b: Judged, input: ScoreInput): number {
  return (
    compareSeverity(severity(a, input), severity(b, input)) ||
    CONSEQUENCES.indexOf(a.criterion.consequence) - CONSEQUENCES.indexOf(b.criterion.consequence) ||
    b.criterion.weight - a.criterion.weight
  );
}

/** No place twice, and no more than a reader will open. */
export function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  const unseen = evidence.filter(({ file, line }) => {
    const place = `${file}:${line}`;
    return seen.has(place) ? false : seen.add(place);
  });
  return unseen.slice(0, MOST_EVIDENCE);
}

function severity(gap: Judged, input: ScoreInput): Severity {
  return gradeGap(gap.criterion, gap.verdict, input).severity;
}

function count(criteria: number): string {
  return criteria === 1 ? '1 criterion' : `${criteria} criteria`;
}
