// A review by a provider: consent before money is spent, progress and a log while it runs, and an end on Ctrl-C that
// keeps what was paid for.
import { join, resolve } from 'node:path';
import { HarnessError } from '../errors.js';
import type { ReviewEvent } from '../review/events.js';
import type { Heard, OpenReview } from '../review/review.js';
import type { Io } from './io.js';
import type { ReviewFlags, Surroundings } from './review.js';
import type { Connected } from './review-connection.js';

/** Puts the packet's questions to the provider; with --dry-run only shows them. @throws HarnessError */
export async function askProvider(
  open: OpenReview,
  connected: Connected,
  flags: ReviewFlags,
  around: Surroundings,
): Promise<Heard | undefined> {
  const { io, catalogue } = around;
  const { estimateReview, describeEstimate, dryRun } = await import('../review/estimate.js');
  const { stablePrefix } = await import('../review/instructions.js');
  const prefix = stablePrefix(catalogue);
  const estimate = describeEstimate(estimateReview(open.packet, prefix, connected.price));
  if (flags.dryRun) {
    io.out(dryRun(open.packet, prefix, `${connected.model} at ${connected.baseUrl}`, estimate));
    return undefined;
  }
  if (open.packet.questions.length > 0) await consent(estimate, connected, flags, io);
  return ask(open, prefix, connected, flags, around);
}

async function consent(estimate: string, { model, baseUrl }: Connected, flags: ReviewFlags, io: Io): Promise<void> {
  if (!flags.quiet || !flags.yes) io.err(`review by ${model} at ${baseUrl}: ${estimate}\n`);
  if (flags.yes) return;
  if (!(await io.confirm?.('Send it?')))
    throw new HarnessError('nothing was sent', 'leave out --review to evaluate without it', 2);
}

async function ask(
  open: OpenReview,
  prefix: string,
  { provider, model, baseUrl, connection, price, limits }: Connected,
  flags: ReviewFlags,
  { io, progress }: Surroundings,
): Promise<Heard> {
  const { runReview } = await import('../review/run.js');
  const { Budget } = await import('../review/budget.js');
  const { Journal } = await import('../review/journal.js');
  const { EventLog } = await import('../review/event-log.js');
  const { systemClock } = await import('../review/clock.js');
  const { packet } = open;
  const { digest } = packet;
  const journal = new Journal(journalFile(digest, flags, io), digest, `${baseUrl} ${model}`);
  const log =
    flags.log === undefined ? undefined : new EventLog(resolve(io.cwd, flags.log), digest.slice(0, 16), systemClock);
  const listen = (event: ReviewEvent) => {
    log?.write(event);
    const doing = activity(event, model);
    if (doing !== undefined) progress.show(doing);
  };
  const abort = new AbortController();
  const release = io.onInterrupt(() => abort.abort());
  try {
    const url = baseUrl;
    listen({ type: 'review-started', provider: provider.id, model, url, questions: packet.questions.length });
    const budget = new Budget(limits, price);
    const run = await runReview({
      packet,
      model,
      prefix,
      provider,
      connection,
      check: open.check,
      budget,
      journal,
      clock: systemClock,
      signal: abort.signal,
      listen,
    });
    if (run.stop.reason === 'cancelled') {
      throw new HarnessError(
        'the review was cancelled',
        'answers so far are kept; the same command goes on from there',
        4,
      );
    }
    return { by: provider.id, model, sameFiles: true, ...run };
  } finally {
    release();
    progress.clear();
  }
}

/** What a progress line says about an event, if anything. */
function activity(event: ReviewEvent, model: string): string | undefined {
  if (event.type === 'call-started') return `asking ${model} about ${event.criterion}`;
  if (event.type !== 'call-failed' || event.retryIn === null) return undefined;
  return `${event.kind}; trying again in ${event.retryIn} ms`;
}

/** Beside the user's other state, never in the repository. */
function journalFile(packet: string, { journal }: ReviewFlags, { env, cwd }: Io): string {
  if (journal !== undefined) return resolve(cwd, journal);
  const state = env.XDG_STATE_HOME ?? join(env.HOME ?? env.USERPROFILE ?? cwd, '.local', 'state');
  return join(state, 'harness', 'reviews', `${packet.slice(0, 32)}.jsonl`);
}
