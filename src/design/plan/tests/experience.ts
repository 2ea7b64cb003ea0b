// What those who use, watch or call it must be able to tell, accepted by letting them try.
import { events } from '../records.js';
import { count, list, names, phrase } from '../say.js';
import type { TestRule } from './rule.js';

const seen: TestRule = ({ brief, attended }) =>
  attended
    ? [
        {
          kind: 'experience',
          criterion: 'streaming-events/tool-lifecycle',
          by: 'person',
          given: `a run with ${count(brief.run.steps, 'tool call')}, shown for the first time to ${phrase(brief.job.users)}`,
          when: 'the watcher is asked in the middle what it is doing',
          then: `the answer names which of ${names(brief.capabilities, 'or')} is running, within 5 seconds`,
        },
      ]
    : [];

const stopped: TestRule = ({ attended, brief, example }) =>
  attended
    ? [
        {
          kind: 'experience',
          criterion: 'streaming-events/interrupt',
          given: `\`${example.name}\` under way in a run of ${count(brief.run.steps, 'tool call')}`,
          when: 'the user stops the run',
          then: `no further tool starts, within 1 second the reason 'cancelled' shows, and what was found so far stays`,
        },
      ]
    : [];

const understood: TestRule = ({ approved, ready, attended, approvers, approvalHours }) => {
  const tool = approved.find((c) => ready.includes(c)) ?? approved[0];
  if (tool === undefined) return [];
  return [
    {
      kind: 'experience',
      criterion: 'permission-system/gate',
      by: 'person',
      given: `the question for \`${tool.name}\`, shown 5 times to ${approvers}${attended ? '' : `, up to ${count(approvalHours, 'hour')} after the run asked`}`,
      when: 'they are asked what a yes would do',
      then: `all 5 answers name what happens to ${tool.touches}`,
      about: tool,
    },
  ];
};

const told: TestRule = ({ has, example, attended }) =>
  has('operator') || has('auditor')
    ? [
        {
          kind: 'experience',
          criterion: 'event-log/actions',
          by: 'person',
          given: `the log of a run in which \`${example.name}\` failed, and no transcript`,
          when: `${has('auditor') ? 'an auditor' : 'an operator'} reads it`,
          then: `they name the call, its target and the reason within 2 minutes${attended ? '' : ', without asking who built it'}`,
        },
      ]
    : [];

const called: TestRule = ({ has, brief }) =>
  has('program')
    ? [
        {
          kind: 'experience',
          criterion: 'streaming-events/terminal-reason',
          given: `three calls: one that works, one that reaches a limit, one whose model fails`,
          when: 'the product gets the results',
          then: `it can tell the 3 apart by a field, and shows ${phrase(brief.job.users)} something sensible for each`,
        },
      ]
    : [];

const typed: TestRule = (ground) => {
  const types = events(ground).map((event) => `\`${event.type}\``);
  return [
    {
      kind: 'experience',
      criterion: 'streaming-events/typed',
      given: `a listener, and a run that calls \`${ground.brief.capabilities[0]?.name ?? 'a tool'}\` and answers`,
      when: 'the run ends',
      then: `each event has one of the types ${list(types, 'or')}, and the last one is \`run.ended\``,
    },
  ];
};

const recorded: TestRule = ({ brief, example }) => {
  return [
    {
      kind: 'experience',
      criterion: 'event-log/separate',
      given: `a run of ${count(brief.run.steps, 'tool call')}, \`${example.name}\` the last`,
      when: 'only the log is read',
      then: `it holds ${brief.run.steps * 2 + 2} records or more that parse, and none of them was sent to the model`,
    },
  ];
};

export const experience: TestRule[] = [typed, recorded, seen, stopped, understood, told, called];
