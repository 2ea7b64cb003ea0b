// Limits are reached on purpose, with this product's numbers, before a real run reaches them by accident.
import { contextLimit, needsCompaction, resultLimit, tokenLimit, turnLimit } from '../limits.js';
import { money, names, whole } from '../say.js';
import { kitOf } from '../stack.js';
import type { TestRule } from './rule.js';

const turns: TestRule = (ground) => {
  const tool = ground.reads[0] ?? ground.brief.capabilities[0];
  return [
    {
      kind: 'limit',
      criterion: 'token-budget/hard-limit',
      given: `a fake model that asks for \`${tool?.name ?? 'a tool'}\` for ever, each time with other arguments`,
      when: 'a run is started',
      then: `the model is called ${turnLimit(ground)} times and not once more`,
    },
  ];
};

const usage: TestRule = ({ estimate, brief }) => [
  {
    kind: 'limit',
    criterion: 'token-budget/usage-tracked',
    given: `a fake model that reports ${whole(estimate.prefix)} tokens read and ${whole(estimate.outputPerTurn)} written in each of ${estimate.turns} calls`,
    when: 'the run is over',
    then: `its record says ${whole(estimate.turns * estimate.prefix)} and ${whole(estimate.turns * estimate.outputPerTurn)}, of ${money(brief.cost.perRun)} allowed`,
  },
];

const money_: TestRule = (ground) => [
  {
    kind: 'limit',
    criterion: 'verification/limit-tests',
    given: `${whole(tokenLimit(ground))} tokens used up`,
    when: 'the next model call is due',
    then: `it is not made, and ${ground.has('program') ? 'the caller' : ground.attended ? 'the user' : 'the record'} gets reason 'tokens' with what was reached so far`,
  },
];

const size: TestRule = (ground) => [
  {
    kind: 'limit',
    criterion: 'token-budget/pre-call-check',
    given: `a result of ${names(ground.reads.slice(0, 1)) || 'a tool'} with ${whole(ground.brief.cost.window)} tokens, and then a history that grows above ${whole(contextLimit(ground))}`,
    when: 'the next request is built',
    then: `the result is cut to ${whole(resultLimit(ground))} tokens and says what was left out; above ${whole(contextLimit(ground))} ${needsCompaction(ground) ? 'phase 1 makes no call and' : 'no call is made and the run'} ends with reason 'context'`,
  },
];

/** Only what can be repeated without harm is counted; what cannot be taken back is kept to one by its key. */
const same: TestRule = ({ brief, reads, ready, once }) => {
  const tool = reads[0] ?? ready.find((c) => !once.includes(c));
  if (tool === undefined) return [];
  return [
    {
      kind: 'limit',
      criterion: 'token-budget/loop-breaker',
      given: `a fake model that asks for \`${tool.name}\` with the same arguments each time`,
      when: `it does so ${Math.max(4, Math.min(brief.run.steps, 5))} times`,
      then: `\`${tool.name}\` ran at most 3 times, and the run ends with reason 'loop'`,
      about: tool,
    },
  ];
};

const compacted: TestRule = (ground) => [
  {
    kind: 'limit',
    criterion: 'compaction/automatic',
    given: `a run of ${ground.brief.run.steps * 2} steps with ${whole(ground.estimate.perTurn)} tokens each`,
    when: 'it has ended',
    then: `no request was above ${whole(contextLimit(ground))} tokens, the job and the last 6 results were in each`,
  },
];

const checked: TestRule = (ground) => [
  {
    kind: 'limit',
    criterion: 'verification/ci',
    by: 'settings',
    given: `a branch where the run may make ${turnLimit(ground) + 1} model calls`,
    when: `its pull request runs ${kitOf(ground).tests}`,
    then: `the test that counts ${turnLimit(ground)} fails and the branch cannot be merged`,
  },
];

export const limits: TestRule[] = [turns, usage, money_, size, same, compacted, checked];
