// The states a run passes through. Only those that an answer asks for: a state nobody waits in is a bug to come.
import type { WorkflowState } from '../../contracts.js';
import type { Ground } from './ground.js';
import { count, list, names, phrase } from './say.js';

export function states(ground: Ground): WorkflowState[] {
  const parts = [running, approval, outside, clock, user, executing, interrupted, ended];
  const drawn = parts.flatMap((part) => part(ground));
  const ids = drawn.map((state) => state.id);
  return drawn.map((state) => ({ ...state, next: state.next.filter((id) => ids.includes(id)) }));
}

type Part = (ground: Ground) => WorkflowState[];

const stored = ({ survives }: Ground) => survives('progress') || survives('approvals');

const running: Part = (ground) => [
  {
    id: 'working',
    means: `the model is asked, or ${names(ground.reads, 'or') || 'a tool'} runs`,
    next: [
      'awaiting-approval',
      'awaiting-outside',
      'sleeping',
      'awaiting-user',
      'executing',
      'interrupted',
      'done',
      'failed',
    ],
    survives: stored(ground),
    because: stored(ground)
      ? `a new process goes on from the last of ${ground.brief.run.steps} steps that is on record`
      : `a restart begins anew: ${ground.survives('conversation') ? 'the conversation is read again' : `it lasts ${ground.brief.run.length}`}`,
  },
];

const approval: Part = (ground) => {
  const { approved, survives, cases } = ground;
  if (approved.length === 0) return [];
  const durable = survives('approvals');
  return [
    {
      id: 'awaiting-approval',
      means: `${names(approved, 'or')} was asked for with fixed arguments; nothing has happened yet${cases ? '. The case waits, not the run: the run goes on with the next case, ends, and a later run picks the answer up' : ''}`,
      next: ['executing', 'refused', 'interrupted', ...(cases ? ['working', 'done'] : [])],
      survives: durable,
      because: durable
        ? `the answer may come up to ${count(ground.approvalHours, 'hour')} later, and must meet the same arguments`
        : `after a restart the question to ${ground.approvers} is put again`,
    },
    {
      id: 'refused',
      means: `${ground.approvers} said no to ${names(approved, 'or')}, or nothing for ${count(ground.approvalHours, 'hour')}; ${cases ? 'this case is handed over, the run goes on' : 'the model was told'}`,
      next: cases ? ['working', 'done'] : ['working', 'failed'],
      survives: durable,
      because: durable
        ? `a no must not turn into a second question after a restart`
        : `the no stands in the conversation`,
    },
  ];
};

const outside: Part = ({ waitsFor, survives, brief }) =>
  waitsFor('outside-system')
    ? [
        {
          id: 'awaiting-outside',
          means: `a system that ${brief.name} called has not answered yet; the id of the request is on record`,
          next: ['working', 'failed'],
          survives: survives('progress'),
          because: `polling goes on under the id of the request; ${survives('progress') ? 'a restart asks again for the answer, not for the work' : 'a restart begins anew'}`,
        },
      ]
    : [];

const clock: Part = ({ waitsFor, survives, brief }) =>
  waitsFor('clock')
    ? [
        {
          id: 'sleeping',
          means: `nothing to do until a time that is on record`,
          next: ['working'],
          survives: survives('progress'),
          because: `no process is kept alive for ${brief.run.length}: the schedule wakes it`,
        },
      ]
    : [];

const user: Part = ({ waitsFor, survives, brief, memory }) =>
  waitsFor('user')
    ? [
        {
          id: 'awaiting-user',
          means: `the answer is out; the next word is with ${phrase(brief.job.users)}`,
          next: ['working', 'done'],
          survives: survives('conversation'),
          because: survives('conversation')
            ? `the next words find the conversation${memory === 'across-sessions' ? ' and what is remembered of earlier ones' : ''}`
            : `the next words start anew`,
        },
      ]
    : [];

const executing: Part = ({ changes, final, once, survives }) =>
  changes.length === 0
    ? []
    : [
        {
          id: 'executing',
          means: `${names(changes, 'or')} was begun under an id and has not reported back`,
          next: ['working', 'interrupted', 'failed'],
          survives: survives('progress'),
          because:
            final.length > 0
              ? `after a crash here ${names(final, 'or')} may or may not have happened: look before doing it again${once.length > 0 ? ', and let the key of tool and target refuse a second one' : ''}`
              : `doing it again meets what ${names(changes, 'or')} left the first time`,
        },
      ];

const interrupted: Part = ({ changes, survives, attended }) =>
  changes.length > 0 && survives('progress')
    ? [
        {
          id: 'interrupted',
          means: `a process ended while ${names(changes, 'or')} was under way`,
          next: ['working', 'failed'],
          survives: true,
          because: `${attended ? 'the user is asked' : 'an operator is told'} what became of it; it is never repeated silently`,
        },
      ]
    : [];

const ended: Part = (ground) => [
  {
    id: 'done',
    means: phrase(ground.brief.job.success),
    next: [],
    survives: stored(ground) || ground.survives('conversation'),
    because: `checked, not claimed: the model saying so does not suffice for ${list(ground.brief.watching.map((w) => (w === 'nobody' ? 'a run nobody watches' : `the ${w}`)))}`,
  },
  {
    id: 'failed',
    means: `a limit was reached or ${names(ground.brief.capabilities, 'or')} failed for good`,
    next: [],
    survives: stored(ground),
    because: `with a reason that ${ground.has('program') ? 'the caller' : ground.attended ? 'the user' : 'an operator'} can act on`,
  },
];
