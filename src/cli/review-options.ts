// The options of the LLM review, apart from the others: without one of them nothing leaves the machine.
import type { Command } from 'commander';
import { Option } from 'commander';
import { HarnessError } from '../errors.js';

/** Adds the review's options to the command, behind its own. */
export function addReviewOptions(command: Command): void {
  command
    .optionsGroup('Review by a second reader:')
    .option('--review-packet <file>', 'write the questions for a coding agent or a person to answer')
    .option('--review [by]', 'take answers from a file, or ask a provider: anthropic, openai, or the configured one')
    .option('--dry-run', 'show what would be sent, to whom and at what cost; send nothing', false)
    .option('-y, --yes', 'spend the estimate without asking', false)
    .option('--model <name>', 'model to ask')
    .option('--base-url <url>', 'address of a compatible server')
    .addOption(
      new Option('--max-tokens <count>', 'stop before more tokens than this (default: 500000)').argParser(count),
    )
    .addOption(new Option('--max-cost <dollars>', 'stop before more dollars than this (default: 5)').argParser(amount))
    .addOption(new Option('--price <in,out>', 'dollars per million tokens, for a model unknown here').argParser(price))
    .option('--config <file>', 'settings for reviews (default: harness/config.yaml in the configuration folder)')
    .option('--log <file>', 'append every event of the review as a line of JSON')
    .option('--journal <file>', 'where answers are kept until the review is done (default: in the state folder)');
}

/** @throws HarnessError (exit code 2) */
export function count(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new HarnessError(`no number of tokens: ${value}`, 'such as 200000', 2);
}

/** Dollars, with or without their sign. */
export function amount(value: string): number {
  const number = Number(value.replace(/^\$/, ''));
  if (value !== '' && Number.isFinite(number) && number > 0) return number;
  throw new HarnessError(`no amount of dollars: ${value}`, 'such as 0.50', 2);
}

/** Dollars per million tokens, in and out. */
export function price(value: string): { input: number; output: number } {
  const [input = Number.NaN, output = Number.NaN, ...rest] = value
    .split(',')
    .map((part) => (part === '' ? Number.NaN : Number(part)));
  if (rest.length === 0 && input >= 0 && output >= 0) return { input, output };
  throw new HarnessError(`no price: ${value}`, 'dollars per million tokens in and out, such as 3,15', 2);
}

export const REVIEW_HELP = `
Review by a second reader (nothing is sent without --review):
  harness evaluate . --review anthropic --dry-run
  harness evaluate . --review openai --max-cost 0.50 --yes
  harness evaluate . --review openai --base-url http://localhost:8080/v1 --model local
  harness evaluate . --review-packet packet.json
  harness evaluate . --review answers.json

Settings are taken from flags, then the environment, then $XDG_CONFIG_HOME/harness/config.yaml or --config, never from
the repository that is judged:
  review:
    provider: openai
    maxTokens: 200000
    maxCost: 0.50
    providers:
      openai:
        model: local-model
        baseUrl: http://localhost:8080/v1
        keyVariable: LOCAL_KEY          # the variable that holds the key; never the key
        price: { input: 0, output: 0 }  # dollars per million tokens

Keys come from ANTHROPIC_API_KEY and OPENAI_API_KEY; addresses and models may come from ANTHROPIC_BASE_URL,
ANTHROPIC_MODEL, OPENAI_BASE_URL and OPENAI_MODEL; the rest from HARNESS_REVIEW_PROVIDER, HARNESS_MAX_TOKENS and
HARNESS_MAX_COST. Ctrl-C ends a review; the same command goes on where it ended.
`;
