// The way from here to a complete harness: what to do next, in which files, and how to prove that it is done.
import type { UpgradeStep } from '../contracts.js';
import { list } from './score/exposure.js';
import { fill, type Names, namesIn } from './score/scenario.js';
import { gradeGap } from './score/severity.js';
import type { ScoreInput } from './score.js';
import { orderSteps } from './upgrade/order.js';
import { type Draft, draftSteps } from './upgrade/steps.js';
import { filesToTouch } from './upgrade/touch.js';

/** Further steps than these would be planned on guesses: evaluate again when these are done. */
const MOST_STEPS = 12;

/** Steps ordered by prerequisite, then by severity against effort. Empty when nothing is open or no harness was found. */
export function upgrade(input: ScoreInput): UpgradeStep[] {
  if (!input.map.found) return [];
  const names = namesIn(input.map);
  const drafts = orderSteps(draftSteps(input)).slice(0, MOST_STEPS);
  return drafts.map((draft, index) => ({
    step: index + 1,
    title: titleOf(draft),
    because: because(draft, drafts.slice(index + 1), input),
    criteria: draft.gaps.map((gap) => gap.criterion.id),
    touch: filesToTouch(draft, input.map),
    done: draft.gaps.map((gap) => gap.criterion.statement).join(' '),
    effort: draft.effort,
    confirm: confirm(draft, names),
  }));
}

function titleOf(draft: Draft): string {
  const verb = draft.core ? (draft.fromNothing ? 'Build the core of' : 'Complete the core of') : 'Strengthen';
  const what = draft.gaps.map((gap) => gap.criterion.title.toLowerCase());
  return `${verb} ${draft.primitive.title.toLowerCase()}: ${list(what)}`;
}

function because(draft: Draft, later: readonly Draft[], input: ScoreInput): string {
  const [worst] = draft.gaps;
  const graded = worst === undefined ? '' : gradeGap(worst.criterion, worst.verdict, input).because;
  const found = worst?.verdict.reviewed?.reason ?? '';
  const reason = found === '' ? graded : `${graded} A second reader found: ${found}`;
  const built = draft.core
    ? later.filter((other) => other.core && other.primitive.requires.includes(draft.primitive.id))
    : [];
  const names = [...new Set(built.map((other) => other.primitive.title.toLowerCase()))];
  if (names.length === 0) return `${worst?.criterion.impact ?? ''} ${reason}`.trim();
  return `${worst?.criterion.impact ?? ''} ${reason} Comes before ${list(names)}, which ${names.length === 1 ? 'builds' : 'build'} on it.`;
}

function confirm(draft: Draft, names: Names): UpgradeStep['confirm'] {
  return draft.gaps.map((gap) => fill(gap.criterion.confirm, names));
}
