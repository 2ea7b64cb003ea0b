// Failure and recovery: the process is killed where it hurts most, and nothing is lost or done twice.
import { count, names, whole } from '../say.js';
import { storeOf } from '../stack.js';
import type { TestRule } from './rule.js';

const resumed: TestRule = (ground) => {
  const { brief, estimate } = ground;
  const half = Math.max(1, Math.floor(brief.run.steps / 2));
  return [
    {
      kind: 'recovery',
      criterion: 'session-persistence/resume',
      given: `a process killed after ${count(half, 'tool call')} of ${brief.run.steps}`,
      when: `a new one reads ${storeOf(ground)}`,
      then: `it goes on with call ${half + 1}; the ${whole(half * estimate.perTurn)} tokens before it are there and counted`,
    },
  ];
};

const persisted: TestRule = ({ brief, ready, survives }) =>
  survives('nothing')
    ? []
    : [
        {
          kind: 'recovery',
          criterion: 'workflow-state/persisted',
          given: `a kill between two of ${brief.run.steps} steps${ready.length > 0 ? `, after ${names(ready.slice(-1))}` : ''}`,
          when: 'a new process looks',
          then: `every finished step is done, the next is not begun, and no step is in doubt`,
        },
      ];

const twice: TestRule = ({ final, once }) =>
  final.map((tool) => ({
    kind: 'recovery',
    criterion: 'workflow-state/effects-recorded',
    ...(once.includes(tool)
      ? {
          given: `\`${tool.name}\` recorded as done for one target`,
          when: 'a new process asks for it again: under the same call id, and for the same target under a new one',
          then: `it has had its effect on ${tool.touches} 1 time: the first gets the recorded result, the second is refused by the unique key of tool and target`,
        }
      : {
          given: `\`${tool.name}\` recorded as done under its call id`,
          when: 'the same call comes again in a new process',
          then: `it has had its effect on ${tool.touches} 1 time, and the recorded result is returned`,
        }),
    about: tool,
  }));

const midCall: TestRule = ({ ready, attended }) => {
  const tool = ready.at(-1);
  if (tool === undefined) return [];
  return [
    {
      kind: 'recovery',
      criterion: 'workflow-state/retry-safety',
      given: `a kill while \`${tool.name}\` is under way`,
      when: 'the run is resumed',
      then: `it stands as interrupted, nothing in ${tool.touches} changes again, and ${attended ? 'the user' : 'an operator'} is told`,
      about: tool,
    },
  ];
};

/** Within the time a question stays open. */
function soon(hours: number): string {
  return hours < 2 ? count(Math.max(1, Math.round(hours * 30)), 'minute') : count(Math.floor(hours / 2), 'hour');
}

/** Each tool that asks, with the phase that builds it: a wait that a restart forgets is found where it first ships. */
const waiting: TestRule = ({ approved, waitsFor, approvalHours, cases }) =>
  waitsFor('approver')
    ? approved.map((tool) => ({
        kind: 'recovery',
        criterion: 'workflow-state/waiting',
        given: `\`${tool.name}\` waiting for a yes${cases ? ', its case set aside, the run ended' : ''}, and a restart`,
        when: `the yes comes ${soon(approvalHours)} later${cases ? ' and the next run begins' : ''}`,
        then: `\`${tool.name}\` runs 1 time with the arguments that were agreed to`,
        about: tool,
      }))
    : [];

const damaged: TestRule = (ground) => [
  {
    kind: 'recovery',
    criterion: 'session-persistence/crash-safe-write',
    given: `a write to ${storeOf(ground)} that is cut off in the middle`,
    when: 'the session is read again',
    then: `at most the last of ${ground.brief.run.steps} results is missing`,
  },
];

const modelFails: TestRule = ({ brief, has, reads }) => [
  {
    kind: 'recovery',
    criterion: 'token-budget/structured-stop',
    given: `a model that fails ${brief.run.steps > 4 && reads.length > 0 ? `on its third call, after ${names(reads.slice(0, 1))}` : 'at once'}`,
    when: 'the run ends',
    then: `${has('program') ? 'the caller gets' : 'the record holds'} reason 'error' within ${brief.run.length === 'seconds' ? '5 seconds' : '1 minute'}, not an empty answer`,
  },
];

export const recovery: TestRule[] = [resumed, persisted, twice, midCall, waiting, damaged, modelFails];
