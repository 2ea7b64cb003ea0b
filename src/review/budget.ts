// Money and tokens are counted before each call, by what the next call can cost at most, so that a limit is never
// found out about on the bill.
import type { ReviewStop, ReviewUsage } from '../contracts.js';
import type { Price, Tokens } from './provider.js';

/** Code and JSON take fewer characters per token than prose; low, so that estimates err upwards. */
const CHARS_PER_TOKEN = 3;

export interface Limits {
  /** Input and output tokens together. */
  tokens: number;
  /** US dollars; null when the model's price is not known. */
  cost: number | null;
}

/** Why the next call must not be made. */
export interface BudgetStop {
  reason: Extract<ReviewStop, 'token-budget' | 'cost-budget'>;
  why: string;
}

/** Tokens of a text, rounded up. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

/** US dollars for these tokens. */
export function costOf({ input, output, cacheRead, cacheWrite }: Tokens, price: Price): number {
  const fresh = input - cacheRead - cacheWrite;
  const cents =
    fresh * price.input + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite + output * price.output;
  return cents / 1_000_000;
}

/** The price of a model; a dated name has the price of its family, any other suffix is another model. */
export function priceOf(model: string, prices: Readonly<Record<string, Price>>): Price | undefined {
  return prices[model] ?? prices[model.replace(/-\d{4}-?\d{2}-?\d{2}$/, '')];
}

/** What was spent, and whether the next call may be. */
export class Budget {
  readonly #limits: Limits;
  readonly #price: Price | undefined;
  #spent: ReviewUsage;

  constructor(limits: Limits, price: Price | undefined) {
    this.#limits = limits;
    this.#price = price;
    this.#spent = { calls: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cost: price === undefined ? null : 0 };
  }

  get spent(): ReviewUsage {
    return this.#spent;
  }

  /** Why a call of at most so many tokens would pass a limit; undefined when it may be made. */
  refuse(input: number, output: number): BudgetStop | undefined {
    const { tokens: maxTokens, cost: maxCost } = this.#limits;
    const used = this.#spent.input + this.#spent.output;
    if (used + input + output > maxTokens) {
      return {
        reason: 'token-budget',
        why: `${used} tokens spent, the next call may take ${input + output}, the limit is ${maxTokens}`,
      };
    }
    if (this.#price === undefined || maxCost === null) return undefined;
    const next = costOf({ input, output, cacheRead: 0, cacheWrite: input }, this.#price);
    const spent = this.#spent.cost ?? 0;
    if (spent + next > maxCost) {
      return {
        reason: 'cost-budget',
        why: `${dollars(spent)} spent, the next call may cost ${dollars(next)}, the limit is ${dollars(maxCost)}`,
      };
    }
    return undefined;
  }

  /** Counts a reply as the provider counted it. */
  record(tokens: Tokens): void {
    const { calls, input, output, cacheRead, cacheWrite, cost } = this.#spent;
    this.#spent = {
      calls: calls + 1,
      input: input + tokens.input,
      output: output + tokens.output,
      cacheRead: cacheRead + tokens.cacheRead,
      cacheWrite: cacheWrite + tokens.cacheWrite,
      cost: this.#price === undefined || cost === null ? null : cost + costOf(tokens, this.#price),
    };
  }
}

/** '$0.0312' */
export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}
