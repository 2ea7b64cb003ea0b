// Joins the review to `harness evaluate`: which reader, with whose consent, and what is told about it. The review itself
// and the vendors' SDKs are loaded only when they are asked for.
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Catalogue, Judgements, Review } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { readText } from '../evaluate/gather/read-text.js';
import type { ReviewEvent } from '../review/events.js';
import type { Heard, OpenReview } from '../review/review.js';
import { read, write } from './files.js';
import type { Io } from './io.js';
import type { Progress } from './progress.js';
import { type Connected, connect } from './review-connection.js';

/** What the command line asks of the review. */
export interface ReviewFlags {
  reviewPacket?: string;
  review?: string;
  dryRun: boolean;
  yes: boolean;
  model?: string;
  baseUrl?: string;
  maxTokens: number;
  maxCost?: number;
  price?: { input: number; output: number };
  log?: string;
  journal?: string;
  facts?: string;
  quiet: boolean;
}

interface Surroundings {
  io: Io;
  progress: Progress;
  catalogue: Catalogue;
  tool: { name: string; version: string };
}

/** The largest file that was gathered. */
const MOST_BYTES = 1024 * 1024;

/** Flags that make no sense together. @throws HarnessError (exit code 2) */
export function checkReview({ review, reviewPacket, dryRun, facts }: ReviewFlags): void {
  const wants = review !== undefined || reviewPacket !== undefined;
  if (dryRun && review === undefined) {
    throw new HarnessError('--dry-run shows what --review would send', 'add --review anthropic or --review openai', 2);
  }
  if (wants && facts !== undefined) {
    throw new HarnessError('a review reads the code, and --facts holds none', 'give the path of the repository', 2);
  }
}

/** The review as an option of the evaluation; nothing when none is asked for. */
export function reviewOption(root: string, flags: ReviewFlags, around: Surroundings): { review?: Review } {
  if (flags.review === undefined && flags.reviewPacket === undefined) return {};
  return { review: (judged) => review(root, judged, flags, around) };
}

async function review(root: string, judged: Judgements, flags: ReviewFlags, around: Surroundings): ReturnType<Review> {
  const { io, progress, catalogue, tool } = around;
  const { openReview } = await import('../review/review.js');
  progress.show('preparing the review');
  const open = await openReview(judged, { tool, catalogue, env: io.env, read: reader(root) });
  progress.clear();
  if (flags.reviewPacket !== undefined) {
    write(io, flags.reviewPacket, `${JSON.stringify(open.packet, null, 2)}\n`);
    if (!flags.quiet) io.err(`wrote ${flags.reviewPacket}: ${open.packet.questions.length} questions\n`);
  }
  const heard = await hear(open, flags, around);
  if (heard === undefined) return { verdicts: [...judged.verdicts] };
  const concluded = open.conclude(heard);
  if (heard.stop.reason !== 'completed') io.err(`note: the review ended early: ${heard.stop.why}\n`);
  return concluded;
}

function reader(root: string): (path: string) => string | undefined {
  return (path) => {
    const found = readText(root, path, MOST_BYTES);
    return 'text' in found ? found.text : undefined;
  };
}

/** Answers from a file or a provider; undefined when nobody is asked. */
async function hear(open: OpenReview, flags: ReviewFlags, around: Surroundings): Promise<Heard | undefined> {
  if (flags.review === undefined) return undefined;
  const { providers } = await import('../review/providers/registry.js');
  const provider = providers.find((p) => p.id === flags.review);
  if (provider === undefined)
    return fromFile(
      flags.review,
      open,
      around.io,
      providers.map((p) => p.id),
    );
  const connected = connect(provider, flags, around.io);
  const { estimateReview, describeEstimate, dryRun } = await import('../review/estimate.js');
  const { stablePrefix } = await import('../review/instructions.js');
  const prefix = stablePrefix(around.catalogue);
  const estimate = describeEstimate(estimateReview(open.packet, prefix, connected.price));
  if (flags.dryRun) {
    around.io.out(dryRun(open.packet, prefix, `${connected.model} at ${connected.baseUrl}`, estimate));
    return undefined;
  }
  if (open.packet.questions.length > 0) await consent(estimate, connected, flags, around.io);
  return ask(open, prefix, connected, flags, around);
}

async function fromFile(file: string, open: OpenReview, io: Io, providers: string[]): Promise<Heard> {
  const { readAnswers } = await import('../review/answers-file.js');
  const text = answersIn(file, io, providers);
  const { model, sameFiles, answers, dropped } = readAnswers(text, file, open.packet);
  if (!sameFiles)
    io.err(
      'note: the repository changed after the packet was written; citations are checked against it as it is now\n',
    );
  const stop = { reason: 'completed' as const, why: 'every answer of the file was read' };
  return { by: 'file', model, sameFiles, answers: await Promise.all(answers.map(open.check)), dropped, stop };
}

/** A word that is no file was probably meant as a provider. */
function answersIn(file: string, io: Io, providers: string[]): string {
  try {
    return read(io, file);
  } catch (error) {
    if (!/^[\w-]+$/.test(file)) throw error;
    throw new HarnessError(
      `no provider and no file is called ${file}`,
      `providers are ${providers.join(', ')}; else name a file of answers`,
      2,
    );
  }
}

async function consent(estimate: string, { model, baseUrl }: Connected, flags: ReviewFlags, io: Io): Promise<void> {
  if (!flags.quiet || !flags.yes) io.err(`review by ${model} at ${baseUrl}: ${estimate}\n`);
  if (flags.yes) return;
  if (io.confirm === undefined) {
    throw new HarnessError(
      'the review would spend money and nobody can be asked',
      'add --yes, or see --dry-run first',
      2,
    );
  }
  if (!(await io.confirm('Send it?')))
    throw new HarnessError('nothing was sent', 'leave out --review to evaluate without it', 2);
}

async function ask(
  open: OpenReview,
  prefix: string,
  { provider, model, baseUrl, call, price, limits }: Connected,
  flags: ReviewFlags,
  { io, progress }: Surroundings,
): Promise<Heard> {
  const [{ runReview }, { Budget }, { Journal }, { systemClock }] = await Promise.all([
    import('../review/run.js'),
    import('../review/budget.js'),
    import('../review/journal.js'),
    import('../review/clock.js'),
  ]);
  const { packet } = open;
  const journal = new Journal(journalFile(packet.digest, flags, io), packet.digest, `${baseUrl} ${model}`);
  const log = await logger(packet.digest, flags, io);
  const listen = (event: ReviewEvent) => {
    log(event);
    if (event.type === 'call-started') progress.show(`asking ${model} about ${event.criterion}`);
    if (event.type === 'call-failed' && event.retryIn !== null)
      progress.show(`${event.kind}; trying again in ${event.retryIn} ms`);
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
      ask: call,
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

async function logger(review: string, { log }: ReviewFlags, io: Io): Promise<(event: ReviewEvent) => void> {
  if (log === undefined) return () => undefined;
  const { logLine } = await import('../review/events.js');
  const path = resolve(io.cwd, log);
  return (event) => appendFileSync(path, logLine(event, review.slice(0, 16), Date.now()));
}

/** Beside the user's other state, never in the repository. */
function journalFile(packet: string, { journal }: ReviewFlags, { env, cwd }: Io): string {
  if (journal !== undefined) return resolve(cwd, journal);
  const state = env.XDG_STATE_HOME ?? join(env.HOME ?? env.USERPROFILE ?? cwd, '.local', 'state');
  return join(state, 'harness', 'reviews', `${packet.slice(0, 32)}.jsonl`);
}
