// Limits as numbers, each with the sum it comes from, so that a wrong assumption is found by reading and not by a bill.
import type { Brief, DesignBudget } from '../../contracts.js';
import type { Ground } from './ground.js';
import { count, money, rounded, starter, whole } from './say.js';

/** A run that needs twice its usual steps is lost more often than it is thorough. */
const DETOURS = 2;
/** The same call with the same arguments; the third one never learns what the second did not. */
const SAME_CALL = 3;
const LONGEST: Record<Brief['run']['length'], number> = { seconds: 1, minutes: 30, hours: 480, days: 4320 };

export function budgets(ground: Ground): DesignBudget[] {
  return [turns(ground), runTokens(ground), context(ground), ...prices(ground), time(ground), ...retries(ground)];
}

/** Turns after which a run is stopped. */
export function turnLimit({ brief }: Ground): number {
  return brief.run.steps * DETOURS + 1;
}

function turns(ground: Ground): DesignBudget {
  const { steps } = ground.brief.run;
  const limit = turnLimit(ground);
  return {
    of: 'turns',
    limit,
    unit: 'model calls per run',
    arithmetic: `${count(steps, 'tool call')} × ${DETOURS} for detours + 1 for the answer = ${limit}`,
    reached: stopped(ground, `${limit} model calls`),
  };
}

/** Tokens, read and written, after which a run is stopped. */
export function tokenLimit({ brief, estimate }: Ground): number {
  const price = pricePerToken(brief, estimate);
  return price === 0 ? rounded((estimate.input + estimate.output) * DETOURS) : rounded(brief.cost.perRun / price);
}

function pricePerToken({ cost }: Brief, { input, output }: Ground['estimate']): number {
  return (input * cost.inputPrice + output * cost.outputPrice) / (input + output) / 1_000_000;
}

function runTokens(ground: Ground): DesignBudget {
  const { brief, estimate } = ground;
  const usual = `${estimate.turns} × ${whole(estimate.prefix)} + ${whole(estimate.perTurn)} × ${brief.run.steps} × ${estimate.turns} ÷ 2 = ${whole(estimate.input)} read and ${whole(estimate.output)} written`;
  const price = pricePerToken(brief, estimate);
  const limit = tokenLimit(ground);
  const sum =
    price === 0
      ? `twice that, since the model has no price`
      : `${money(brief.cost.perRun)} at ${money(price * 1_000_000)} for a million of this mix buys ${whole(limit)}`;
  return {
    of: 'run-tokens',
    limit,
    unit: 'tokens per run',
    arithmetic: `usual: ${usual}; ${sum}`,
    reached: stopped(ground, `${whole(limit)} tokens`),
  };
}

/** Tokens of one request above which history is shortened, or the run refused: room for the answer and one result. */
export function contextLimit({ brief, estimate }: Ground): number {
  const { window } = brief.cost;
  return rounded(Math.max(window - 4 * estimate.perTurn - estimate.outputPerTurn, window / 2) * 0.75);
}

function context(ground: Ground): DesignBudget {
  const { brief, estimate } = ground;
  const limit = contextLimit(ground);
  const share = Math.round((100 * estimate.peak) / brief.cost.window);
  return {
    of: needsCompaction(ground) ? 'compaction' : 'context',
    limit,
    unit: 'tokens per request',
    arithmetic: `the largest usual request is ${whole(estimate.prefix)} + ${brief.run.steps} × ${whole(estimate.perTurn)} = ${whole(estimate.peak)}, ${share} % of ${whole(brief.cost.window)}; limit: (${whole(brief.cost.window)} − 4 × ${whole(estimate.perTurn)} − ${whole(estimate.outputPerTurn)}) × ¾`,
    reached: needsCompaction(ground)
      ? `results of ${ground.reads[0]?.name ?? 'tools'} older than the last 6 turns give way to a summary`
      : `the run ends with reason 'context': such a request is ${whole(limit / estimate.peak)} times the usual one, so something went wrong`,
  };
}

/** A usual run takes more than half of the window. */
export function needsCompaction({ brief, estimate }: Ground): boolean {
  return estimate.peak > brief.cost.window / 2;
}

function prices({ brief, estimate }: Ground): DesignBudget[] {
  const { cost, run } = brief;
  if (cost.inputPrice === 0 && cost.outputPrice === 0) return [];
  const usual = `${whole(estimate.input)} × ${money(cost.inputPrice)} + ${whole(estimate.output)} × ${money(cost.outputPrice)}, per million = ${money(estimate.cost)}`;
  return [
    {
      of: 'run-cost',
      limit: cost.perRun,
      unit: 'US dollars per run',
      arithmetic: `usual: ${usual}; allowed: ${money(cost.perRun)}, ${ratio(cost.perRun / estimate.cost)}`,
      reached: `no model call that could pass it, at up to ${money((estimate.peak * cost.inputPrice + estimate.outputPerTurn * cost.outputPrice) / 1_000_000)} each`,
    },
    {
      of: 'day-cost',
      limit: run.perDay * cost.perRun,
      unit: 'US dollars per day',
      arithmetic: `usual: ${whole(run.perDay)} × ${money(estimate.cost)} = ${money(run.perDay * estimate.cost)}; at most ${whole(run.perDay)} × ${money(cost.perRun)}`,
      reached: CLOSED[run.startedBy],
    },
  ];
}

const CLOSED: Record<Brief['run']['startedBy'], string> = {
  person: 'whoever asks is told that it goes on tomorrow; open runs end as usual',
  schedule: 'the next start waits for an operator, who sees both sums',
  event: 'events are kept and taken up tomorrow',
  code: "the function answers 'closed' at once, and the product does without",
};

function ratio(times: number): string {
  if (times < 1) return `which is less than the usual run costs`;
  return times < 2 ? `which leaves little room for detours` : `${Math.floor(times)} times the usual run`;
}

function time({ brief }: Ground): DesignBudget {
  const { length, startedBy } = brief.run;
  const limit = LONGEST[length];
  const who =
    startedBy === 'person' ? 'a person waits for it' : `nobody sits beside a run that ${starter(brief)} starts`;
  return {
    of: 'time',
    limit,
    unit: 'minutes per run, waiting aside',
    arithmetic: `a run works for ${length}; more than ${whole(limit)} is stuck, and ${who}`,
    reached: LATE[startedBy],
  };
}

const LATE: Record<Brief['run']['startedBy'], string> = {
  person: "the user is told what was reached, with reason 'time'",
  schedule: "the call under way is aborted, the reason 'time' recorded and an operator told",
  event: "the event goes back to its queue once, then to an operator, with reason 'time'",
  code: "the function answers with reason 'time'",
};

function retries({ riskiest, reads }: Ground): DesignBudget[] {
  const tool = (riskiest ?? reads[0])?.name;
  if (tool === undefined) return [];
  return [
    {
      of: 'retries',
      limit: SAME_CALL,
      unit: 'same calls in a row',
      arithmetic: `two tries of \`${tool}\` with the same arguments may be chance, a third is a loop`,
      reached: `the model is told once; if it asks for \`${tool}\` again unchanged, the run ends`,
    },
  ];
}

function stopped({ brief, attended }: Ground, what: string): string {
  return attended
    ? `the run stops after ${what} and offers the user to go on with the same allowance`
    : `the run ends after ${what} with a typed reason, and ${brief.run.startedBy === 'code' ? 'the caller gets it' : 'an operator sees it'}`;
}
