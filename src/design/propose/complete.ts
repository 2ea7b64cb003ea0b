// Without a terminal nobody confirms, so only what is missing is filled, and all of it is listed with its words.
import type { Guess, PartialBrief } from '../../contracts.js';
import { inOrder } from '../ask/session.js';
import { shown } from '../ask/shown.js';
import { answerAt, withAnswer } from '../path.js';
import { questions } from '../questions.js';
import { openGuesses, type Proposal } from './proposal.js';

export interface Completed {
  brief: PartialBrief;
  /** A line for each answer that was filled in, each wording that was offered and each answer that was dropped. */
  lines: string[];
}

/** The brief with what was proposed for its open questions. Wording is only listed: nobody agreed to it. */
export function completed(brief: PartialBrief, proposal: Proposal | undefined): Completed {
  const guesses = openGuesses(brief, proposal);
  const whole = inOrder(guesses.reduce((soFar, { id, value }) => withAnswer(soFar, id, value), brief));
  const filled = guesses.filter(({ id }) => answerAt(whole, id) !== undefined);
  return {
    brief: whole,
    lines: [
      ...filled.map(filledLine),
      ...(proposal?.sharper ?? []).map(({ id, value }) => `wording offered, not taken: ${id}: ${said(id, value)}`),
      ...(proposal?.dropped ?? []).map(({ id, why }) => `dropped: ${id}: ${why}`),
    ],
  };
}

function filledLine({ id, value, words, by }: Guess): string {
  const rests = words.map((word) => `“${word}”`).join(', ');
  return `${by === 'model' ? 'proposed by the model' : 'guessed by rule'}: ${id}: ${said(id, value)} (from ${rests})`;
}

function said(id: string, value: Guess['value']): string {
  const question = questions.find((q) => q.id === id);
  return question === undefined ? String(value) : shown(question, value);
}
