// Evaluates files with a review by the real SDKs against a local server, as the command line does.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Judgements, Report, Review, ReviewOutcome, ReviewPacket, Verdict } from '../../src/contracts.js';
import { evaluate } from '../../src/evaluate/evaluate.js';
import { catalogue } from '../../src/primitives/registry.js';
import { Budget, type Limits } from '../../src/review/budget.js';
import type { ReviewEvent } from '../../src/review/events.js';
import { stablePrefix } from '../../src/review/instructions.js';
import { Journal } from '../../src/review/journal.js';
import { providers } from '../../src/review/providers/registry.js';
import { type OpenReview, openReview } from '../../src/review/review.js';
import { runReview } from '../../src/review/run.js';
import type { ModelServer, Vendor } from './model-server.js';

export const TOOL = { name: 'harness', version: '0.0.0' };
const SAMPLES = 'fixtures/sample-harnesses';

/** Files of one of the sample harnesses, by path. */
export function sample(name: string): Record<string, string> {
  const root = join(SAMPLES, name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  return Object.fromEntries(
    paths.map((e) => [
      join(e.parentPath, e.name).slice(root.length + 1),
      readFileSync(join(e.parentPath, e.name), 'utf8'),
    ]),
  );
}

/** A new folder with these files. */
export function placed(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'review-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

export interface Run {
  root: string;
  server: ModelServer;
  vendor: Vendor;
  limits?: Limits;
  journal?: string;
  model?: string;
  timeout?: number;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Only these criteria are asked. */
  only?: string[];
  onEvent?: (event: ReviewEvent) => void;
}

export interface Reviewed {
  outcome: ReviewOutcome;
  /** Verdicts after and before the review, by criterion. */
  after: Map<string, Verdict>;
  before: Map<string, Verdict>;
  packet: ReviewPacket;
  events: ReviewEvent[];
  /** Waits that were asked of the clock, in milliseconds. */
  waits: number[];
}

const judgedBefore = new Map<string, Promise<Judgements>>();

/** What the static analysis says about a folder; worked out once, because most tests are about what comes after. */
export function judgementsOf(root: string): Promise<Judgements> {
  const known = judgedBefore.get(root) ?? judge(root);
  judgedBefore.set(root, known);
  return known;
}

async function judge(root: string): Promise<Judgements> {
  let found: Judgements | undefined;
  const review: Review = async (judged) => {
    found = judged;
    return { verdicts: [...judged.verdicts] };
  };
  await evaluate(root, { tool: TOOL, catalogue, review });
  if (found === undefined) throw new Error(`no harness was found in ${root}`);
  return found;
}

/** The review of a folder's judgements. */
export async function reviewed(run: Run): Promise<Reviewed> {
  return reviewOf(await judgementsOf(run.root), run);
}

/** The whole evaluation with its review. */
export function reportOf(run: Run): Promise<Report> {
  const review: Review = async (judged) => {
    const { after, outcome } = await reviewOf(judged, run);
    return { verdicts: [...after.values()], outcome };
  };
  return evaluate(run.root, { tool: TOOL, catalogue, review });
}

async function reviewOf(judged: Judgements, run: Run): Promise<Reviewed> {
  const events: ReviewEvent[] = [];
  const waits: number[] = [];
  const open = await opened(judged, run);
  const heard = await asked(open, run, events, waits);
  const { verdicts, outcome } = open.conclude({
    by: run.vendor,
    model: run.model ?? 'test-model',
    sameFiles: true,
    ...heard,
  });
  return { outcome, after: byId(verdicts), before: byId(judged.verdicts), packet: open.packet, events, waits };
}

function byId(verdicts: readonly Verdict[]): Map<string, Verdict> {
  return new Map(verdicts.map((v) => [v.id, v]));
}

const openedBefore = new Map<string, Promise<OpenReview>>();

/** A review opened on a folder's judgements, with only some of its questions. */
async function opened(judged: Judgements, { root, env, only }: Run): Promise<OpenReview> {
  const key = JSON.stringify([root, env]);
  const opening = openedBefore.get(key) ?? openOn(judged, root, env ?? {});
  openedBefore.set(key, opening);
  const open = await opening;
  const questions = open.packet.questions.filter((q) => only === undefined || only.includes(q.criterion));
  return { ...open, packet: { ...open.packet, questions } };
}

/** A review opened as the command line opens it. */
export function openOn(judged: Judgements, root: string, env: Record<string, string> = {}): Promise<OpenReview> {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);
  return openReview(judged, { tool: TOOL, catalogue, read, env });
}

function asked(open: OpenReview, run: Run, events: ReviewEvent[], waits: number[]) {
  const provider = providers.find((p) => p.id === run.vendor);
  if (provider === undefined) throw new Error(`no provider ${run.vendor}`);
  const { packet } = open;
  const model = run.model ?? 'test-model';
  const journal = run.journal ?? join(mkdtempSync(join(tmpdir(), 'journal-')), 'answers.jsonl');
  return runReview({
    packet,
    model,
    prefix: stablePrefix(catalogue),
    provider,
    connection: { key: 'key-of-the-test', baseUrl: run.server.url(run.vendor), timeout: run.timeout ?? 60_000 },
    check: open.check,
    budget: new Budget(run.limits ?? { tokens: 10_000_000, cost: null }, provider.prices[model]),
    journal: new Journal(journal, packet.digest, model),
    clock: {
      now: () => 0,
      sleep: async (ms) => {
        waits.push(ms);
      },
    },
    signal: run.signal ?? new AbortController().signal,
    listen: (event) => {
      events.push(event);
      run.onEvent?.(event);
    },
  });
}
