// Joins the review to `harness evaluate`: which reader, with whose consent, and what is told about it. The review itself
// and the vendors' SDKs are loaded only when they are asked for.
import type { Catalogue, Judgements, Review, ReviewOutcome } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { readText } from '../evaluate/gather/read-text.js';
import type { Heard, OpenReview } from '../review/review.js';
import { read, write } from './files.js';
import type { Io } from './io.js';
import type { Progress } from './progress.js';
import { connect } from './review-connection.js';
import { askProvider } from './review-provider.js';

/** What the command line asks of the review. */
export interface ReviewFlags {
  reviewPacket?: string;
  /** True when it names nobody: then the configured provider is asked. */
  review?: string | true;
  dryRun: boolean;
  yes: boolean;
  model?: string;
  baseUrl?: string;
  maxTokens?: number;
  maxCost?: number;
  price?: { input: number; output: number };
  config?: string;
  log?: string;
  journal?: string;
  facts?: string;
  output?: string;
  quiet: boolean;
}

/** What a review is given beside its flags. */
export interface Surroundings {
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

/** The review as an option of the evaluation; nothing when none is asked for. @throws HarnessError before any work. */
export async function reviewOption(
  root: string,
  flags: ReviewFlags,
  around: Surroundings,
): Promise<{ review?: Review }> {
  if (flags.review === undefined && flags.reviewPacket === undefined) return {};
  const reader = await readerFor(root, flags, around);
  return { review: (judged) => review(root, judged, reader, flags, around) };
}

async function review(
  root: string,
  judged: Judgements,
  reader: Reader,
  flags: ReviewFlags,
  { io, progress, catalogue, tool }: Surroundings,
): ReturnType<Review> {
  const { openReview, written } = await import('../review/review.js');
  progress.show('preparing the review');
  const open = await openReview(judged, { tool, catalogue, env: io.env, read: filesOf(root) });
  progress.clear();
  if (flags.reviewPacket !== undefined) {
    write(io, flags.reviewPacket, `${JSON.stringify(written(open.packet), null, 2)}\n`);
    if (!flags.quiet) io.err(`wrote ${flags.reviewPacket}: ${open.packet.questions.length} questions\n`);
  }
  const heard = await reader(open);
  if (heard === undefined) return { verdicts: [...judged.verdicts] };
  const concluded = open.conclude(heard);
  if (heard.stop.reason !== 'completed') io.err(`note: the review ended early: ${heard.stop.why}\n`);
  if (flags.output !== undefined && !flags.quiet) tell(concluded.outcome, io);
  return concluded;
}

/** Whoever answered must learn what was not believed without searching the report that went to a file. */
function tell({ asked, accepted, changed, undecided, dropped }: ReviewOutcome, io: Io): void {
  io.err(
    `review: ${accepted} of ${asked} questions answered, ${changed} verdicts changed, ${undecided.length} undecided, ${dropped.length} dropped\n`,
  );
  for (const { criterion, why } of dropped) io.err(`note: ${criterion} was not believed: ${why}\n`);
}

function filesOf(root: string): (path: string) => string | undefined {
  return (path) => {
    const found = readText(root, path, MOST_BYTES);
    return 'text' in found ? found.text : undefined;
  };
}

/** Puts the questions to someone; undefined when nobody is asked. */
type Reader = (open: OpenReview) => Promise<Heard | undefined>;

async function readerFor(root: string, flags: ReviewFlags, around: Surroundings): Promise<Reader> {
  if (flags.review === undefined) return async () => undefined;
  const { providers } = await import('../review/providers/registry.js');
  const { settingsFor } = await import('./review-settings.js');
  const ids = providers.map((p) => p.id);
  const settings = settingsFor(flags.config, root, ids, around.io);
  const by = flags.review === true ? settings.provider : flags.review;
  if (by === undefined) {
    throw new HarnessError(
      '--review names no provider and none is configured',
      `such as --review ${ids.join(' or ')}`,
      2,
    );
  }
  const provider = providers.find((p) => p.id === by);
  if (provider !== undefined) {
    const connected = connect(provider, flags, settings, around.io);
    return (open) => askProvider(open, connected, flags, around);
  }
  const text = answersIn(by, around.io, ids);
  return (open) => fromFile(by, text, open, around.io);
}

async function fromFile(name: string, text: string, open: OpenReview, io: Io): Promise<Heard> {
  const { readAnswers } = await import('../review/answers-file.js');
  const { model, sameFiles, answers, dropped } = readAnswers(text, name, open.packet);
  if (!sameFiles)
    io.err('note: the repository is not as it was when the packet was written; citations are checked again\n');
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
