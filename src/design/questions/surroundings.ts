// What reaches the prompt, who watches, and what it may cost.
import type { Question } from '../../contracts.js';

export const surroundings: Question[] = [
  {
    id: 'context.instructions',
    ask: 'Where do instructions come from?',
    why: 'Each source is a section of the prompt with a place of its own; the stable ones stand first and are cached.',
    kind: 'multi',
    choices: [
      { value: 'builder', label: 'You, in the code' },
      { value: 'project-files', label: 'Files of the project it works on' },
      { value: 'user-settings', label: 'Settings of each user' },
      { value: 'organisation', label: 'Rules of an organisation' },
    ],
    default: ({ shape }) =>
      shape === 'code-agent'
        ? ['builder', 'project-files']
        : shape === 'internal-copilot'
          ? ['builder', 'organisation']
          : ['builder'],
  },
  {
    id: 'context.untrusted',
    ask: 'Does it read what strangers wrote: mails, web pages, tickets, other people’s code?',
    why: 'Whoever writes what the model reads can ask it for tool calls. Approval must then not rest on the model.',
    kind: 'choice',
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
    default: () => 'yes',
  },
  {
    id: 'context.memory',
    ask: 'What should it remember?',
    why: 'Memory across sessions goes stale; it is planned as a hint that is checked, or not at all.',
    kind: 'choice',
    choices: [
      { value: 'none', label: 'Nothing after a run' },
      { value: 'session', label: 'The session' },
      { value: 'across-sessions', label: 'Things from earlier sessions' },
    ],
    default: ({ run }) => (run?.survives?.includes('conversation') ? 'session' : 'none'),
  },
  {
    id: 'watching',
    ask: 'Who watches a run, during or after it?',
    why: 'It decides which events leave the loop and which records must last.',
    kind: 'multi',
    alone: 'nobody',
    choices: [
      { value: 'user', label: 'The user, live' },
      { value: 'operator', label: 'An operator' },
      { value: 'auditor', label: 'An auditor, later' },
      { value: 'program', label: 'A program' },
      { value: 'nobody', label: 'Nobody' },
    ],
    default: ({ run }) =>
      run?.startedBy === 'person' ? ['user'] : run?.startedBy === 'code' ? ['program'] : ['operator'],
  },
  {
    id: 'cost.perRun',
    ask: 'What may one run cost at most, in US dollars?',
    why: 'It becomes the limit that stops a run; no run may find out afterwards.',
    kind: 'number',
    min: 0.0001,
    max: 10_000,
    default: ({ run }) => ({ seconds: 0.05, minutes: 0.5, hours: 5, days: 5 })[run?.length ?? 'minutes'],
  },
  {
    id: 'cost.inputPrice',
    ask: 'What does the planned model cost for a million input tokens, in US dollars?',
    why: 'Tokens become dollars with it; the sums in the plan show it.',
    kind: 'number',
    min: 0,
    max: 1000,
    default: () => 3,
  },
  {
    id: 'cost.outputPrice',
    ask: 'And for a million output tokens?',
    why: 'Output costs several times as much as input, so the two are counted apart.',
    kind: 'number',
    min: 0,
    max: 1000,
    default: ({ cost }) => 5 * (cost?.inputPrice ?? 3),
  },
  {
    id: 'cost.window',
    ask: 'How many tokens does its window hold?',
    why: 'It decides whether a usual run can outgrow the window, and so whether compaction is built at all.',
    kind: 'number',
    min: 1000,
    max: 10_000_000,
    whole: true,
    default: () => 200_000,
  },
];
