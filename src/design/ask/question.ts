// Asks one question in the way that suits its kind. The checks are those of a brief that is read from a file.
import type { Answer, Question } from '../../contracts.js';
import { answerAt } from '../path.js';
import { askLines } from './lines.js';
import { numberIn } from './number.js';
import type { Asked, Reply } from './prompts.js';
import type { Screen } from './screen.js';
import { placeOf, type Session, take } from './session.js';
import { askTools } from './tools.js';
import { askWords, complaint, initially } from './words.js';

/** Asks until there is an answer, and keeps it; or goes back, and leaves all as it was. */
export async function askQuestion(session: Session, question: Question): Promise<'answered' | 'back'> {
  const reply = await ask(session, question);
  if (reply === 'back') {
    const { lines: _lines, tools: _tools, tool: _tool, ...others } = session.unfinished;
    session.unfinished = others;
    return 'back';
  }
  take(session, question.id, reply.answer);
  return 'answered';
}

function ask(session: Session, question: Question): Promise<Reply<Answer>> {
  const { brief, screen } = session;
  const asked: Asked = { ask: question.ask, why: question.why, place: placeOf(brief, question.id) };
  const earlier = answerAt(brief, question.id);
  const usual = question.default?.(brief);
  switch (question.kind) {
    case 'text':
      return askWords(screen, question, asked, { earlier, usual });
    case 'number':
      return askNumber(screen, question, asked, earlier ?? usual);
    case 'choice':
      return screen.choice({ ...asked, choices: question.choices ?? [], ...initially(earlier ?? usual) });
    case 'multi':
      return askMulti(screen, question, asked, (earlier ?? usual ?? []) as string[]);
    case 'lines':
      return askLines(session, question, asked);
    case 'capabilities':
      return askTools(session, question, asked);
  }
}

async function askNumber(
  screen: Screen,
  question: Question,
  asked: Asked,
  usual: Answer | undefined,
): Promise<Reply<number>> {
  const check = (text: string): string | undefined => {
    const number = numberIn(text);
    return number === undefined
      ? `'${text}' is no number; write it like 0.5, 20 or 200000`
      : complaint(question, number, text);
  };
  const fallback = usual === undefined ? {} : { fallback: String(usual) };
  const reply = await screen.text({ ...asked, ...fallback, check });
  return reply === 'back' ? reply : { answer: numberIn(reply.answer) ?? Number.NaN };
}

async function askMulti(
  screen: Screen,
  question: Question,
  asked: Asked,
  ticked: readonly string[],
): Promise<Reply<string[]>> {
  const choices = question.choices ?? [];
  const reply = await screen.several({ ...asked, choices, initial: ticked });
  if (reply === 'back') return reply;
  // In the order of the list, whatever the order of the ticks: the same answers are the same file.
  const answer = choices.map(({ value }) => value).filter((value) => reply.answer.includes(value));
  const wrong = complaint(question, answer, answer.join());
  if (wrong === undefined) return { answer };
  screen.warn(wrong);
  return askMulti(screen, question, asked, answer);
}
