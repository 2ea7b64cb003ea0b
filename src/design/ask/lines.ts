// A list of short texts is asked line by line; each line is kept as it is given. An empty line ends the list, and takes
// away a line that was there before.

import type { Question } from '../../contracts.js';
import { answerAt } from '../path.js';
import type { Asked, Reply } from './prompts.js';
import type { Session } from './session.js';

export async function askLines(session: Session, question: Question, asked: Asked): Promise<Reply<string[]>> {
  const earlier = (answerAt(session.brief, question.id) ?? []) as string[];
  const given = [...(session.unfinished.lines ?? [])];
  for (;;) {
    const initial = earlier[given.length];
    const ends = given.length > 0 || question.mayBeEmpty === true;
    const reply = await session.screen.text({
      ...asked,
      ask: given.length === 0 ? asked.ask : `And what else? An empty line ends the list (${given.length} so far).`,
      ...(initial === undefined ? {} : { initial }),
      check: (text) => (text === '' && !ends ? 'This needs at least one line; ? tells why it is asked.' : undefined),
    });
    if (reply === 'back' && given.length === 0) return 'back';
    if (reply === 'back') earlier[given.length - 1] = given.pop() ?? '';
    else if (reply.answer !== '') given.push(reply.answer);
    else if (initial === undefined) return { answer: given };
    else earlier.splice(given.length, 1);
    session.unfinished = { ...session.unfinished, lines: [...given] };
    session.keep();
  }
}
