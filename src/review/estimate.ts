// What a review will take, said before anything is spent, and what exactly would be sent.
import type { ReviewPacket } from '../contracts.js';
import { ANSWER_SCHEMA } from './answer.js';
import { costOf, dollars, estimateTokens } from './budget.js';
import { framed } from './frame.js';
import type { Price } from './provider.js';

/** A usual answer with its thinking; the limit per call is far above it. */
const USUAL_OUTPUT = 600;

export interface Estimate {
  calls: number;
  input: number;
  output: number;
  /** US dollars without any caching; null when the price is not known. */
  cost: number | null;
}

/** Tokens and dollars for putting every question once. */
export function estimateReview(packet: ReviewPacket, prefix: string, price: Price | undefined): Estimate {
  const calls = packet.questions.length;
  const input = packet.questions.reduce((sum, q) => sum + estimateTokens(prefix + framed(q)), 0);
  const output = calls * USUAL_OUTPUT;
  const tokens = { input, output, cacheRead: 0, cacheWrite: 0 };
  return { calls, input, output, cost: price === undefined ? null : costOf(tokens, price) };
}

/** Tokens and dollars of one call that is no question of a packet. */
export function estimateCall(input: number, output: number, price: Price | undefined): Estimate {
  const tokens = { input, output, cacheRead: 0, cacheWrite: 0 };
  return { calls: 1, input, output, cost: price === undefined ? null : costOf(tokens, price) };
}

/** 'One call, about 2900 tokens in and 1500 out, about $0.0312.' */
export function describeCall({ input, output, cost }: Estimate): string {
  return `One call, about ${input} tokens in and ${output} out, ${cost === null ? 'price not known' : `about ${dollars(cost)}`}.`;
}

/** '24 questions, about 130000 tokens in and 14400 out, about $0.61 without caching' */
export function describeEstimate({ calls, input, output, cost }: Estimate): string {
  const money = cost === null ? 'price not known' : `about ${dollars(cost)} without caching`;
  return `${calls} ${calls === 1 ? 'question' : 'questions'}, about ${input} tokens in and ${output} out, ${money}`;
}

/** Everything that would be sent, to whom, in the order it would be. */
export function dryRun(packet: ReviewPacket, prefix: string, to: string, estimate: string): string {
  const all = packet.questions.map(
    (q, i) => `===== question ${i + 1} of ${packet.questions.length} =====\n${framed(q)}\n`,
  );
  return [
    `Would be sent to ${to}`,
    `Estimate: ${estimate}`,
    'Nothing was sent.',
    '',
    '===== with every question: rules and catalogue =====',
    prefix,
    '===== with every question: the form of the answer =====',
    JSON.stringify(ANSWER_SCHEMA),
    '',
    ...all,
  ].join('\n');
}
