// Joins a model to `harness design --provider`: what is sent, to whom, at what cost, and what is said when nothing comes
// of it. A design needs no model, so no failure of one ends it.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PartialBrief } from '../contracts.js';
import { type Asking, type Propose, type Proposed, type Told, textsOf } from '../design/propose/proposal.js';
import { HarnessError } from '../errors.js';
import type { FailureKind, Provider } from '../review/provider.js';
import type { Io } from './io.js';
import { addressed } from './review-connection.js';
import { known } from './suggest.js';

export interface ProposalFlags {
  provider?: string;
  model?: string;
  baseUrl?: string;
  price?: { input: number; output: number };
  maxCost?: number;
  /** Seconds to wait for the answer. */
  timeout?: number;
  yes: boolean;
}

/** In force without being asked for. */
const MAX_COST = 0.5;
/** Room for a whole brief and for the thinking before it. */
const MAX_OUTPUT_TOKENS = 8_000;
const USUAL_OUTPUT = 1_500;
const MAX_TOKENS = 60_000;
/** Seconds: somebody waits. */
const TIMEOUT = 60;

/** The way to ask a model, or undefined without --provider. @throws HarnessError (exit code 2) for wrong usage */
export async function proposer(flags: ProposalFlags, io: Io, somebodyIsThere: boolean): Promise<Propose | undefined> {
  const { provider: id, model, baseUrl, price, maxCost, timeout, yes } = flags;
  if (id === undefined) {
    const others = { model, 'base-url': baseUrl, price, 'max-cost': maxCost, timeout, yes: yes || undefined };
    const alone = Object.entries(others);
    const [flag] = alone.find(([, value]) => value !== undefined) ?? [];
    if (flag === undefined) return undefined;
    throw new HarnessError(`--${flag} belongs to --provider`, 'add --provider anthropic or --provider openai', 2);
  }
  const { providers } = await import('../review/providers/registry.js');
  const ids = providers.map((p) => p.id);
  const name = known('provider', id, ids, `providers are ${ids.join(', ')}`);
  const provider = providers.find((p) => p.id === name) as Provider;
  const to = addressed(provider, flags, io);
  if (maxCost !== undefined && to.price === undefined) {
    throw new HarnessError(
      `the price of ${to.model} is not known, so --max-cost cannot be kept`,
      'give --price in,out, or leave out --max-cost',
      2,
    );
  }
  if (!yes && !somebodyIsThere) {
    throw new HarnessError('asking a model would spend money and nobody can be asked', 'add --yes', 2);
  }
  return (brief, asking) => propose(brief, asking, { provider, flags, io, ...to });
}

interface Route extends ReturnType<typeof addressed> {
  provider: Provider;
  flags: ProposalFlags;
  io: Io;
}

const RULES_ONLY = 'Your words are read by rules alone';

async function propose(brief: PartialBrief, asking: Asking, route: Route): Promise<Proposed> {
  const { provider, key } = route;
  if (brief.description === undefined) return { note: `There is no description for a model to read. ${RULES_ONLY}.` };
  if (key === undefined) {
    const { variables, keysAt } = provider;
    return { note: `${RULES_ONLY}: ${variables.key} is not set (keys: ${keysAt}).` };
  }
  const told = await redacted(textsOf(brief), route.io);
  const [{ proposalRequest }, { readProposal }] = await Promise.all([
    import('../design/propose/request.js'),
    import('../design/propose/read.js'),
  ]);
  const heard = await ask(proposalRequest(told, brief), asking, { ...route, key });
  if ('note' in heard) return heard;
  const proposal = readProposal(heard.text, told, brief);
  return 'flaw' in proposal ? { note: `${RULES_ONLY}: ${proposal.flaw}.` } : { proposal };
}

type Request = ReturnType<typeof import('../design/propose/request.js').proposalRequest>;

async function ask(
  request: Request,
  { consent, wait }: Asking,
  { provider, flags, model, baseUrl, price, key }: Route & { key: string },
): Promise<{ text: string } | { note: string }> {
  const [{ Budget, estimateTokens }, { describeCall, estimateCall }, { CallFailure }] = await Promise.all([
    import('../review/budget.js'),
    import('../review/estimate.js'),
    import('../review/provider.js'),
  ]);
  const input = estimateTokens(request.prefix + request.question + JSON.stringify(request.schema));
  const limits = { tokens: MAX_TOKENS, cost: price === undefined ? null : (flags.maxCost ?? MAX_COST) };
  const stop = new Budget(limits, price).refuse(input, MAX_OUTPUT_TOKENS);
  if (stop !== undefined) return { note: `${RULES_ONLY}: ${stop.why}.` };
  const estimate = describeCall(estimateCall(input, USUAL_OUTPUT, price));
  if (!(await consent(`Ask ${model} at ${baseUrl} about your description? ${estimate}`)))
    return { note: `${RULES_ONLY}: nothing was sent.` };
  const seconds = flags.timeout ?? TIMEOUT;
  try {
    const connection = { key, baseUrl, timeout: seconds * 1000 };
    const { text, end } = await wait((signal) =>
      provider.ask(connection, { ...request, model, maxOutputTokens: MAX_OUTPUT_TOKENS }, signal),
    );
    if (end === 'complete') return { text };
    return { note: `${RULES_ONLY}: the model ${end === 'refused' ? 'refused to answer' : 'was cut off'}.` };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return {
      note: `${RULES_ONLY}: ${error.kind === 'timeout' ? `no answer within ${seconds} seconds` : `${FAILED[error.kind]} (${error.message})`}.`,
    };
  }
}

const FAILED: Readonly<Record<Exclude<FailureKind, 'timeout'>, string>> = {
  key: 'the server refused the key',
  model: 'the server knows no such model',
  request: 'the server refused the request',
  cancelled: 'it was stopped',
  rate: 'the server is busy',
  server: 'the server failed',
  connection: 'the server cannot be reached',
};

/** What is sent, without secrets of this machine and what looks like one. */
async function redacted(told: readonly Told[], { env, cwd }: Io): Promise<Told[]> {
  const [{ redact }, { knownSecrets }] = await Promise.all([
    import('../review/redact.js'),
    import('../review/known-secrets.js'),
  ]);
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(resolve(cwd, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const secrets = knownSecrets([], read, env);
  return Promise.all(told.map(async ({ id, text }) => ({ id, text: await redact(text, secrets) })));
}
