import type { Primitive } from '../../contracts.js';
import { whenLooping } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'token-budget',
  number: 5,
  tier: 'week-one',
  title: 'Token budget',
  question: 'What is the most that one run can cost, and which line of code makes it so?',
  why: 'A test that cannot pass and an agent that never gives up make a loop, and each turn resends the whole history, so the price of a turn grows while nothing is gained. Left alone over a weekend, that is a bill nobody agreed to. The milder case is a request that no longer fits the window: the provider rejects it, and the run dies in the middle of its work.',
  pattern:
    'Count input and output tokens from every response, and keep the sum with the session. Before each call, estimate what it will take and compare with what is left; over the line, compact or stop. Bound turns as well as tokens, notice the same call failing again and again, and end with a reason that code can read, so that a caller can tell a finished run from one that ran dry.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported limits for turns and for tokens, a threshold at which compaction starts, and a projection of the coming request made before the call rather than after it. The projection is the point: what would exceed the budget is noticed while it is still free.',
  yours:
    'Three numbers and an `if` at the top of the loop: turns, tokens, money, each with a default that is on. Four characters per token is a good enough estimate for a guard. Count identical calls in a `Map` and stop at the third. Skip price tables for twenty models, per-user quotas and forecasts until someone other than you pays the bill.',
  requires: [],
  appliesWhen: 'a run calls a model more than once',
  applies: ({ map }) => whenLooping(map),
};
