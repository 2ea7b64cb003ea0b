// Phase 1: the smallest harness that does the job, what is built in which order, and when to give up on it.
import type { Brief, BriefCapability } from '../../../contracts.js';
import { cases } from '../cases.js';
import type { Ground } from '../ground.js';
import { contextLimit, needsCompaction, resultLimit, turnLimit, usualCost } from '../limits.js';
import { agree, count, kept, list, money, names, phrase, whole } from '../say.js';
import { kitOf, sandboxOf, storeOf, writing } from '../stack.js';
import type { Draft } from './draft.js';
import { inWords, titles } from './draft.js';

/** Real tasks of phase 1, and how many of them end it well. One number parts going on from stopping. */
const TASKS = 3;
const WELL = 2;

export const first: Draft = (ground, built, tests, catalogue, weeks) => {
  const { brief, reads, ready, held } = ground;
  return {
    title: 'the smallest harness that does the job',
    goal: `It ${phrase(brief.job.owns)}, for ${phrase(brief.job.users)}, with somebody of the team beside it.`,
    scope: [
      ...(reads.length > 0 ? [`reading: ${names(reads)}`] : []),
      ...(ready.length > 0 ? [`changing, ${agree(ready, '', 'each ')}behind the gate: ${names(ready)}`] : []),
      ...(held === undefined ? [] : [proposed(held)]),
      `${list(titles(built, catalogue))}`,
    ],
    order: [
      `Write the ${inWords(tests)} of this phase, in ${kitOf(ground).tests} and with a fake model where a machine can tell; all fail.`,
      ...work(ground),
    ],
    done: [
      `${inWords(tests)}: all pass.`,
      `${WELL} or more of ${TASKS} real tasks: ${phrase(brief.job.success)}.`,
      `The middle one of the ${TASKS} costs ${money(usualCost(ground))} or less and makes ${turnLimit(ground)} model calls or fewer.`,
    ],
    kill: `After ${count(weeks, 'week')} fewer than ${WELL} of ${TASKS} tasks end as done, or ${tooDear(ground)}: stop; ${alternative(ground)} may be enough.`,
  };
};

/** A run is ended at its allowance, so what tells is a run that gets near it, or one that is ended there. */
function tooDear(ground: Ground): string {
  const { perRun } = ground.brief.cost;
  return usualCost(ground) < perRun
    ? `the middle one of them costs more than ${money(usualCost(ground))}, twice the estimate`
    : `${WELL} of them are ended by the limit of ${money(perRun)}`;
}

function work(ground: Ground): string[] {
  const { reads, ready, held } = ground;
  return [
    `The loop with ${names(reads.slice(0, 1)) || names(ready.slice(0, 1))}, the limit of ${turnLimit(ground)} model calls and a typed end.`,
    ...full(ground),
    ...(reads.length > 1 ? [`More entries of the registry: ${names(reads.slice(1))}.`] : []),
    ...sandboxed(ground),
    ...(ready.length > 0 ? [gated(ground)] : []),
    ...(held === undefined ? [] : [`\`${held.name}\` as an entry that the gate turns into a proposal.`]),
    ...stored(ground),
    ...checked(ground),
    bill(ground),
  ];
}

/** Compaction comes in phase 2; until then a full window has an answer that is plain and tested. */
function full(ground: Ground): string[] {
  if (!needsCompaction(ground)) return [];
  return [
    `Each result cut to ${whole(resultLimit(ground))} tokens, and reason 'context' above ${whole(contextLimit(ground))}: until phase 2 shortens history, tasks are chosen that fit.`,
  ];
}

function sandboxed({ brief, executes }: Ground): string[] {
  return executes.length === 0
    ? []
    : [`The sandbox for ${names(executes)}, before anything runs in it: ${sandboxOf(brief)}; try to leave it 3 ways.`];
}

function gated({ ready, held }: Ground): string {
  return `The gate${held === undefined ? ', while there is nothing behind it' : ''}; then ${names(ready)}${ready.length > 1 ? ', least dangerous first' : ''}.`;
}

function stored(ground: Ground): string[] {
  const { once } = ground;
  const table = cases(ground);
  return [
    ...(ground.survives('nothing')
      ? []
      : [
          `Store ${kept(ground.brief)} in ${storeOf(ground)}, ${writing(ground)}${once.length > 0 ? `, with tool and target of ${names(once)} as a unique key` : ''}; kill the process after each kind of write.`,
        ]),
    ...(table.length === 0
      ? []
      : [
          `The ${table.length} states of a case as a table, and the code that makes each move; the loop runs only inside \`open\`.`,
        ]),
  ];
}

/** Phase 1 is judged by it, so it is code before the first real task. */
function checked({ brief }: Ground): string[] {
  return brief.shape === 'code-agent' || brief.shape === 'workflow-orchestrator'
    ? [`The check that decides whether a run is done, in code: ${phrase(brief.job.success)}.`]
    : [];
}

function bill({ brief, estimate }: Ground): string {
  const over = estimate.cost > brief.cost.perRun ? `, which is above the ${money(brief.cost.perRun)} allowed` : '';
  return `The real model, on ${TASKS} tasks, with the bill beside the estimate of ${money(estimate.cost)}${over}.`;
}

/** How a tool is there in phase 1 and does nothing yet. */
function proposed(held: BriefCapability): string {
  return `declared and never run: \`${held.name}\`; the gate keeps one proposal for each target, with its arguments, and the way ${phrase(held.touches)} is changed today stays, with those who approve it today: a proposal is a note to them, never a yes`;
}

/** Where a chat changes something, the plain alternative is a form: a search page would not do its job. */
function alternative({ brief, changes }: Ground): string {
  if (brief.shape !== 'chat-assistant' || changes.length === 0) return ALTERNATIVE[brief.shape];
  return `a form for ${names(changes)} with one model call that fills it`;
}

const ALTERNATIVE: Record<Brief['shape'], string> = {
  'code-agent': 'one prompt with the files in it, and a person who applies the patch,',
  'chat-assistant': 'a search page with one model call for the wording',
  'workflow-orchestrator': 'a script that asks a model at one place only',
  'internal-copilot': 'a search index with one model call for the summary',
  'embedded-feature': 'one model call without tools',
  hybrid: 'one model call for each step, started by hand,',
};
