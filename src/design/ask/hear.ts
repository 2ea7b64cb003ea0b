// A model is asked at most once for each description, with the user's consent. Whatever comes of it, the interview goes on.
import type { Session } from './session.js';

const WHY =
  'A model reads your description and proposes answers, each with the words it rests on. You confirm every one; the plan ' +
  'is made by rules in any case. No sends nothing.';

/** Keeps what the model proposed, or says why there is nothing. @throws Stopped */
export async function hear(session: Session): Promise<void> {
  const { propose, screen, brief } = session;
  if (propose === undefined || session.unfinished.proposed !== undefined) return;
  const consent = async (says: string): Promise<boolean> => {
    const choices = [
      { value: 'yes', label: 'Send it' },
      { value: 'no', label: 'Go on without' },
    ];
    const reply = await screen.choice({ ask: says, why: WHY, choices });
    return reply !== 'back' && reply.answer === 'yes';
  };
  const wait = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    screen.say('Waiting for the answer. Ctrl-C stops.');
    return screen.busy(work);
  };
  const heard = await propose(brief, { consent, wait });
  if ('note' in heard) {
    screen.warn(heard.note);
    return;
  }
  session.unfinished = { ...session.unfinished, proposed: heard.proposal };
  session.keep();
  const { dropped } = heard.proposal;
  if (dropped.length > 0) {
    screen.say(`Dropped of what it said: ${dropped.map(({ id, why }) => `${id} (${why})`).join('; ')}.`);
  }
}
