// Cuts the gaps into steps small enough to finish: a few criteria of one primitive, core before the rest.
import type { Criterion, Severity } from '../../contracts.js';
import { compareGaps, isMissing } from '../score/gap.js';
import type { Judged, ScoreInput } from '../score/input.js';
import { gaps } from '../score/moot.js';
import { gradeGap } from '../score/severity.js';

const MOST_CRITERIA = 4;

/** A step before it is put in order. */
export interface Draft {
  primitive: Judged['primitive'];
  /** Worst gap first. */
  gaps: Judged[];
  /** Holds the primitive's core. */
  core: boolean;
  severity: Severity;
  effort: Criterion['effort'];
  /** Every criterion of the primitive is open, so it is built rather than completed. */
  fromNothing: boolean;
}

/** Drafts in the catalogue's order. */
export function draftSteps(input: ScoreInput): Draft[] {
  const open = gaps(input);
  return input.catalogue.primitives.flatMap((primitive) => {
    const own = open
      .filter((gap) => gap.primitive.id === primitive.id)
      .sort((a, b) => Number(b.criterion.core) - Number(a.criterion.core) || compareGaps(a, b, input));
    const fromNothing = isMissing(input, primitive);
    const core = own.filter((gap) => gap.criterion.core);
    const rest = own.filter((gap) => !gap.criterion.core);
    return [...chunks(core), ...chunks(rest)].map((part) => draft(part, fromNothing, input));
  });
}

function draft(part: Judged[], fromNothing: boolean, input: ScoreInput): Draft {
  const [worst] = part;
  if (worst === undefined) throw new Error('a step needs a gap');
  const { severity } = gradeGap(worst.criterion, worst.verdict, input);
  const { primitive, criterion } = worst;
  return { primitive, gaps: part, core: criterion.core, severity, effort: effort(part), fromNothing };
}

const EFFORTS: readonly Criterion['effort'][] = ['hours', 'day', 'days'];

/** The longest of its parts; three parts of a day or more are days. */
function effort(part: readonly Judged[]): Criterion['effort'] {
  const ranks = part.map((gap) => EFFORTS.indexOf(gap.criterion.effort));
  const longest = Math.max(...ranks);
  const summed = ranks.filter((rank) => rank >= 1).length >= 3 ? 2 : longest;
  return EFFORTS[Math.max(longest, summed)] ?? 'days';
}

function chunks<T>(items: readonly T[]): T[][] {
  const parts = Math.ceil(items.length / MOST_CRITERIA);
  const size = Math.ceil(items.length / Math.max(parts, 1));
  return Array.from({ length: parts }, (_, i) => items.slice(i * size, (i + 1) * size));
}
