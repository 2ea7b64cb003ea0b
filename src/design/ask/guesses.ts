// What the description gives away is shown with the words it rests on. A ticked guess becomes an answer; an unticked one
// is asked like everything else.
import type { Guess } from '../../contracts.js';
import { withAnswer } from '../path.js';
import { openGuesses } from '../propose/proposal.js';
import { hear } from './hear.js';
import { inOrder, questionOf, type Session } from './session.js';
import { sharpen } from './sharpen.js';
import { shown } from './shown.js';

const ASKED = {
  ask: 'Your words suggest these answers. Which are right?',
  why: 'A right guess is a question less. What you untick is asked in its turn, and nothing is guessed then.',
};

/** Asks once after each description; going back leads to the description. @throws Stopped */
export async function confirmGuesses(session: Session): Promise<'confirmed' | 'back'> {
  const { description } = session.brief;
  if (session.unfinished.guessed === true || description === undefined) return 'confirmed';
  await hear(session);
  await sharpen(session);
  const open = openGuesses(session.brief, session.unfinished.proposed);
  const tools = open.find(({ id }) => id === 'capabilities');
  const guesses = open.filter((g) => g !== tools);
  if (tools !== undefined) session.screen.say(`Tools come later, one by one. Seen in your words: ${quoted(tools)}.`);
  if (guesses.length > 0) {
    const reply = await session.screen.several({ ...ASKED, choices: guesses.map(asChoice), initial: ids(guesses) });
    if (reply === 'back') return 'back';
    const right = guesses.filter(({ id }) => reply.answer.includes(id));
    session.brief = inOrder(right.reduce((brief, { id, value }) => withAnswer(brief, id, value), session.brief));
  }
  session.unfinished = { ...session.unfinished, guessed: true };
  session.keep();
  return 'confirmed';
}

function asChoice({ id, value, words, by }: Guess): { value: string; label: string; hint: string } {
  const question = questionOf(id);
  const answer = question === undefined ? String(value) : shown(question, value);
  const from = by === undefined ? '' : ', by the model';
  return { value: id, label: `${question?.ask ?? id} → ${answer}`, hint: `${quoted({ words })}${from}` };
}

function quoted({ words }: Pick<Guess, 'words'>): string {
  return words.map((word) => `“${word}”`).join(', ');
}

function ids(guesses: readonly Guess[]): string[] {
  return guesses.map(({ id }) => id);
}
