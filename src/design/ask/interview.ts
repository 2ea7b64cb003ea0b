// The interview: the description first, then what can be guessed from it, then one question at a time until nothing is
// open and nothing contradicts, then a summary. It can be left at any moment without losing an answer.
import type { Brief } from '../../contracts.js';
import { contradictions } from '../brief/contradictions.js';
import type { Propose } from '../propose/proposal.js';
import { next } from '../questions.js';
import type { Draft } from './draft.js';
import { confirmGuesses } from './guesses.js';
import { Stopped } from './prompts.js';
import { askQuestion } from './question.js';
import { openScreen, type ScreenIo } from './screen.js';
import { before, inOrder, progress, questionOf, type Session, sessionFrom } from './session.js';
import { settle } from './settle.js';
import { confirmSummary } from './summary.js';

export interface InterviewIo extends ScreenIo {
  /** The file that answers are kept in, as the user would name it. */
  file: string;
  /** Called with all there is after every answer. */
  save(draft: Draft): void;
  /** Asks a model about the description, once. */
  propose?: Propose;
}

/** Asks for what the draft lacks. Undefined when the user stopped: they were told how to go on. */
export async function interview(draft: Draft, io: InterviewIo): Promise<Brief | undefined> {
  const screen = openScreen(io);
  const session = sessionFrom(draft, screen, io.save, io.propose);
  try {
    greet(session);
    await answerAll(session);
    const brief = inOrder(session.brief);
    io.save({ brief });
    screen.end(`The answers are in ${io.file}.`);
    return { ...brief, version: 1 } as Brief;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    farewell(session, io.file);
    return undefined;
  } finally {
    screen.close();
  }
}

const KEYS =
  'Enter takes what is shown. ? tells why a question is asked, < or Escape goes back (in a text: followed by Enter). ' +
  'Ctrl-C stops; every answer is kept as you give it.';

function greet(session: Session): void {
  session.screen.begin('harness design', KEYS);
  const { answered, open } = progress(session.brief);
  if (answered === 0) return;
  session.screen.say(
    `${answered} ${answered === 1 ? 'answer is' : 'answers are'} there already; ${open === 0 ? 'none is' : `${open} ${open === 1 ? 'is' : 'are'}`} open.`,
  );
  // They may come from another file: whoever stops at once finds them where the last words of the interview say.
  session.keep();
}

function farewell({ screen, brief }: Session, file: string): void {
  screen.end(
    progress(brief).answered === 0
      ? 'Stopped before the first answer; nothing was written.'
      : `Stopped. Your answers are in ${file}. Go on with: harness design --resume`,
  );
}

/** Until all is answered, consistent and confirmed. @throws Stopped */
async function answerAll(session: Session): Promise<void> {
  for (;;) {
    const [contradiction] = contradictions(session.brief);
    if (session.unfinished.again === undefined && contradiction !== undefined) {
      await settle(session, contradiction);
      continue;
    }
    if (session.unfinished.again === undefined && (await confirmGuesses(session)) === 'back') {
      askAgain(session, 'description');
      continue;
    }
    const question = questionOf(session.unfinished.again ?? '') ?? next(session.brief)[0];
    if (question === undefined) {
      const change = await confirmSummary(session);
      if (change === undefined) return;
      askAgain(session, change);
    } else if ((await askQuestion(session, question)) === 'back') {
      askAgain(session, before(session.brief, question.id)?.id ?? question.id);
    }
  }
}

function askAgain(session: Session, id: string): void {
  session.unfinished = { ...session.unfinished, again: id };
  session.keep();
}
