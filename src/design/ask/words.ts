// Texts and choices, for questions and for the fields of a tool alike; and what is said when an answer is none.
import type { Answer, CapabilityQuestion, Question } from '../../contracts.js';
import { checkAnswer } from '../brief/answer.js';
import type { Asked, Reply } from './prompts.js';
import type { Screen } from './screen.js';

/** An answer given before, and what most would answer. */
export interface Known {
  earlier: Answer | undefined;
  usual: Answer | undefined;
}

/** Asks for one field of a tool. */
export function askField(
  screen: Screen,
  field: CapabilityQuestion,
  place: string,
  known: Known,
  checkMore: (text: string) => string | undefined,
): Promise<Reply<string>> {
  const asked = { ask: field.ask, why: field.why, place };
  if (field.kind === 'choice') {
    return screen.choice({ ...asked, choices: field.choices ?? [], ...initially(known.earlier ?? known.usual) });
  }
  return askWords(screen, field, asked, known, checkMore);
}

/** Asks for a text. `checkMore` is for what the question alone cannot know. */
export function askWords(
  screen: Screen,
  question: Question | CapabilityQuestion,
  asked: Asked,
  { earlier, usual }: Known,
  checkMore: (text: string) => string | undefined = () => undefined,
): Promise<Reply<string>> {
  return screen.text({
    ...asked,
    ...initially(earlier),
    ...(usual === undefined ? {} : { fallback: String(usual) }),
    check: (text) => complaint(question, text, text) ?? checkMore(text),
  });
}

/** What is wrong with an answer, in a line; undefined when nothing is. `given` is what was typed for it. */
export function complaint(question: Question | CapabilityQuestion, answer: unknown, given: string): string | undefined {
  const [problem] = checkAnswer(question, answer);
  if (problem === undefined) return undefined;
  if (given === '')
    return 'choices' in question ? 'Space ticks at least one.' : 'This needs an answer; ? tells why it is asked.';
  return problem.hint === question.ask ? `${problem.says}.` : `${problem.says}; ${problem.hint}.`;
}

/** Puts an earlier answer where the prompt begins. */
export function initially(answer: Answer | undefined): { initial?: string } {
  return typeof answer === 'string' ? { initial: answer } : {};
}
