// Better wording is offered beside the builder's own, one text at a time; the builder's own stands first.
import { answerAt, withAnswer } from '../path.js';
import { inOrder, questionOf, type Session } from './session.js';
import { shown } from './shown.js';

const WHY = 'Documents and tests of the design carry these words. The meaning is yours: keep your own where it shifts.';

/** Asks for each text whether the new wording is taken; what was decided is not asked again. @throws Stopped */
export async function sharpen(session: Session): Promise<void> {
  for (;;) {
    const { proposed } = session.unfinished;
    const [next, ...others] = proposed?.sharper ?? [];
    if (proposed === undefined || next === undefined) return;
    const question = questionOf(next.id);
    const own = answerAt(session.brief, next.id);
    if (question !== undefined && own !== undefined) {
      const reply = await session.screen.choice({
        ask: `${question.ask} A sharper wording?`,
        why: WHY,
        choices: [
          { value: 'keep', label: `Keep: ${shown(question, own)}` },
          { value: 'take', label: `Take: ${shown(question, next.value)}` },
        ],
      });
      const taken = reply !== 'back' && reply.answer === 'take';
      if (taken) session.brief = inOrder(withAnswer(session.brief, next.id, next.value));
    }
    session.unfinished = { ...session.unfinished, proposed: { ...proposed, sharper: others } };
    session.keep();
  }
}
