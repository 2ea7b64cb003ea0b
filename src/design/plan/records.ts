// What a session holds, which events leave the loop, and what each is for: nothing is kept that no reader needs.
import type { Design, DesignEvent } from '../../contracts.js';
import type { Ground } from './ground.js';
import { awaited, money, names, watchers, whole } from './say.js';

export function session(ground: Ground): Design['session'] {
  const { brief, survives, approved, changes, once, memory } = ground;
  const entries: [boolean, string, string][] = [
    [
      survives('conversation'),
      'messages and tool results',
      `the model needs results of ${names(brief.capabilities)} again after a restart`,
    ],
    [
      !survives('nothing'),
      'model, prompt version and tools',
      `a run resumed after a release must not meet ${names(brief.capabilities.slice(-1))} with another meaning`,
    ],
    [
      !survives('nothing'),
      'tokens used so far',
      `the ${money(brief.cost.perRun)} of a run count across restarts, or a crash doubles them`,
    ],
    [
      survives('progress') && changes.length > 0,
      'state, id and target of each call',
      `tells whether ${names(changes, 'or')} was begun, done or neither${once.length > 0 ? `; tool and target are one unique key, so that ${names(once, 'or')} happens once under any id` : ''}`,
    ],
    [
      survives('approvals') && approved.length > 0,
      'decisions with arguments',
      `a yes to ${names(approved, 'or')} holds for these arguments only`,
    ],
    [memory === 'across-sessions', 'which memories were shown', `a wrong answer can be traced to a stale one`],
  ];
  return entries.filter(([needed]) => needed).map(([, holds, because]) => ({ holds, because }));
}

export function events(ground: Ground): DesignEvent[] {
  return EVENTS.flatMap((part) => part(ground));
}

type Part = (ground: Ground) => DesignEvent[];

const live = ({ brief, has }: Ground) => has('user') && brief.run.length !== 'seconds';

function readers({ brief }: Ground): string {
  return brief.watching.includes('nobody') ? 'whoever looks later' : watchers(brief);
}

const started: Part = (ground) => [
  {
    type: 'run.started',
    carries: ['run id', 'start', 'model', 'tools'],
    because: `${readers(ground)} can tell a run from the next, at ${whole(ground.brief.run.perDay)} a day`,
  },
];

const text: Part = (ground) =>
  live(ground)
    ? [
        {
          type: 'text.delta',
          carries: ['run id', 'text'],
          because: `a run takes ${ground.brief.run.length}, and the user sees the answer begin`,
        },
      ]
    : [];

const tools: Part = ({ brief }) => [
  {
    type: 'tool.started',
    carries: ['call id', 'tool', 'target'],
    because: `says which of ${names(brief.capabilities)} is at work, before it is`,
  },
  {
    type: 'tool.finished',
    carries: ['call id', 'outcome', 'milliseconds'],
    because:
      brief.run.steps === 1
        ? 'shows whether the one call of a usual run is slow or fails'
        : `shows which of ${brief.run.steps} calls in a usual run is slow or fails`,
  },
];

const approvals: Part = ({ approved, has, approvers }) =>
  approved.length === 0
    ? []
    : [
        {
          type: 'approval.requested',
          carries: ['call id', 'tool', 'arguments', 'class'],
          because: `${names(approved, 'or')} waits until it is answered by ${approvers}`,
        },
        {
          type: 'approval.decided',
          carries: ['call id', 'yes, no or unanswered', 'who'],
          because: has('auditor')
            ? 'the auditor reads these first'
            : `explains why ${names(approved, 'or')} ran or did not`,
        },
      ];

const usage: Part = ({ brief }) =>
  brief.run.perDay * brief.cost.perRun > 1
    ? [
        {
          type: 'usage',
          carries: ['tokens read', 'tokens written', 'dollars'],
          because: `${money(brief.cost.perRun)} a run is seen while it is spent`,
        },
      ]
    : [];

const waiting: Part = ({ brief, waitsFor }) =>
  waitsFor('outside-system') || waitsFor('clock')
    ? [
        {
          type: 'run.waiting',
          carries: ['run id', 'what for', 'since'],
          because: `a run that waits for ${awaited(brief.run.waitsFor)} is not a run that hangs`,
        },
      ]
    : [];

const ended: Part = (ground) => {
  const refused = ground.approved.length > 0 ? ['refused'] : [];
  const reasons = ['done', ...refused, 'limit', ...(live(ground) ? ['cancelled'] : []), 'error'];
  return [
    {
      type: 'run.ended',
      carries: ['run id', 'reason', 'tokens', 'dollars'],
      because: `${reasons.join(', ')}: ${readers(ground)} can tell them apart by a field`,
    },
  ];
};

const EVENTS: readonly Part[] = [started, text, tools, approvals, usage, waiting, ended];
