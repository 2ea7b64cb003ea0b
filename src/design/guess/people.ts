// How many build it, who is asked, how many agents are hoped for: numbers and trades in the builder's words.
import type { Guess } from '../../contracts.js';

const NAMED = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const N = String.raw`(\d+|${NAMED.join('|')})`;

const AGENTS = new RegExp(String.raw`\b${N}[- ]+(?:\w+[- ]+)?agents?\b`, 'i');
const WEEKS = new RegExp(String.raw`\bin ${N} weeks\b`, 'i');
const US = new RegExp(String.raw`\b(?:${N} of us|(?:we are|a team of) ${N})\b`, 'i');

const TRADE = '(?:planner|writer|critic|reviewer|researcher|coder|editor|manager|supervisor|tester|analyst)';
/** 'a planner, a writer and a critic agent': agents by their trade. */
const TRADES = new RegExp(String.raw`\b${TRADE}\b(?:,? (?:and )?(?:an? )?${TRADE}\b)+(?= agents?\b)`, 'i');

const APPROVER =
  /\b(?:asks?|approved by|signed off by|a yes from|approval (?:of|from)) ((?:an?|the|our) (?:team lead|lead|manager|supervisor|boss|owner))\b/i;

/** Guesses about people, dates and agents, each with its words. */
export function people(description: string): Guess[] {
  const weeks = WEEKS.exec(description);
  const us = US.exec(description);
  const approver = APPROVER.exec(description);
  return [
    ...(weeks === null ? [] : [{ id: 'team.weeks', value: count(weeks[1]), words: [weeks[0]] }]),
    ...(us === null ? [] : [{ id: 'team.maintainers', value: count(us[1] ?? us[2]), words: [us[0]] }]),
    ...(approver === null ? [] : [{ id: 'run.approvers', value: approver[1] ?? '', words: [approver[0]] }]),
    ...agents(description),
  ];
}

function agents(description: string): Guess[] {
  const counted = AGENTS.exec(description);
  const [words, n] = counted === null ? byTrade(TRADES.exec(description)?.[0]) : [counted[0], count(counted[1])];
  if (words === undefined) return [];
  return [
    { id: 'plans.wanted', value: ['agents'], words: [words] },
    { id: 'plans.agents', value: n, words: [words] },
  ];
}

function byTrade(words: string | undefined): [words: string | undefined, n: number] {
  return [words, words?.match(new RegExp(TRADE, 'gi'))?.length ?? 0];
}

function count(word = ''): number {
  const named = NAMED.indexOf(word.toLowerCase());
  return named === -1 ? Number(word) : named + 2;
}
