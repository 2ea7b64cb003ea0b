// Which server, model and key a review uses: flags first, then the environment, then the provider's own defaults.
import { HarnessError } from '../errors.js';
import type { Limits } from '../review/budget.js';
import { priceOf } from '../review/budget.js';
import type { Connection, Price, Provider } from '../review/provider.js';
import type { ReviewSettings } from '../review/settings.js';
import type { Io } from './io.js';
import type { ReviewFlags } from './review.js';

/** In force without being asked for, so that a review cannot run away. */
const MAX_COST = 5;
const MAX_TOKENS = 500_000;
const TIMEOUT = 180_000;

export interface Connected {
  provider: Provider;
  model: string;
  baseUrl: string;
  price: Price | undefined;
  limits: Limits;
  connection: Connection;
}

/** Where a provider is found, and what it takes. */
export interface Addressed {
  model: string;
  baseUrl: string;
  price: Price | undefined;
  /** Undefined when none is set and the vendor asks for one. */
  key: string | undefined;
  /** Name of the variable the key is looked for in. */
  keyVariable: string;
}

/** What flags, environment, the user's settings and the provider's defaults come to. @throws HarnessError (exit code 2) for no address. */
export function addressed(
  provider: Provider,
  flags: Pick<ReviewFlags, 'model' | 'baseUrl' | 'price'>,
  { env }: Io,
  settings: ReviewSettings = {},
): Addressed {
  const { variables } = provider;
  const configured = settings.providers?.[provider.id] ?? {};
  const model = flags.model ?? set(env[variables.model]) ?? configured.model ?? provider.model;
  const own = flags.baseUrl ?? set(env[variables.baseUrl]) ?? configured.baseUrl;
  const baseUrl = address(own ?? provider.baseUrl);
  // A configured price is that of the configured model, not of another that a flag names.
  const given = flags.price ?? (model === configured.model ? configured.price : undefined);
  const price = given === undefined ? priceOf(model, provider.prices) : flat(given);
  const keyVariable = configured.keyVariable ?? variables.key;
  // A server of one's own often asks for no key; the SDKs insist on sending something.
  const key = set(env[keyVariable]) ?? (own === undefined ? undefined : 'none');
  return { model, baseUrl, price, key, keyVariable };
}

/** Resolves everything a review needs. @throws HarnessError (exit code 2) for a missing key, price or consent. */
export function connect(provider: Provider, flags: ReviewFlags, settings: ReviewSettings, io: Io): Connected {
  const { model, baseUrl, price, key, keyVariable } = addressed(provider, flags, io, settings);
  const maxCost = flags.maxCost ?? settings.maxCost;
  if (maxCost !== undefined && price === undefined) {
    throw new HarnessError(
      `the price of ${model} is not known, so a limit in dollars cannot be kept`,
      'give --price in,out, or --max-tokens instead of the limit',
      2,
    );
  }
  if (key === undefined && !flags.dryRun) throw missing(provider, keyVariable);
  if (!flags.dryRun && !flags.yes && io.confirm === undefined) {
    throw new HarnessError(
      'the review would spend money and nobody can be asked',
      'add --yes, or see --dry-run first',
      2,
    );
  }
  return {
    provider,
    model,
    baseUrl,
    price,
    limits: {
      tokens: flags.maxTokens ?? settings.maxTokens ?? MAX_TOKENS,
      cost: price === undefined ? null : (maxCost ?? MAX_COST),
    },
    connection: { key: key ?? 'none', baseUrl, timeout: TIMEOUT },
  };
}

function missing({ title, keysAt }: Provider, variable: string): HarnessError {
  const hint = `set ${variable} (keys: ${keysAt}); evaluate works without one, without --review`;
  return new HarnessError(`a review by ${title} needs a key, and ${variable} is not set`, hint, 2);
}

function address(url: string): string {
  if (/^https?:$/.test(protocol(url))) return url;
  throw new HarnessError(`no address of a server: ${url}`, 'such as http://localhost:8080/v1', 2);
}

function protocol(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** A given price knows no discount for cached input and the highest surcharge for caching it, so it errs upwards. */
function flat({ input, output }: { input: number; output: number }): Price {
  return { input, output, cacheRead: input, cacheWrite: input * 1.25 };
}

function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
