// Puts the questions to a model, one after the other: budget before each call, the journal after it, a second try where
// an answer is malformed or quotes what is not there, and an end that says why it ended.
import type { ReviewAnswer, ReviewPacket, ReviewQuestion, ReviewStop, ReviewUsage } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { ANSWER_SCHEMA, parseAnswer } from './answer.js';
import type { CheckedAnswer } from './apply.js';
import type { Budget, BudgetStop } from './budget.js';
import { estimateTokens } from './budget.js';
import type { Clock } from './clock.js';
import type { Listener } from './events.js';
import { framed } from './frame.js';
import type { Journal } from './journal.js';
import { CallFailure, type Connection, type Provider, type Reply, type Request } from './provider.js';
import { retrying } from './retry.js';

/** Room for an answer and for the thinking before it. */
export const MAX_OUTPUT_TOKENS = 8_000;
/** A malformed or falsely quoting answer is asked for once more. */
const ATTEMPTS = 2;
/** So many failures in a row mean that the next call will fail too. */
const MAX_FAILURES = 3;

export interface RunOptions {
  packet: ReviewPacket;
  model: string;
  prefix: string;
  provider: Provider;
  connection: Connection;
  /** Looks up the quotes of an answer. */
  check(answer: ReviewAnswer): Promise<CheckedAnswer>;
  budget: Budget;
  journal: Journal;
  clock: Clock;
  signal: AbortSignal;
  listen: Listener;
}

export interface RunResult {
  answers: CheckedAnswer[];
  dropped: { criterion: string; why: string }[];
  stop: { reason: ReviewStop; why: string };
  usage: ReviewUsage;
}

/** How one question ended. */
type Settled =
  | { kind: 'answer'; checked: CheckedAnswer }
  | { kind: 'dropped'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'stop'; reason: ReviewStop; why: string };

/** Asks every question of the packet until one of the limits is reached. @throws HarnessError for a wrong key or model. */
export async function runReview(options: RunOptions): Promise<RunResult> {
  const { packet, budget, listen } = options;
  const result: RunResult = {
    answers: [],
    dropped: [],
    stop: { reason: 'completed', why: 'every question was put' },
    usage: budget.spent,
  };
  let failures = 0;
  for (const question of packet.questions) {
    const settled = await settle(question, options);
    if (settled.kind === 'answer') result.answers.push(settled.checked);
    else if (settled.kind !== 'stop') result.dropped.push({ criterion: question.criterion, why: settled.why });
    failures = settled.kind === 'failed' ? failures + 1 : 0;
    if (settled.kind === 'stop') {
      result.stop = { reason: settled.reason, why: settled.why };
      break;
    }
    if (failures >= MAX_FAILURES) {
      result.stop = broken(settled);
      break;
    }
  }
  listen({ type: 'review-stopped', ...result.stop });
  return { ...result, usage: budget.spent };
}

function broken(settled: Settled): { reason: ReviewStop; why: string } {
  const last = settled.kind === 'failed' ? `, the last because ${settled.why}` : '';
  return { reason: 'breaker', why: `${MAX_FAILURES} questions in a row failed${last}` };
}

async function settle(question: ReviewQuestion, options: RunOptions): Promise<Settled> {
  const { criterion } = question;
  let note: string | undefined;
  let settled: Settled = { kind: 'failed', why: 'it was not asked' };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const reply = await replyTo(question, attempt, note, options);
    if ('kind' in reply) return reply;
    if (reply.end === 'refused') return { kind: 'dropped', why: 'the model refused to answer' };
    const read = await understood(criterion, reply, options);
    if (read.flaw === undefined) return { kind: 'answer', checked: read.checked };
    options.listen({ type: 'answer-questioned', criterion, why: read.flaw });
    settled = read.checked === undefined ? { kind: 'failed', why: read.flaw } : { kind: 'dropped', why: read.flaw };
    note = `An earlier answer was rejected: ${read.told} Answer again; quote only lines that are shown, exactly as shown.`;
  }
  return settled;
}

type Understood = { flaw: undefined; checked: CheckedAnswer } | { flaw: string; told: string; checked?: CheckedAnswer };

/** What is told back is in our own words: the reply may repeat what the repository wanted it to say. */
async function understood(criterion: string, { text, end }: Reply, { check }: RunOptions): Promise<Understood> {
  if (end === 'truncated') return { flaw: 'the reply was cut off', told: 'it was cut off. Be brief.' };
  const answer = parseAnswer(criterion, text);
  if ('flaw' in answer) return { flaw: answer.flaw, told: `${answer.flaw}.` };
  const checked = await check(answer);
  const [flaw] = checked.flaws;
  if (flaw === undefined) return { flaw, checked };
  const { length } = checked.flaws;
  return { flaw, told: `${length} of its citations ${length === 1 ? 'is' : 'are'} not in the code.`, checked };
}

/** A reply, from the journal where it was paid for before; or why there is none. */
async function replyTo(
  question: ReviewQuestion,
  attempt: number,
  note: string | undefined,
  options: RunOptions,
): Promise<Reply | Exclude<Settled, { kind: 'answer' }>> {
  const { journal, budget, listen, signal, packet, model, prefix } = options;
  const { criterion } = question;
  const known = journal.get(criterion, attempt);
  if (known !== undefined) {
    budget.record(known.tokens);
    listen({ type: 'answer-replayed', criterion, attempt, tokens: known.tokens });
    return known;
  }
  if (signal.aborted) return cancelled();
  const text = framed(question, note);
  const estimate = estimateTokens(prefix + text);
  const stop = budget.refuse(estimate, MAX_OUTPUT_TOKENS);
  if (stop !== undefined) return refusal(stop, budget, packet);
  const request = { model, prefix, question: text, schema: ANSWER_SCHEMA, maxOutputTokens: MAX_OUTPUT_TOKENS };
  listen({ type: 'call-started', criterion, attempt, estimate });
  try {
    return await paid(request, criterion, attempt, options);
  } catch (error) {
    return failed(error, model);
  }
}

async function paid(request: Request, criterion: string, attempt: number, options: RunOptions): Promise<Reply> {
  const { provider, connection, journal, budget, clock, signal, listen } = options;
  const started = clock.now();
  // An own signal for each call: an SDK may leave its listeners behind.
  const reply = await retrying(() => provider.ask(connection, request, AbortSignal.any([signal])), {
    clock,
    signal,
    onFailure: ({ kind, message }, retryIn) => listen({ type: 'call-failed', criterion, kind, message, retryIn }),
  });
  journal.add(criterion, attempt, reply);
  budget.record(reply.tokens);
  listen({ type: 'call-finished', criterion, attempt, tokens: reply.tokens, ms: clock.now() - started });
  return reply;
}

function cancelled(): Extract<Settled, { kind: 'stop' }> {
  return { kind: 'stop', reason: 'cancelled', why: 'the user stopped it' };
}

/** A budget that does not carry the first call is a mistake to be told of, not a result. */
function refusal({ reason, why }: BudgetStop, budget: Budget, { questions }: ReviewPacket): Settled & { kind: 'stop' } {
  if (budget.spent.calls > 0) return { kind: 'stop', reason, why };
  const flag = reason === 'token-budget' ? '--max-tokens' : '--max-cost';
  throw new HarnessError(
    `the budget is too small for one call: ${why}`,
    `raise ${flag}; ${questions.length} questions are to be put`,
    2,
  );
}

function failed(error: unknown, model: string): Exclude<Settled, { kind: 'answer' }> {
  if (!(error instanceof CallFailure)) throw error;
  if (error.kind === 'cancelled') return cancelled();
  if (error.kind === 'key') {
    throw new HarnessError(
      `the server refused the key: ${error.message}`,
      'check the key; evaluate works without one, without --review',
      2,
    );
  }
  if (error.kind === 'model') {
    throw new HarnessError(`the server knows no model ${model}: ${error.message}`, 'name another with --model', 2);
  }
  return { kind: 'failed', why: `${error.kind}: ${error.message}` };
}
