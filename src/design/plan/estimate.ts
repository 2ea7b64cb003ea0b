// Sizes and prices of a usual run, from the brief. They are rough on purpose and shown with their sums: the first
// phase measures them, and whoever measures better puts the better number in.
import type { Brief } from '../../contracts.js';
import { rounded } from './say.js';

export interface Estimate {
  /** Model calls of a usual run: one for each tool call and one for the last answer. */
  turns: number;
  /** Tokens that stand before the first message: instructions and tool definitions. */
  prefix: number;
  /** Tokens that one tool call adds: what the model says and what the tool returns. */
  perTurn: number;
  /** Tokens that the model writes in one turn. */
  outputPerTurn: number;
  /** Tokens of the last and largest request. */
  peak: number;
  /** Tokens over all requests, and written. */
  input: number;
  output: number;
  /** US dollars without caching. */
  cost: number;
  /** US dollars where what was read before is read again at a tenth, and what is new costs a quarter more. */
  cachedCost: number;
  /** Tokens of one request above which history is shortened, or the run ends: room for the answer and one result. */
  limit: number;
  /** Requests of a usual run that stand at the limit because history is shortened there; 0 when none does. */
  shortened: number;
}

/** The most model calls, `most` at the top and 1 at the least, that the dollars of a run buy without a cache. */
export function turnsWithin(e: Estimate, { perRun, inputPrice, outputPrice }: Brief['cost'], most: number): number {
  let spent = 0;
  for (let turn = 0; turn < most; turn++) {
    const read = Math.min(e.prefix + turn * e.perTurn, e.limit);
    spent += (read * inputPrice + e.outputPerTurn * outputPrice) / 1_000_000;
    if (spent > perRun) return Math.max(1, turn);
  }
  return most;
}

/** Instructions of the builder, then one tool definition, then what each further source of instructions adds. */
const OWN_PROMPT = 800;
const TOOL_DEFINITION = 150;
const SOURCE = { builder: 0, 'project-files': 1500, 'user-settings': 200, organisation: 700 };

/** Tokens that a tool returns and that the model writes, by shape: code is long, an inline feature short. */
const RESULT = {
  'code-agent': 1400,
  'chat-assistant': 500,
  'workflow-orchestrator': 700,
  'internal-copilot': 2000,
  'embedded-feature': 300,
  hybrid: 1000,
};
const WRITTEN = {
  'code-agent': 400,
  'chat-assistant': 200,
  'workflow-orchestrator': 150,
  'internal-copilot': 300,
  'embedded-feature': 150,
  hybrid: 300,
};

/** Prices of a prefix cache, as parts of the input price (https://platform.claude.com/docs/en/build-with-claude/prompt-caching). */
const CACHE_READ = 0.1;
const CACHE_WRITE = 1.25;

export function estimate({ shape, capabilities, run, context, cost }: Brief): Estimate {
  const sources = context.instructions.reduce((sum, source) => sum + SOURCE[source], 0);
  const prefix = OWN_PROMPT + capabilities.length * TOOL_DEFINITION + sources;
  const outputPerTurn = WRITTEN[shape];
  const perTurn = RESULT[shape] + outputPerTurn;
  const turns = run.steps + 1;
  const peak = prefix + run.steps * perTurn;
  const limit = rounded(Math.max(cost.window - 4 * perTurn - outputPerTurn, cost.window / 2) * 0.75);
  const growing =
    peak > cost.window / 2 ? Math.min(turns, Math.max(1, Math.floor((limit - prefix) / perTurn) + 1)) : turns;
  const input = growing * prefix + (perTurn * growing * (growing - 1)) / 2 + (turns - growing) * limit;
  const output = turns * outputPerTurn;
  const fresh = Math.min(peak, input);
  const written = output * cost.outputPrice;
  return {
    turns,
    prefix,
    perTurn,
    outputPerTurn,
    peak,
    input,
    output,
    cost: (input * cost.inputPrice + written) / 1_000_000,
    cachedCost: (((input - fresh) * CACHE_READ + fresh * CACHE_WRITE) * cost.inputPrice + written) / 1_000_000,
    limit,
    shortened: turns - growing,
  };
}
