// Events and log: what can be told of a run from outside, while it lasts and after it.
import { events } from '../records.js';
import { count, money, names, phrase, whole } from '../say.js';
import type { Test, TestRule } from './rule.js';

const experience = (criterion: string, given: string, when: string, then: string): Test => ({
  kind: 'experience',
  criterion,
  given,
  when,
  then,
});

const ends: TestRule = (ground) => {
  const { brief, attended, estimate, example, has } = ground;
  const { input, output } = { input: estimate.prefix, output: estimate.outputPerTurn };
  return [
    ...(attended
      ? []
      : [
          experience(
            'streaming-events/tool-lifecycle',
            `a listener, and a fake model that calls \`${example.name}\` once with success and once with an error`,
            'both calls were handled',
            `each call has its own id in 1 \`tool.started\` and 1 \`tool.finished\`, and the second outcome is an error`,
          ),
        ]),
    ...(has('program')
      ? []
      : [
          experience(
            'streaming-events/terminal-reason',
            `three runs for ${phrase(brief.job.users)}: one done, one at its limit of calls, one whose model throws`,
            'each has ended',
            `the last event of each is \`run.ended\`, and the 3 reasons differ`,
          ),
        ]),
    experience(
      'streaming-events/usage-status',
      `a fake model that reports ${whole(input)} tokens read and ${whole(output)} written in each of 2 calls`,
      'a listener adds up the events',
      `it counts ${whole(2 * input)} and ${whole(2 * output)}, of ${money(brief.cost.perRun)} allowed`,
    ),
    {
      ...experience(
        'token-budget/cost-visible',
        `a fake model that reports ${whole(input)} tokens in each of 2 calls`,
        `${attended ? 'the user' : has('operator') ? 'an operator' : 'whoever watches'} looks after each call`,
        `${whole(input)} tokens are shown after the first, ${whole(2 * input)} after the second, beside ${money(brief.cost.perRun)}`,
      ),
      kind: 'limit',
    },
  ];
};

const log: TestRule = (ground) => {
  const { brief, example, has, riskiest, approved } = ground;
  const oneByOne = brief.run.startedBy === 'schedule';
  const kinds = events(ground).length;
  return [
    ...(has('operator') || has('auditor')
      ? []
      : [
          experience(
            'event-log/actions',
            `a fake model that calls \`${example.name}\` once with good and once with failing arguments`,
            'the log is read',
            `2 records name \`${example.name}\`, one ok and one error, each with its milliseconds`,
          ),
        ]),
    experience(
      'event-log/correlated',
      `two runs of ${brief.name} that call \`${example.name}\` ${oneByOne ? 'one after the other' : 'at the same time'}`,
      'the log is grouped by run id',
      `there are 2 groups, and in each the call id of \`${example.name}\` leads from its start to its end`,
    ),
    experience(
      'event-log/durable',
      `a process killed right after \`${example.name}\`, the first of ${count(brief.run.steps, 'call')}`,
      'the log is read by a new process',
      `the record of \`${example.name}\` is there, whole`,
    ),
    experience(
      'event-log/categories',
      `the log of one run with \`${example.name}\` in it`,
      'every line is parsed',
      `each has one of ${kinds} types and a time, times never go back, and \`${example.name}\` stands in one of them`,
    ),
    experience(
      'event-log/decisions',
      `a run in which \`${(riskiest ?? example).name}\` is refused`,
      `${has('auditor') ? 'an auditor' : 'an operator'} reads its log`,
      `they can name the model, the version of the prompt, and why \`${(riskiest ?? example).name}\` did not run: ${approved.length > 0 ? 'who refused it, or which rule' : 'which rule refused it'}`,
    ),
  ];
};

const checks: TestRule = ({ brief, changes, example }) => [
  {
    kind: 'golden',
    criterion: 'verification/run-check',
    given: `a fake model that says it is done after ${names(changes.slice(0, 1)) || `\`${example.name}\``}, while it does not hold that ${phrase(brief.job.success)}`,
    when: 'the loop gets that answer',
    then: `the check runs, what it found is in the next request, and the run ends as done only when it holds, or as failed after 3 tries`,
  },
];

export const trace: TestRule[] = [ends, log, checks];
