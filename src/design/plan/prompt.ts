// The prompt in sections, stable ones first, and what is remembered. What changes with each run stands last, so that
// everything before it is read from the provider's cache.
import type { Brief, Design, PromptSection } from '../../contracts.js';
import { carries } from './agents.js';
import type { Ground } from './ground.js';
import { agree, count, money, names, phrase, places, watchers, whole } from './say.js';

export function prompt(ground: Ground): PromptSection[] {
  return [...prefix(ground), ...sessionPart(ground), ...turnPart(ground)];
}

function prefix({ brief, estimate }: Ground): PromptSection[] {
  const { job, run, cost } = brief;
  const saved = (estimate.prefix * estimate.turns * cost.inputPrice * 0.9) / 1_000_000;
  return [
    {
      name: 'job',
      part: 'prefix',
      holds: `what it owns (${phrase(job.owns)}) and what must never happen (${job.never.map(phrase).join('; ')})`,
      because: `the same in every run: ${count(run.perDay, 'run')} a day`,
    },
    {
      name: 'tools',
      part: 'prefix',
      holds: `${names(brief.capabilities)} in the order of the registry`,
      because: `${whole(estimate.prefix)} stable tokens × ${estimate.turns} calls: reading them from the cache at a tenth saves ${money(saved)} a run, less a quarter more for the first write`,
    },
    ...(brief.context.instructions.includes('organisation')
      ? [
          {
            name: 'rules of the organisation',
            part: 'prefix' as const,
            holds: 'a versioned file, changed by release and not by run',
            because: `${watchers(brief)} must be able to say which version a run had`,
          },
        ]
      : []),
  ];
}

function sessionPart({ brief, riskiest, memory: kind }: Ground): PromptSection[] {
  const has = (source: Brief['context']['instructions'][number]) => brief.context.instructions.includes(source);
  const all: [boolean, Omit<PromptSection, 'part'>][] = [
    [
      has('project-files'),
      {
        name: 'project instructions',
        holds: 'the instruction files of the project, read once at the start',
        because: `they are ${brief.context.untrusted === 'yes' ? `written by whoever wrote the project, so they cannot widen ${riskiest === undefined ? 'what may be read' : `what \`${riskiest.name}\` may do`}` : 'by the team, and fixed while a session lasts'}`,
      },
    ],
    [
      has('user-settings'),
      {
        name: 'settings of the user',
        holds: `language, tone and limits, chosen by ${phrase(brief.job.users)}`,
        because: 'differs between users, so it stands behind everything they share',
      },
    ],
    [
      kind === 'across-sessions',
      {
        name: 'memory',
        holds: 'an index of one line per memory; details are read on demand',
        because: `what was true of ${brief.capabilities[0]?.touches ?? 'the work'} last week is a hint today`,
      },
    ],
  ];
  return all.filter(([needed]) => needed).map(([, section]) => ({ ...section, part: 'session' }));
}

function turnPart({ brief, reads, estimate }: Ground): PromptSection[] {
  const quoted = brief.context.untrusted === 'yes';
  return [
    {
      name: 'history',
      part: 'turn',
      holds: quoted
        ? `what was said, and results of ${names(reads.length > 0 ? reads : brief.capabilities)} quoted as data with their source`
        : `what was said, and results as ${names(reads.length > 0 ? reads : brief.capabilities)} returned them`,
      because: `grows by about ${whole(estimate.perTurn)} tokens a call and is only appended to, so that ${whole(estimate.prefix)} before it stay cached`,
    },
  ];
}

export function memory(ground: Ground): Design['memory'] {
  const { brief, reads, changes, memory: kind } = ground;
  const check = names(reads.length > 0 ? reads : brief.capabilities, 'or');
  const rules: Record<typeof kind, string[]> = {
    none: [
      `${brief.run.perDay === 1 ? 'The run of a day' : `Each of ${count(brief.run.perDay, 'run')} a day`} starts from its input alone; ${
        changes.some((c) => c.effect === 'write')
          ? `what must be known later is written by ${names(
              changes.filter((c) => c.effect === 'write'),
              'or',
            )}, where a person can read it`
          : `what must be known later is read anew with ${check}`
      }.`,
    ],
    session: [
      `What was said lasts as long as the session; ${check} is asked again for anything that may have changed since.`,
    ],
    'across-sessions': [
      `A memory is a hint with a source and a date: before it is used in an answer, ${check} confirms it.`,
      `Memories are files, open to ${phrase(brief.job.users)} to read, correct and delete.`,
      ...(brief.context.untrusted === 'yes'
        ? [`Nothing that ${check} brought in becomes a memory without a person: strangers would write it.`]
        : []),
    ],
  };
  return { kind, rules: rules[kind] };
}

export function concurrency(ground: Ground): Design['concurrency'] {
  const { brief, reads, changes, final, approved, cases } = ground;
  const rules: [boolean, string, string][] = [
    [
      reads.length > 1 || (reads.length === 1 && brief.run.steps > 5),
      `${agree(reads, 'Calls of ', '')}${names(reads)} may run side by side within one turn.`,
      `${agree(reads, 'it changes nothing in', 'none of them changes')} ${places(reads, 'or')}`,
    ],
    [
      changes.length > 0,
      `${agree(changes, 'Calls of ', '')}${names(changes)} run one at a time, in the order asked for.`,
      `what two at once did to ${places(changes, 'or')} cannot be told apart afterwards`,
    ],
    [
      brief.run.startedBy === 'schedule' || brief.run.startedBy === 'event',
      brief.run.startedBy === 'schedule'
        ? `One run at a time: a start while one works is dropped and recorded.${cases && approved.length > 0 ? ` A case that waits for ${names(approved, 'or')} keeps no run open.` : ''}`
        : 'One run for each event: the same event delivered again starts nothing.',
      final.length > 0
        ? `two runs would each see that ${names(final, 'or')} is still to do`
        : `two runs on ${places(changes.length > 0 ? changes : reads)} would each read what the other has not finished`,
    ],
    [
      ground.wants('agents') && reads.length > 0 && changes.length > 0,
      carries(ground)
        ? `The agent that acts is one; beside it are readers, which have ${names(reads)} and never ${names(changes, 'or')}.`
        : `Should there ever be readers beside the one agent, they get ${names(reads)} and never ${names(changes, 'or')}.`,
      `reading scales by adding readers, writing does not`,
    ],
  ];
  return rules.filter(([needed]) => needed).map(([, rule, because]) => ({ rule, because }));
}
