// What the harness is for. These answers give the plan its words; the shape decides what is built first.
import type { PartialBrief, Question, QuestionChoice } from '../../contracts.js';
import { guessShape } from '../guess/shape.js';

const SHAPES: QuestionChoice[] = [
  { value: 'code-agent', label: 'Code agent', hint: 'works on files in a folder, mostly with a shell' },
  { value: 'chat-assistant', label: 'Chat assistant', hint: 'answers people in a conversation and looks things up' },
  { value: 'workflow-orchestrator', label: 'Workflow', hint: 'moves cases through known steps, mostly unwatched' },
  { value: 'internal-copilot', label: 'Internal copilot', hint: 'helps colleagues with what the organisation knows' },
  { value: 'embedded-feature', label: 'Embedded feature', hint: 'one function inside a product, called by its code' },
  { value: 'hybrid', label: 'Hybrid', hint: 'two of these share one loop; say why they cannot be apart' },
];

export const job: Question[] = [
  {
    id: 'description',
    ask: 'What are you building? A few sentences in your own words.',
    why: 'Other answers are guessed from it, with the words they rest on, so that you only correct them.',
    kind: 'text',
  },
  {
    id: 'name',
    ask: 'What is it called?',
    why: 'Files, sessions and tests of the design carry this name.',
    kind: 'text',
    form: { pattern: '[a-z0-9]+(?:-[a-z0-9]+)*', says: 'lowercase words and numbers joined by -, such as parcel-desk' },
    default: (brief) => shortName(brief),
  },
  {
    id: 'job.owns',
    ask: 'Which job does it own? Start with a verb, such as: answers questions about orders.',
    why: 'What is outside of this job is left out of the plan. A job that takes two sentences is two products.',
    kind: 'text',
  },
  {
    id: 'job.users',
    ask: 'Who uses it?',
    why: 'It decides whose words count as orders, and who tries it first.',
    kind: 'text',
  },
  {
    id: 'job.never',
    ask: 'What must never happen? One line each.',
    why: 'Each line becomes a test that exists before the harness does.',
    kind: 'lines',
  },
  {
    id: 'job.success',
    ask: 'How do you know that a run did its job? Something a test could check.',
    why: 'It becomes the golden tasks of the first phase and the number at which to stop.',
    kind: 'text',
  },
  {
    id: 'shape',
    ask: 'Which of these comes closest?',
    why: 'The shape fixes where the loop stands, who starts it and which primitives come first.',
    kind: 'choice',
    choices: SHAPES,
    default: ({ description }) => guessShape(description ?? '').shape,
  },
];

const LONGEST_NAME = 3;
const FILLER = /^(an?|the|our|my|its?|i|we|is|am|are|want|build|building|need|that|which|for|to|of|and|with)$/;

/** The first telling words of the description. */
function shortName({ description = '' }: PartialBrief): string {
  const words = description.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => !FILLER.test(word)).slice(0, LONGEST_NAME);
  return telling.length === 0 ? 'agent' : telling.join('-');
}
