// Who owns what, and what each part must not know. A part without a job in this product is not drawn.
import type { Subsystem } from '../../contracts.js';
import type { Ground } from './ground.js';
import { turnLimit } from './limits.js';
import { agree, kept, list, names, phrase, places, watchers, whole } from './say.js';
import { sandboxOf, storeOf } from './stack.js';

export function subsystems(ground: Ground): Subsystem[] {
  const parts = [entry, orchestrator, registry, permission, execution, state, context, observability, evaluation];
  const drawn = parts.flatMap((part) => part(ground));
  const ids = drawn.map((part) => part.id);
  return drawn.map((part) => ({ ...part, calls: part.calls.filter((call) => ids.includes(call.id)) }));
}

type Part = (ground: Ground) => Subsystem[];

const ENTRY = {
  person: 'takes what a person writes',
  schedule: 'is woken by the clock, refuses to start twice',
  event: 'takes an event, drops one it has seen',
  code: 'is a function with typed arguments and a typed result',
};

const entry: Part = ({ brief }) => [
  {
    id: 'entry',
    title: 'Entry point',
    owns: `${ENTRY[brief.run.startedBy]} and hands over one job: ${phrase(brief.job.owns)}`,
    boundary: `${ASKS[brief.run.startedBy]}; knows no tool and no model`,
    calls: [{ id: 'orchestrator', with: 'job' }],
  },
];

/** What the entry point settles before the loop begins. */
const ASKS = {
  person: 'says who is asking, once',
  schedule: 'says which day or batch a run is for',
  event: 'says which event a run is for, and whose it is',
  code: 'says for whom the caller asks',
};

const orchestrator: Part = (ground) => [
  {
    id: 'orchestrator',
    title: 'Orchestrator',
    owns: `${ground.cases ? `the table of states of a case and every move in it; inside \`open\` ` : ''}the loop of at most ${turnLimit(ground)} model calls, its limits and the reason it ended for`,
    boundary: `never calls ${names(ground.brief.capabilities, 'or')} itself: it asks ${ground.changes.length > 0 ? 'permission' : 'execution'}`,
    calls: [
      { id: 'context', with: 'history' },
      { id: ground.changes.length > 0 ? 'permission' : 'execution', with: 'tool call' },
      { id: 'state', with: 'what happened' },
      { id: 'observability', with: 'events' },
    ],
  },
];

const registry: Part = ({ brief }) => [
  {
    id: 'registry',
    title: 'Capability registry',
    owns: `${names(brief.capabilities)}: name, description, schema and effect of ${brief.capabilities.length === 1 ? 'the one tool' : brief.capabilities.length === 2 ? 'both' : `all ${brief.capabilities.length}`}`,
    boundary: `data only: listing it runs nothing, not even ${names(brief.capabilities.slice(-1))}`,
    calls: [],
  },
];

const permission: Part = ({ changes, approved }) =>
  changes.length === 0
    ? []
    : [
        {
          id: 'permission',
          title: 'Permission',
          owns: `the answer yes, no or ask for ${names(changes)}`,
          boundary: `the only way to ${names(changes, 'or')}; decides from class and arguments, never from what the model says about itself`,
          calls: [
            { id: 'registry', with: 'class' },
            { id: 'execution', with: 'allowed call' },
            ...(approved.length > 0 ? [{ id: 'state' as const, with: 'open question' }] : []),
            { id: 'observability', with: 'decision' },
          ],
        },
      ];

const execution: Part = ({ brief, executes, reads, changes }) => [
  {
    id: 'execution',
    title: 'Execution',
    owns:
      changes.length === 0
        ? `runs ${names(reads)}, checks arguments, cuts long results`
        : `checks arguments, runs ${names(changes, 'or')} one call at a time, records the outcome`,
    boundary:
      executes.length > 0
        ? `${names(executes)} ${agree(executes, 'runs', 'run')} in ${sandboxOf(brief)}`
        : `reaches ${places(brief.capabilities)}, and nothing else`,
    calls: [{ id: 'registry', with: 'schema' }],
  },
];

const state: Part = (ground) => {
  const { brief, survives } = ground;
  if (survives('nothing')) return [];
  return [
    {
      id: 'state',
      title: 'State',
      owns: `${kept(brief)}, in ${storeOf(ground)}`,
      boundary: `${survives('progress') || survives('approvals') ? 'where a case stands is read from here, never from the conversation' : 'holds what was said; there are no steps to remember'}`,
      calls: [],
    },
  ];
};

const context: Part = ({ brief, estimate, memory }) => [
  {
    id: 'context',
    title: 'Context',
    owns: `the prompt: instructions (${list(brief.context.instructions.map((one) => SOURCES[one]))}), then the history, ${whole(estimate.prefix)} tokens before the first word`,
    boundary: `${brief.context.untrusted === 'yes' ? 'what strangers wrote is quoted as data, below every instruction' : 'nothing enters it that strangers wrote'}; ${memory === 'across-sessions' ? 'what is remembered is marked as a hint' : 'nothing is remembered from other runs'}`,
    calls: [{ id: 'registry', with: 'definitions' }],
  },
];

const SOURCES = {
  builder: 'your own',
  'project-files': 'files of the project',
  'user-settings': 'settings of the user',
  organisation: 'rules of the organisation',
};

const observability: Part = ({ brief, has }) => [
  {
    id: 'observability',
    title: 'Observability',
    owns: has('nobody')
      ? `one line per run of ${brief.name}, since nobody watches`
      : `typed events for ${watchers(brief)}`,
    boundary: has('auditor')
      ? 'records outlast the run and are not rewritten by it'
      : `carries names and outcomes of ${names(brief.capabilities.slice(0, 2))}, not their full results`,
    calls: [],
  },
];

const evaluation: Part = ({ brief, riskiest }) => [
  {
    id: 'evaluation',
    title: 'Evaluation',
    owns: `golden tasks for '${phrase(brief.job.success)}'${riskiest === undefined ? '' : ` and risky ones around \`${riskiest.name}\``}`,
    boundary: `drives ${DRIVEN[brief.run.startedBy]} with a fake model and reads what ${brief.watching[0] === 'nobody' ? 'a run leaves behind' : `the ${brief.watching[0]} would see`}`,
    calls: [{ id: 'entry', with: 'tasks' }],
  },
];

const DRIVEN = {
  person: 'the prompt',
  schedule: 'the scheduled job',
  event: 'the event handler',
  code: 'the function',
};
