// How a run begins, how long it lasts and what it must outlive. Budgets, states and the session follow from these.
import type { PartialBrief, Question } from '../../contracts.js';

const STEPS = { seconds: 3, minutes: 12, hours: 60, days: 20 };

export const run: Question[] = [
  {
    id: 'run.startedBy',
    ask: 'What starts a run?',
    why: 'Somebody who is present can be asked; a run that the clock starts must be bounded and able to wait.',
    kind: 'choice',
    choices: [
      { value: 'person', label: 'A person' },
      { value: 'schedule', label: 'The clock' },
      { value: 'event', label: 'An event', hint: 'a mail arrives, a ticket is opened' },
      { value: 'code', label: 'Code of the product around it' },
    ],
    default: ({ shape }) =>
      shape === 'workflow-orchestrator' ? 'schedule' : shape === 'embedded-feature' ? 'code' : 'person',
  },
  {
    id: 'run.length',
    ask: 'How long does one run work, waiting aside?',
    why: 'Minutes are worth saving, hours must be; below that, starting over may be the better design.',
    kind: 'choice',
    choices: [
      { value: 'seconds', label: 'Seconds' },
      { value: 'minutes', label: 'Minutes' },
      { value: 'hours', label: 'Hours' },
      { value: 'days', label: 'Days' },
    ],
    default: ({ shape }) => (shape === 'embedded-feature' ? 'seconds' : 'minutes'),
  },
  {
    id: 'run.steps',
    ask: 'How many tool calls does a usual run make?',
    why: 'Limits on turns, tokens and cost are computed from it.',
    kind: 'number',
    min: 1,
    max: 1000,
    whole: true,
    default: ({ run: soFar }) => STEPS[soFar?.length ?? 'minutes'],
  },
  {
    id: 'run.perDay',
    ask: 'How many runs on a usual day?',
    why: 'It turns the cost of a run into the cost of a day, which is where a bill is noticed.',
    kind: 'number',
    min: 1,
    max: 1_000_000,
    whole: true,
    default: ({ run: soFar }) => (soFar?.startedBy === 'schedule' ? 1 : 20),
  },
  {
    id: 'run.survives',
    ask: 'What must survive a restart in the middle of a run?',
    why: 'Only what is named is stored, and each of it gets a test that kills the process.',
    kind: 'multi',
    alone: 'nothing',
    choices: [
      { value: 'conversation', label: 'What was said' },
      { value: 'progress', label: 'Which steps are done' },
      { value: 'approvals', label: 'Who agreed to what' },
      { value: 'nothing', label: 'Nothing: start over' },
    ],
    default: (brief) => survives(brief),
  },
  {
    id: 'run.waitsFor',
    ask: 'What does a run wait for?',
    why: 'Each kind of waiting is a state of its own; waiting inside a function call does not outlive the process.',
    kind: 'multi',
    alone: 'nothing',
    choices: [
      { value: 'nothing', label: 'Nothing' },
      { value: 'user', label: 'The user’s next words' },
      { value: 'approver', label: 'Somebody’s approval' },
      { value: 'outside-system', label: 'Another system' },
      { value: 'clock', label: 'A time of day' },
    ],
    default: ({ capabilities = [], run: soFar }) => [
      ...(soFar?.startedBy === 'person' ? ['user'] : []),
      ...(capabilities.some((c) => c.approval !== 'none') ? ['approver'] : []),
      ...(soFar?.startedBy !== 'person' && capabilities.every((c) => c.approval === 'none') ? ['nothing'] : []),
    ],
  },
  {
    id: 'run.approvers',
    ask: 'Who says yes or no, where a tool needs it?',
    why: 'A question without somebody to answer it is a run that hangs; the plan names them wherever a run waits.',
    kind: 'text',
    default: (brief) => approvers(brief),
    applies: asksFirst,
  },
  {
    id: 'run.approvalHours',
    ask: 'After how many hours does such a question lapse as a no?',
    why: 'A yes that comes after the world has moved on approves something else; so an open question has an end.',
    kind: 'number',
    min: 0.02,
    max: 8760,
    default: (brief) => (sitsThere(brief) ? 1 : 24),
    applies: asksFirst,
  },
];

/** As long as the tools are not known, an answer given early is kept. */
function asksFirst({ capabilities }: PartialBrief): boolean {
  return capabilities === undefined || capabilities.some(({ approval }) => approval !== 'none');
}

/** Whoever starts a run is asked, and is there. */
function sitsThere({ capabilities = [], run: soFar }: PartialBrief): boolean {
  return soFar?.startedBy === 'person' && capabilities.every(({ approval }) => approval !== 'second-person');
}

function approvers(brief: PartialBrief): string {
  return sitsThere(brief) && brief.job?.users !== undefined ? brief.job.users : 'an operator';
}

function survives({ capabilities = [], run: soFar }: PartialBrief): string[] {
  if (soFar?.length === 'seconds') return ['nothing'];
  const changes = capabilities.some((c) => c.effect !== 'read');
  const approved = capabilities.some((c) => c.approval !== 'none');
  return ['conversation', ...(changes ? ['progress'] : []), ...(approved ? ['approvals'] : [])];
}
