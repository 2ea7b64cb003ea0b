// Answers that a plan could follow and that would fail later: a tool nobody is asked about, an amount that no field
// holds, a success that no test can see, a date that the work does not fit into.
import type { Pushback } from '../../../contracts.js';
import { bounded } from '../amounts.js';
import type { Ground } from '../ground.js';
import { agree, count, list, names, phrase, places } from '../say.js';

type Rule = (ground: Ground) => Pushback[];

/** Money, or what cannot be taken back, and nobody is asked. */
const unasked: Rule = ({ final, approvers, brief }) => {
  const free = final.filter((c) => c.approval === 'none');
  if (free.length === 0) return [];
  return [
    {
      wish: `${names(free)} without a question`,
      advice: `A yes from ${approvers} for each ${names(free, 'or')}, until it is seldom needed.`,
      because: `${agree(free, 'It reaches', 'They reach')} ${places(free)} ${count(brief.run.perDay, 'time')} a day or more, and a wrong one stays.`,
      evidence: `50 questions in a row about ${names(free, 'or')} are answered with a yes that changes nothing.`,
    },
  ];
};

/** One tool has one approval: two answers to one question need two tools. */
const threshold: Rule = ({ brief, approvers }) =>
  bounded(brief).map(({ tool, amount: { value, unit, line } }) => ({
    wish: `an amount for \`${tool.name}\`: ${phrase(line)}`,
    advice: `Two tools where small ones go alone: \`${tool.name}_small\`, which refuses more than ${value} ${unit}, and \`${tool.name}\`, which asks ${approvers} every time.`,
    because: `\`${tool.name}\` has one approval (${tool.approval}) whatever its amount; the model would choose which side of ${value} it is on, and code should.`,
    evidence: `No call above ${value} ${unit} is ever right: then one tool with that limit is enough.`,
  }));

const VAGUE =
  /\b(works?|well|fine|good|great|better|happy|satisf\w+|nice|helpful|useful|properly|correctly|as expected)\b/i;
/** Words that something can be compared with. */
const SEEN =
  /\d|\b(each|every|all|none|no|within|same|equals?|match\w*|half|third|less|more|fewer|passes|cited?|found|kept|one)\b/i;

const untested: Rule = ({ brief }) =>
  VAGUE.test(brief.job.success) && !SEEN.test(brief.job.success)
    ? [
        {
          wish: `success: ${phrase(brief.job.success)}`,
          advice: `Say what a program could compare after a run of ${brief.name}: a number, a field in ${phrase(brief.capabilities[0]?.touches ?? 'the result')}, a list that is empty.`,
          because: `'${phrase(brief.job.success)}' cannot fail, so no golden task can be counted and neither phase can be called done.`,
          evidence: `Two people judge the same 10 runs by it and agree on 9.`,
        },
      ]
    : [];

/** Weeks of one person that a tool takes with its tests, at the least. */
const LEAST_WEEKS = 0.5;

const tooSoon: Rule = ({ brief }) => {
  const { weeks, maintainers } = brief.team;
  const needed = Math.ceil((brief.capabilities.length * LEAST_WEEKS) / maintainers) + 1;
  if (weeks >= needed) return [];
  const fit = Math.max(1, Math.floor(((weeks - 1) * maintainers) / LEAST_WEEKS));
  return [
    {
      wish: count(weeks, 'week'),
      advice: `${count(needed, 'week')}, or only ${list(brief.capabilities.slice(0, fit).map((c) => `\`${c.name}\``))} by then.`,
      because: `A loop with its limits takes ${count(maintainers, 'maintainer')} a week, and each of ${count(brief.capabilities.length, 'tool')} half a week with its tests.`,
      evidence: `The tests of phase 1 pass when half of the ${count(weeks, 'week')} is over.`,
    },
  ];
};

export const answers: readonly Rule[] = [unasked, threshold, untested, tooSoon];
