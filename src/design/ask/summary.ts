// The last look at all answers before anything is planned.
import type { PartialBrief, Question } from '../../contracts.js';
import { answerAt } from '../path.js';
import { applies, questions } from '../questions.js';
import type { Session } from './session.js';
import { shown, shownTool } from './shown.js';

const ASKED = {
  ask: 'Is this what you want planned?',
  why: 'Every sentence of the plan follows from these answers. What is changed now costs nothing.',
};

/** Shows all answers. Undefined when they are confirmed, else the id of the question to ask again. @throws Stopped */
export async function confirmSummary(session: Session): Promise<string | undefined> {
  const { screen, brief } = session;
  const asked = questions.filter((q) => applies(q, brief));
  const answers = asked.map((q): [Question, string] => [q, shown(q, answerAt(brief, q.id) ?? '')]);
  screen.show(
    'Your answers',
    answers.flatMap(([question, answer]) => rowsOf(question, answer, brief)),
  );
  const reply = await screen.choice({
    ...ASKED,
    choices: [
      { value: 'yes', label: 'Yes, write the design' },
      { value: 'change', label: 'Change an answer' },
    ],
  });
  if (reply === 'back') return asked.at(-1)?.id;
  if (reply.answer === 'yes') return undefined;
  const change = await screen.choice({
    ask: 'Which one?',
    why: ASKED.why,
    choices: answers.map(([{ id, ask }, answer]) => ({ value: id, label: ask, hint: answer })),
  });
  return change === 'back' ? confirmSummary(session) : change.answer;
}

/** A line for an answer; a line for each tool. */
function rowsOf(
  { id, kind, fields }: Question,
  answer: string,
  { capabilities = [] }: PartialBrief,
): [string, string][] {
  if (kind !== 'capabilities') return [[id, answer]];
  return capabilities.map((tool, i) => [i === 0 ? id : '', `${tool.name}: ${shownTool(fields, tool)}`]);
}
