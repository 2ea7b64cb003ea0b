// The numbers a run is held to, apart from the table that shows their sums: tests, phases and risks name them too.
import type { Brief } from '../../contracts.js';
import { turnsWithin } from './estimate.js';
import type { Ground } from './ground.js';
import { money, rounded, shown } from './say.js';

/** A run that needs twice its usual steps is lost more often than it is thorough. */
export const DETOURS = 2;

/** What a usual run may cost: never more than one run is allowed, and twice the estimate where that is less. */
export function usualCost({ brief, estimate }: Ground): number {
  return Math.min(shown(estimate.cost) * DETOURS, brief.cost.perRun);
}

/** What a usual day costs, the limit of a run kept. */
export function usualDay({ brief, estimate }: Ground): number {
  return brief.run.perDay * Math.min(shown(estimate.cost), brief.cost.perRun);
}

/** Dollars above which a day is unusual; undefined where the limit of the day comes first. */
export function alarmAt(ground: Ground): number | undefined {
  const { run, cost } = ground.brief;
  const twice = usualDay(ground) * DETOURS;
  return twice < run.perDay * cost.perRun ? twice : undefined;
}

/** A day that costs too much, as the subject of a sentence: one that its limit ends where that comes first. */
export function alarmDay(ground: Ground): string {
  const { run, cost } = ground.brief;
  const at = alarmAt(ground);
  return at === undefined
    ? `a day that its limit of ${money(run.perDay * cost.perRun)} ends`
    : `a day above ${money(at)}, twice the usual`;
}

/** Twice the usual model calls: what detours may take where the allowance lets them. */
export function wantedTurns({ run }: Brief): number {
  return run.steps * DETOURS + 1;
}

/** Turns after which a run is stopped: no more than its dollars buy, uncached, so that both limits mean the same run. */
export function turnLimit({ brief, estimate }: Ground): number {
  return turnsWithin(estimate, brief.cost, wantedTurns(brief));
}

/** Tokens, read and written, after which a run is stopped. */
export function tokenLimit(ground: Ground): number {
  return rounded(boughtTokens(ground));
}

/** The same before it is rounded down. */
export function boughtTokens({ brief, estimate }: Ground): number {
  const price = pricePerToken(brief, estimate);
  return price === 0 ? (estimate.input + estimate.output) * DETOURS : brief.cost.perRun / price;
}

/** US dollars for one token of the usual mix. */
export function pricePerToken({ cost }: Brief, { input, output }: Ground['estimate']): number {
  return (input * cost.inputPrice + output * cost.outputPrice) / (input + output) / 1_000_000;
}

/** Tokens of one request above which history is shortened, or the run refused: room for the answer and one result. */
export function contextLimit({ estimate }: Ground): number {
  return estimate.limit;
}

/** Tokens of one result that reach the model: a tenth of a request, and never less than a usual one. */
export function resultLimit({ estimate }: Ground): number {
  return Math.max(estimate.perTurn, Math.round(estimate.limit / 10));
}

/** A usual run takes more than half of the window. */
export function needsCompaction({ brief, estimate }: Ground): boolean {
  return estimate.peak > brief.cost.window / 2;
}
