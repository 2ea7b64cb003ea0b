// Everything that can be asked, in the order it is asked: the one source of the interview, of `--questions` and of
// the checks on a brief that somebody wrote by hand.
import type { PartialBrief, Question } from '../contracts.js';
import { answerAt } from './path.js';
import { capabilities } from './questions/capabilities.js';
import { job } from './questions/job.js';
import { run } from './questions/run.js';
import { surroundings } from './questions/surroundings.js';
import { team } from './questions/team.js';

export const questions: readonly Question[] = [...job, ...capabilities, ...run, ...surroundings, ...team];

/** Questions that apply and are not answered yet, in order. Answers change what applies: call again after each. */
export function next(brief: PartialBrief): Question[] {
  return questions.filter((q) => applies(q, brief) && answerAt(brief, q.id) === undefined);
}

/** Does the question make sense, given what is answered? */
export function applies(question: Question, brief: PartialBrief): boolean {
  return question.applies?.(brief) ?? true;
}
