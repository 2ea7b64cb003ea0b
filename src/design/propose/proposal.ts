// What a model may add to a brief: answers with the words they rest on, and better wording for what is there. It is handed
// in as a function, so that a design knows of no vendor; whatever fails, the rules' own guesses are left.
import type { BriefCapability, Guess, PartialBrief, Question } from '../../contracts.js';
import { guess } from '../guess.js';
import { answerAt } from '../path.js';
import { questions } from '../questions.js';

export interface Proposal {
  /** For questions without an answer. */
  guesses: Guess[];
  /** Better wording for answers that are there, in the form of the answer. */
  sharper: { id: string; value: string | string[] }[];
  /** What the model said and nobody is shown, with the reason. */
  dropped: { id: string; why: string }[];
}

/** A proposal, or why there is none, as a sentence for the user. */
export type Proposed = { proposal: Proposal } | { note: string };

/** How a proposal is asked for: with the user's consent, and so that it can be stopped. */
export interface Asking {
  consent(says: string): Promise<boolean>;
  /** Runs the call; its signal is aborted when the user stops. */
  wait<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Asks a model about a brief in the making. Never throws for what a server does. */
export type Propose = (brief: PartialBrief, asking: Asking) => Promise<Proposed>;

/** A text of the brief, as it is sent. */
export interface Told {
  id: string;
  text: string;
}

/** The texts of a brief, the description first: all that a model is shown of it. */
export function textsOf(brief: PartialBrief): Told[] {
  return questions.filter(isWording).flatMap(({ id }) => {
    const answer = answerAt(brief, id);
    if (answer === undefined || answer === '') return [];
    return [{ id, text: Array.isArray(answer) ? answer.join('\n') : String(answer) }];
  });
}

export function isWording({ kind }: Pick<Question, 'kind'>): boolean {
  return kind === 'text' || kind === 'lines';
}

/** What is open in the brief and was guessed: by the model where it said something, else by the rules. */
export function openGuesses(brief: PartialBrief, proposal: Proposal | undefined): Guess[] {
  const proposed = proposal?.guesses ?? [];
  const ruled = guess(brief.description ?? '').filter(({ id }) => !proposed.some((one) => one.id === id));
  const all = [...proposed, ...ruled].filter(({ id }) => answerAt(brief, id) === undefined);
  return questions.flatMap((question) => all.filter(({ id }) => id === question.id));
}

/** The tools among the guesses. */
export function guessedTools(brief: PartialBrief, proposal: Proposal | undefined): BriefCapability[] {
  const found = openGuesses({ description: brief.description ?? '' }, proposal).find(({ id }) => id === 'capabilities');
  return (found?.value ?? []) as BriefCapability[];
}
