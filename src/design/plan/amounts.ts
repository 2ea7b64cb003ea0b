// Amounts of money that a builder names in passing: 'up to 50 euros' is a rule, and a rule belongs to code.
import type { Brief, BriefCapability } from '../../contracts.js';

/** An amount as the builder wrote it, and where. */
export interface Amount {
  value: number;
  unit: string;
  /** The line it stands in. */
  line: string;
}

const UNITS = 'dollars?|usd|euros?|eur|pounds?|gbp|francs?|chf';
const AMOUNT = new RegExp(
  String.raw`([$€£])\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?)\s?([$€£]|(?:${UNITS})\b)`,
  'i',
);
const SIGNS: Readonly<Record<string, string>> = { $: 'dollars', '€': 'euros', '£': 'pounds' };

/** The first amount of money in this text. */
export function amountIn(line: string): Amount | undefined {
  const found = AMOUNT.exec(line);
  if (found === null) return undefined;
  const [, before, after, number, unit] = found;
  const sign = (before ?? unit ?? '').toLowerCase();
  return { value: Number((after ?? number ?? '').replaceAll(',', '')), unit: SIGNS[sign] ?? sign, line };
}

/** Tools that move money, each with the amount that its own words or a line of what must never happen name. */
export function bounded({ capabilities, job }: Brief): { tool: BriefCapability; amount: Amount }[] {
  const [shared] = job.never.flatMap((line) => amountIn(line) ?? []);
  return capabilities
    .filter(({ effect }) => effect === 'spend')
    .flatMap((tool) => {
      const amount = amountIn(tool.does) ?? shared;
      return amount === undefined ? [] : [{ tool, amount }];
    });
}
