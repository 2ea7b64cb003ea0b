// Two answers that cannot both hold: the user says which of them changes. The interview never picks a side.
import type { Contradiction } from '../../contracts.js';
import { answerAt } from '../path.js';
import { askQuestion } from './question.js';
import { questionOf, type Session } from './session.js';
import { shown } from './shown.js';

/** Asks one of the contradicting answers again. Whether that settled it is for the caller to see. */
export async function settle(session: Session, { ids, says, ask }: Contradiction): Promise<void> {
  session.screen.warn(`These do not go together: ${says}.`);
  const questions = ids.flatMap((id) => questionOf(id) ?? []);
  const reply = await session.screen.choice({
    ask: `${ask} Which answer do you change?`,
    why: 'A plan that follows one of the two would be wrong about the other, so it is settled here.',
    choices: questions.map((question) => {
      const answer = answerAt(session.brief, question.id);
      return {
        value: question.id,
        label: question.ask,
        ...(answer === undefined ? {} : { hint: shown(question, answer) }),
      };
    }),
    initial: ids.at(-1) ?? '',
  });
  const chosen = reply === 'back' ? undefined : questionOf(reply.answer);
  if (chosen !== undefined) await askQuestion(session, chosen);
}
