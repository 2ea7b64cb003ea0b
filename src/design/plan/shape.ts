// The shape, and why it beats the alternative that comes closest. Sometimes that alternative is no agent at all.
import type { Design, Shape } from '../../contracts.js';
import { cases } from './cases.js';
import type { Ground } from './ground.js';
import { agree, count, names, phrase, starter, whole } from './say.js';

type Choice = Design['shape'];

export function shape(ground: Ground): Choice {
  const { brief } = ground;
  return { id: brief.shape, because: because(ground), insteadOf: nearest(ground) };
}

function because(ground: Ground): string {
  const { brief, reads, changes, executes, estimate } = ground;
  const { run, job, context } = brief;
  switch (brief.shape) {
    case 'code-agent':
      return `It works on files with ${names(executes.length > 0 ? executes : changes)}, sees what came of it and goes on, about ${estimate.turns} model calls in a row; which of ${count(brief.capabilities.length, 'tool')} comes next is known only then.`;
    case 'chat-assistant':
      return `Each message, from ${phrase(job.users)}, decides what comes next, so there is one loop per conversation; ${reads.length} of ${count(brief.capabilities.length, 'tool')} only ${agree(reads, 'looks', 'look')} things up.`;
    case 'workflow-orchestrator':
      return `Runs are started by ${starter(brief)}. ${changes.length === 0 ? 'No step changes anything' : `Code holds a table of the ${cases(ground).length} states of a case and makes each move; the model is asked in one of them, \`open\`, and proposes ${names(changes, 'or')}`}.`;
    case 'internal-copilot':
      return `Questions come from ${phrase(job.users)}; the loop reads with ${names(reads)} and answers${context.instructions.includes('organisation') ? ' under rules of the organisation' : ''}; ${changes.length === 0 ? 'it changes nothing, so nobody has to approve anything' : `only ${names(changes)} ${agree(changes, 'leaves', 'leave')} a trace`}.`;
    case 'embedded-feature':
      return `The product around it calls one function, ${whole(run.perDay)} times a day, and waits ${run.length}; the loop has no session, no screen and no user of its own.`;
    case 'hybrid':
      return `Two ways of starting share ${count(brief.capabilities.length, 'tool')} and one gate; they are two entry points on one loop, not two agents.`;
  }
}

type Rule = [when: (ground: Ground) => boolean, id: Shape | 'plain-code', because: (ground: Ground) => string];

const NEAREST: Record<Shape, Rule[]> = {
  'code-agent': [
    [
      ({ executes }) => executes.length === 0,
      'internal-copilot',
      ({ changes }) => `A copilot would propose what ${names(changes)} should do and leave doing it to a person.`,
    ],
    [
      () => true,
      'workflow-orchestrator',
      ({ brief, executes }) =>
        `Fixed steps would break at the first output of ${names(executes)} that nobody foresaw, and a usual task has ${brief.run.steps} of them.`,
    ],
  ],
  'chat-assistant': [
    [
      ({ approved }) => approved.length > 0,
      'workflow-orchestrator',
      ({ brief, approved, final }) =>
        `Fixed steps suit ${names(approved)}, and only ${agree(approved, 'it is', 'they are')} treated so: a call waits for its yes in a state of its own${final.some((c) => approved.includes(c)) ? ' and happens once' : ''}. What comes before it is another conversation each time, ${whole(brief.run.perDay)} a day.`,
    ],
    [
      () => true,
      'plain-code',
      ({ reads }) => `A search page over ${names(reads)} finds pages, but does not read them for whoever asks.`,
    ],
  ],
  'workflow-orchestrator': [
    [
      ({ brief }) => brief.capabilities.length > 8,
      'hybrid',
      ({ brief }) =>
        `With ${brief.capabilities.length} tools some cases want a conversation; none of the answers asks for one yet.`,
    ],
    [
      () => true,
      'chat-assistant',
      ({ brief, changes, attended }) =>
        `A conversation has no table of states: whether ${names(changes, 'or')} was already done for a case would be what the model remembers; with a run that ${starter(brief)} starts, ${attended ? 'whoever waits would notice a wrong turn too late' : 'nobody is there to notice a wrong turn'}.`,
    ],
  ],
  'internal-copilot': [
    [
      ({ changes }) => changes.length === 0,
      'plain-code',
      ({ reads, brief }) =>
        `A search index would return places; here ${brief.run.steps} of ${names(reads)} are chained, each chosen by what the last one found.`,
    ],
    [
      () => true,
      'code-agent',
      ({ changes }) =>
        `A code agent brings a shell that no answer asks for; ${names(changes)} ${agree(changes, 'stays as narrow as it is', 'stay as narrow as they are')}.`,
    ],
  ],
  'embedded-feature': [
    [
      ({ brief, changes }) => brief.run.steps <= 2 && changes.length === 0,
      'plain-code',
      ({ brief }) =>
        `One model call without any loop is the first thing to try: build the loop only if it fails at '${phrase(brief.job.success)}'.`,
    ],
    [
      () => true,
      'chat-assistant',
      ({ brief }) =>
        `A conversation would ask for words from ${phrase(brief.job.users)}, in the middle of something else.`,
    ],
  ],
  hybrid: [
    [
      () => true,
      'chat-assistant',
      ({ brief }) =>
        `One shape would be simpler: start with it unless ${brief.run.startedBy === 'person' ? 'runs without a person' : 'conversations'} are wanted in the first ${brief.team.weeks} weeks.`,
    ],
  ],
};

function nearest(ground: Ground): Choice['insteadOf'] {
  const rule = NEAREST[ground.brief.shape].find(([when]) => when(ground));
  if (rule === undefined) throw new Error(`no alternative to ${ground.brief.shape}`);
  return { id: rule[1], because: rule[2](ground) };
}
