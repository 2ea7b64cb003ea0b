// What the agent can do. Class, approval, audit and drift of each tool are derived from these fields.
import type { Approval, CapabilityEffect, CapabilityQuestion, Question } from '../../contracts.js';

const APPROVAL: Record<CapabilityEffect, Approval> = {
  read: 'none',
  write: 'first-time',
  send: 'every-time',
  spend: 'every-time',
  delete: 'every-time',
  execute: 'every-time',
};

const MISTAKE: Record<CapabilityEffect, string> = {
  read: 'nothing',
  write: 'rework',
  send: 'harm',
  spend: 'money',
  delete: 'harm',
  execute: 'harm',
};

const UNDO: Record<CapabilityEffect, string> = {
  read: 'yes',
  write: 'with-work',
  send: 'no',
  spend: 'with-work',
  delete: 'no',
  execute: 'no',
};

const fields: CapabilityQuestion[] = [
  {
    id: 'name',
    ask: 'Name of the tool, such as: refund_order',
    why: 'Code is compared with the design by this name.',
    kind: 'text',
    form: {
      pattern: '[A-Za-z][A-Za-z0-9_-]{0,63}',
      says: 'a letter, then letters, digits, _ and -, 64 at most, such as refund_order',
    },
  },
  {
    id: 'does',
    ask: 'What does it do? One sentence that starts with a verb.',
    why: 'It becomes the description that the model reads.',
    kind: 'text',
    default: ({ name }) => (name ?? '').replaceAll('_', ' '),
  },
  {
    id: 'effect',
    ask: 'What does it do to the world?',
    why: 'The effect fixes the risk class; a tool of two effects should be two tools.',
    kind: 'choice',
    choices: [
      { value: 'read', label: 'Reads', hint: 'nothing is different afterwards' },
      { value: 'write', label: 'Writes', hint: 'files, rows, records' },
      { value: 'send', label: 'Sends', hint: 'a mail, a message, a post: someone reads it' },
      { value: 'spend', label: 'Spends', hint: 'money moves, or something is ordered' },
      { value: 'delete', label: 'Deletes' },
      { value: 'execute', label: 'Executes', hint: 'a shell, or code that the model wrote' },
    ],
    default: () => 'read',
  },
  {
    id: 'touches',
    ask: 'What does it read or change?',
    why: 'It is the blast radius: how far one wrong call reaches.',
    kind: 'text',
  },
  {
    id: 'invokedBy',
    ask: 'Who may set it off?',
    why: 'A tool that anyone may set off is judged by the worst of its callers.',
    kind: 'choice',
    choices: [
      { value: 'anyone', label: 'Anyone', hint: 'strangers included' },
      { value: 'known-users', label: 'Signed-in users' },
      { value: 'operators', label: 'Operators only' },
      { value: 'schedule', label: 'The clock or another program' },
    ],
    default: () => 'known-users',
  },
  {
    id: 'approval',
    ask: 'Must a person agree first?',
    why: 'It decides whether a run waits, and whether that wait must survive a restart.',
    kind: 'choice',
    choices: [
      { value: 'none', label: 'No' },
      { value: 'first-time', label: 'The first time in a session' },
      { value: 'every-time', label: 'Every time' },
      { value: 'second-person', label: 'Every time, by someone other than the one who asked' },
    ],
    default: ({ effect = 'read' }) => APPROVAL[effect],
  },
  {
    id: 'mistake',
    ask: 'What does one wrong call cost?',
    why: 'Cost and undo together decide how dearly a mistake is guarded against.',
    kind: 'choice',
    choices: [
      { value: 'nothing', label: 'Nothing worth naming' },
      { value: 'rework', label: 'Work that is done again' },
      { value: 'money', label: 'Money' },
      { value: 'harm', label: 'Harm: data, trust, the law, people' },
    ],
    default: ({ effect = 'read' }) => MISTAKE[effect],
  },
  {
    id: 'undo',
    ask: 'Can a wrong call be taken back?',
    why: 'What cannot be taken back is recorded before it is done, so that a retry never does it twice.',
    kind: 'choice',
    choices: [
      { value: 'yes', label: 'Yes, at once' },
      { value: 'with-work', label: 'Yes, with work' },
      { value: 'no', label: 'No' },
    ],
    default: ({ effect = 'read' }) => UNDO[effect],
  },
];

export const capabilities: Question[] = [
  {
    id: 'capabilities',
    ask: 'What must it be able to do? One tool each.',
    why: 'Each one becomes a row of the permission table and tests of its own; what is not listed is drift later.',
    kind: 'capabilities',
    fields,
  },
];
