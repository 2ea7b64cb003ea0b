// What was said and done, kept and shortened: nothing is lost on the way to the store, and little on the way to the model.
import { contextLimit, resultLimit, tokenLimit } from '../limits.js';
import { count, names, phrase, whole } from '../say.js';
import { storeOf } from '../stack.js';
import type { Test, TestRule } from './rule.js';

const recovery = (criterion: string, given: string, when: string, then: string): Test => ({
  kind: 'recovery',
  criterion,
  given,
  when,
  then,
});
const limit = (criterion: string, given: string, when: string, then: string): Test => ({
  ...recovery(criterion, given, when, then),
  kind: 'limit',
});

/** Turns of a short stored conversation. */
const SHORT = 3;

const stored: TestRule = (ground) => {
  const { brief, example, reads } = ground;
  const store = storeOf(ground);
  const tool = reads[0] ?? example;
  const used = Math.round(tokenLimit(ground) / 2);
  return [
    recovery(
      'session-persistence/durable',
      `a fake model that calls \`${tool.name}\` in each of ${SHORT} turns, and nothing stored yet`,
      'the process has exited',
      `${store} holds the ${count(SHORT, 'turn')} and the ${SHORT} results of \`${tool.name}\``,
    ),
    recovery(
      'session-persistence/incremental',
      `a fake model that calls \`${tool.name}\` twice and throws on its third call`,
      'the run has ended with that error',
      `${store} holds both results, in order: each was written when it came, not at the end`,
    ),
    recovery(
      'session-persistence/full-state',
      `a run that used ${whole(used)} tokens on a model that is not the usual one`,
      `a new process reads ${store}`,
      `it goes on with that model and with ${whole(tokenLimit(ground) - used)} tokens left`,
    ),
    recovery(
      'session-persistence/tolerant-load',
      `a stored run of ${brief.name} with ${count(brief.run.steps, 'result')}, the last cut in half`,
      'it is loaded',
      `${whole(brief.run.steps - 1)} ${brief.run.steps === 2 ? 'is' : 'are'} there, the run goes on, and the damaged one is reported`,
    ),
  ];
};

const moves: TestRule = ({ cases, changes, once }) => {
  const tool = once[0] ?? changes[0];
  if (!cases || tool === undefined) return [];
  return [
    recovery(
      'workflow-state/explicit-states',
      `a case in \`closed\`, one in \`handed-over\`, and a fake model that asks for \`${tool.name}\` in both`,
      'code looks for the move in the table',
      `there is none: \`${tool.name}\` ran 0 times on ${tool.touches}, and both cases stay where they are`,
    ),
  ];
};

const states: TestRule = ({ example, survives, changes }) => [
  recovery(
    'workflow-state/explicit-states',
    `a run in which \`${example.name}\` works, and one in which it fails for good`,
    'a test notes each change of state',
    `${changes.includes(example) ? 'both pass through executing; ' : ''}the first ends as done, the second as failed, and every state in between is declared`,
  ),
  ...(survives('nothing')
    ? [
        recovery(
          'workflow-state/persisted',
          `a kill while \`${example.name}\` is under way, with its state on record`,
          'a new process looks',
          `what was done before it is done, and \`${example.name}\` is neither done nor begun anew`,
        ),
      ]
    : []),
];

const shortened: TestRule = (ground) => {
  const { brief, estimate, reads, example } = ground;
  const tool = reads[0] ?? example;
  const most = resultLimit(ground);
  return [
    limit(
      'compaction/keeps-recent',
      `a history of ${whole(brief.run.steps)} results of ${names(reads) || `\`${tool.name}\``}, with the job first`,
      `it passes ${whole(contextLimit(ground))} tokens`,
      `the job and the last 6 results are the same byte for byte; only what lay between gave way`,
    ),
    limit(
      'compaction/integrity',
      `a cut that would fall between a call of \`${tool.name}\` and its result, and a summariser that returns nothing`,
      'history is shortened',
      `the call still has its result, and the old history is kept since the summary was empty`,
    ),
    limit(
      'compaction/lossless',
      `a run of ${brief.name} whose history was shortened once`,
      `${storeOf(ground)} is read`,
      `all results of ${names(reads) || `\`${tool.name}\``} are there, and 1 record says which range was replaced`,
    ),
    limit(
      'compaction/tool-output',
      `one result of \`${tool.name}\` with ${whole(estimate.perTurn * 100)} tokens from ${phrase(tool.touches)}`,
      'it is handed to the model',
      `the request holds at most ${whole(most)} tokens of it and says how much was left out`,
    ),
  ];
};

export const history: TestRule[] = [stored, states, moves, shortened];
