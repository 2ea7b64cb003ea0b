// What an interview knows at any moment. Every change goes through `keep`, which puts it on disk before anything else
// is asked.
import type { Answer, PartialBrief, Question } from '../../contracts.js';
import { answerAt, withAnswer } from '../path.js';
import type { Propose } from '../propose/proposal.js';
import { applies, next, questions } from '../questions.js';
import type { Draft, Unfinished } from './draft.js';
import type { Screen } from './screen.js';

export interface Session {
  readonly screen: Screen;
  /** Asks a model about the description; absent when none is to be asked. */
  readonly propose?: Propose | undefined;
  brief: PartialBrief;
  unfinished: Unfinished;
  /** Saves all there is. */
  keep(): void;
}

export function sessionFrom(draft: Draft, screen: Screen, save: (draft: Draft) => void, propose?: Propose): Session {
  const session: Session = {
    screen,
    propose,
    brief: draft.brief,
    unfinished: draft.unfinished ?? {},
    keep: () => save({ brief: session.brief, unfinished: session.unfinished }),
  };
  return session;
}

/** Takes an answer, and keeps it. What was begun of it is over. */
export function take(session: Session, id: string, answer: Answer): void {
  const { guessed, proposed } = session.unfinished;
  const heard = id !== 'description' || answer === session.brief.description ? { guessed, proposed } : {};
  session.brief = inOrder(withAnswer(session.brief, id, answer));
  session.unfinished = {
    ...(heard.guessed ? { guessed: true } : {}),
    ...(heard.proposed === undefined ? {} : { proposed: heard.proposed }),
  };
  session.keep();
}

/** Answers that apply, in the order of the questions, whatever the order they were given in. */
export function inOrder(brief: PartialBrief): PartialBrief {
  return questions.reduce<PartialBrief>((ordered, question) => {
    const answer = answerAt(brief, question.id);
    return answer === undefined || !applies(question, brief) ? ordered : withAnswer(ordered, question.id, answer);
  }, {});
}

/** The question before this one, among those that apply. */
export function before(brief: PartialBrief, id: string): Question | undefined {
  const asked = questions.filter((q) => applies(q, brief));
  return asked[asked.findIndex((q) => q.id === id) - 1];
}

export function questionOf(id: string): Question | undefined {
  return questions.find((q) => q.id === id);
}

/** '3 of 26': where a question stands among those that apply. */
export function placeOf(brief: PartialBrief, id: string): string {
  const asked = questions.filter((q) => applies(q, brief));
  return `${asked.findIndex((q) => q.id === id) + 1} of ${asked.length}`;
}

/** How many questions have an answer, and how many have none. */
export function progress(brief: PartialBrief): { answered: number; open: number } {
  const answered = questions.filter((q) => answerAt(brief, q.id) !== undefined).length;
  return { answered, open: next(brief).length };
}
