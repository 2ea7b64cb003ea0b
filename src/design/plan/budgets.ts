// Limits as numbers, each with the sum it comes from, so that a wrong assumption is found by reading and not by a bill.
import type { Brief, DesignBudget } from '../../contracts.js';
import { bounded } from './amounts.js';
import type { Ground } from './ground.js';
import {
  boughtTokens,
  DETOURS,
  needsCompaction,
  pricePerToken,
  resultLimit,
  tokenLimit,
  turnLimit,
  wantedTurns,
} from './limits.js';
import { agree, count, money, names, shown, starter, whole } from './say.js';

/** The same call with the same arguments; the third one never learns what the second did not. */
const SAME_CALL = 3;
const LONGEST: Record<Brief['run']['length'], number> = { seconds: 1, minutes: 30, hours: 480, days: 4320 };

export function budgets(ground: Ground): DesignBudget[] {
  return [
    turns(ground),
    runTokens(ground),
    context(ground),
    ...prices(ground),
    time(ground),
    ...retries(ground),
    ...approval(ground),
    ...amounts(ground),
  ];
}

function turns(ground: Ground): DesignBudget {
  const { run, cost } = ground.brief;
  const limit = turnLimit(ground);
  const wanted = wantedTurns(ground.brief);
  const sum = `${count(run.steps, 'tool call')} × ${DETOURS} for detours + 1 for the answer = ${wanted}`;
  const first =
    limit < wanted
      ? `; as requests grow, ${money(cost.perRun)} buys ${limit} uncached, so that is the limit`
      : cost.inputPrice + cost.outputPrice > 0
        ? `; ${money(cost.perRun)} buys that many, so the calls end a run before its dollars do`
        : '';
  return {
    of: 'turns',
    limit,
    unit: 'model calls per run',
    arithmetic: `${sum}${first}`,
    reached: stopped(ground, `${limit} model calls`),
  };
}

function runTokens(ground: Ground): DesignBudget {
  const { brief, estimate } = ground;
  const price = pricePerToken(brief, estimate);
  const limit = tokenLimit(ground);
  const sum =
    price === 0
      ? `twice that, since the model has no price, rounded down`
      : `${money(brief.cost.perRun)} at ${money(price * 1_000_000)} for a million of this mix buys ${whole(boughtTokens(ground))}, rounded down`;
  return {
    of: 'run-tokens',
    limit,
    unit: 'tokens per run',
    arithmetic: `usual: ${inputSum(ground)} = ${whole(estimate.input)} read and ${whole(estimate.output)} written; ${sum}`,
    reached: stopped(ground, `${whole(limit)} tokens`),
  };
}

/** How the tokens of a usual run add up: each request sends what was before it, up to the limit of one. */
function inputSum({ estimate }: Ground): string {
  const { turns: n, prefix, perTurn, shortened, limit } = estimate;
  const growing = n - shortened;
  const sum = `${growing} × ${whole(prefix)} + ${whole(perTurn)} × ${growing - 1} × ${growing} ÷ 2`;
  return shortened === 0 ? sum : `${sum} + ${shortened} × ${whole(limit)} at the limit`;
}

function context(ground: Ground): DesignBudget {
  const { brief, estimate } = ground;
  const { limit } = estimate;
  const share = Math.round((100 * estimate.peak) / brief.cost.window);
  const half = (brief.cost.window - 4 * estimate.perTurn - estimate.outputPerTurn) * 2 < brief.cost.window;
  const room = half
    ? `${whole(brief.cost.window)} ÷ 2`
    : `(${whole(brief.cost.window)} − 4 × ${whole(estimate.perTurn)} − ${whole(estimate.outputPerTurn)})`;
  return {
    of: needsCompaction(ground) ? 'compaction' : 'context',
    limit,
    unit: 'tokens per request',
    arithmetic: `${needsCompaction(ground) ? 'unshortened, ' : ''}the largest usual request is ${whole(estimate.prefix)} + ${brief.run.steps} × ${whole(estimate.perTurn)} = ${whole(estimate.peak)}, ${share} % of ${whole(brief.cost.window)}; limit: ${room} × ¾, rounded down; one result is cut to ${whole(resultLimit(ground))}`,
    reached: needsCompaction(ground)
      ? `phase 1 ends the run with reason 'context'; from phase 2 on results of ${names(ground.reads) || 'tools'} older than the last 6 turns give way to a summary`
      : `the run ends with reason 'context': such a request is ${ratio10(limit / estimate.peak)} times the usual one, so something went wrong`,
  };
}

function ratio10(times: number): string {
  return times < 3 ? times.toFixed(1) : whole(times);
}

function prices({ brief, estimate, attended, approvers }: Ground): DesignBudget[] {
  const { cost, run } = brief;
  if (cost.inputPrice === 0 && cost.outputPrice === 0) return [];
  const usual = `${whole(estimate.input)} × ${money(cost.inputPrice)} + ${whole(estimate.output)} × ${money(cost.outputPrice)}, per million = ${money(estimate.cost)}`;
  const cached = `, about ${money(estimate.cachedCost)} where the vendor reads a known prefix at a tenth and charges a quarter more for what it sees first`;
  const day = run.perDay * shown(estimate.cost);
  const dearest = Math.min(estimate.peak, estimate.limit) * cost.inputPrice + estimate.outputPerTurn * cost.outputPrice;
  return [
    {
      of: 'run-cost',
      limit: cost.perRun,
      unit: 'US dollars per run',
      arithmetic: `usual: ${usual}${estimate.turns > 4 ? cached : ''}; allowed: ${money(cost.perRun)}, ${ratio(cost.perRun / estimate.cost)}`,
      reached: `no model call that could pass it, at up to ${money(dearest / 1_000_000)} each`,
    },
    {
      of: 'day-cost',
      limit: run.perDay * cost.perRun,
      unit: 'US dollars per day',
      arithmetic: `usual: ${whole(run.perDay)} × ${money(estimate.cost)} = ${money(day)}; at most ${whole(run.perDay)} × ${money(cost.perRun)}`,
      reached: closed(brief, attended, approvers),
    },
  ];
}

/** An event does not wait for the next day's budget: a person gets it at once. */
function closed({ run, capabilities }: Brief, attended: boolean, approvers: string): string {
  switch (run.startedBy) {
    case 'person':
      return 'whoever asks is told that it goes on tomorrow; open runs end as usual';
    case 'schedule':
      return 'the next start waits for an operator, who sees both sums';
    case 'event': {
      const who = capabilities.some((c) => c.approval !== 'none') ? approvers : 'an operator';
      return `no run begins: each further event goes to ${who} at once, with both sums${attended ? ', and whoever waits is told so' : ''}`;
    }
    case 'code':
      return "the function answers 'closed' at once, and the product does without";
  }
}

function ratio(times: number): string {
  if (times < 1) return `which is less than the usual run costs`;
  return times < 2 ? `which leaves little room for detours` : `${Math.floor(times)} times the usual run`;
}

function time({ brief, attended, ready, held }: Ground): DesignBudget {
  const { length, startedBy } = brief.run;
  const limit = LONGEST[length];
  const who = attended ? 'somebody waits for it' : `nobody sits beside a run that ${starter(brief)} starts`;
  const tried = held === undefined && ready.length === 0 ? 'what was found' : 'what was tried';
  const late: Record<Brief['run']['startedBy'], string> = {
    person: `the user is told ${tried}, with reason 'time'`,
    schedule: `the call under way is aborted, and an operator gets ${tried} with reason 'time'`,
    event: `the event is not taken up again by itself: an operator gets ${tried} with reason 'time'`,
    code: "the function answers with reason 'time'",
  };
  return {
    of: 'time',
    limit,
    unit: 'minutes per run, waiting aside',
    arithmetic: `a run works for ${length}; more than ${count(limit, 'minute')} is stuck, and ${who}`,
    reached: late[startedBy],
  };
}

/** A question that nobody answers must end, or what asked it never does. */
function approval(ground: Ground): DesignBudget[] {
  const { approved, approvers, approvalHours, brief, cases } = ground;
  if (approved.length === 0) return [];
  const { perDay } = brief.run;
  const questions = perDay * approved.length;
  return [
    {
      of: 'approval',
      limit: approvalHours,
      unit: 'hours per question',
      arithmetic: `${approvers} answers within ${count(approvalHours, 'hour')}; one question in a run for ${agree(approved, '', 'each of ')}${names(approved)} makes ${count(questions, 'question')} a day`,
      reached: `the question lapses as a no with reason 'unanswered': ${names(approved, 'or')} does not run, and ${cases ? 'its case is handed over; the run that asked has long gone on' : ground.attended ? 'the model is told' : 'the run ends'}`,
    },
  ];
}

/** Reads may be tried again; what cannot be taken back happens once for each target. */
function retries({ reads, ready, once }: Ground): DesignBudget[] {
  const tool = (reads[0] ?? ready.find((c) => !once.includes(c)))?.name;
  const final: DesignBudget[] =
    once.length === 0
      ? []
      : [
          {
            of: 'retries',
            limit: 1,
            unit: 'calls for each target',
            arithmetic: `a second ${names(once, 'or')} for one target is never right: tool and target are a unique key`,
            reached: `it does not run, and the model gets what is on record for that target`,
          },
        ];
  if (tool === undefined) return final;
  const repeated: DesignBudget = {
    of: 'retries',
    limit: SAME_CALL,
    unit: 'same calls in a row',
    arithmetic: `two tries of \`${tool}\` with the same arguments may be chance, a third is a loop`,
    reached: `the model is told once; if it asks for \`${tool}\` again unchanged, the run ends with reason 'loop'`,
  };
  return [repeated, ...final];
}

/** What one call and one day may move, where the brief names an amount. */
function amounts({ brief }: Ground): DesignBudget[] {
  return bounded(brief).flatMap(({ tool, amount: { value, unit, line } }) => [
    {
      of: 'call-amount' as const,
      limit: value,
      unit: `${unit} per call of \`${tool.name}\``,
      arithmetic: `from '${line}'`,
      reached:
        tool.approval === 'none' ? 'the gate refuses the call' : 'the call waits for its yes, which shows the amount',
    },
    {
      of: 'day-amount' as const,
      limit: value * brief.run.perDay,
      unit: `${unit} per day by \`${tool.name}\``,
      arithmetic: `${whole(brief.run.perDay)} × ${value}, one full call in each run of a usual day`,
      reached: `no further \`${tool.name}\` that day without an operator`,
    },
  ]);
}

function stopped({ brief, attended }: Ground, what: string): string {
  return attended
    ? `the run stops after ${what} and offers the user to go on with the same allowance`
    : `the run ends after ${what} with a typed reason, and ${brief.run.startedBy === 'code' ? 'the caller gets it' : 'an operator sees it'}`;
}
