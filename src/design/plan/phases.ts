// Two or three phases, each small enough to be judged: what is in it, in which order, what done means, when to stop.
import type { Brief, Catalogue, Design, Phase, PlannedTest, PrimitiveChoice } from '../../contracts.js';
import type { Ground } from './ground.js';
import { alarmAt, alarmDay, usualDay } from './limits.js';
import { type Draft, inWords, titles } from './phases/draft.js';
import { first } from './phases/first.js';
import { type Promises, promises } from './promises.js';
import { agree, count, list, money, names, phrase, starter, whole } from './say.js';
import { ENOUGH, GOLDEN } from './tests/golden.js';
import { testsOf } from './tests.js';

export function phases(ground: Ground, choices: readonly PrimitiveChoice[], catalogue: Catalogue): Phase[] {
  const promised = promises(ground, choices, catalogue);
  const numbers = [...new Set([1, 2, ...promised.values()])].sort();
  return numbers.map((number) => phase(number, ground, choices, promised, catalogue));
}

function phase(
  number: number,
  ground: Ground,
  choices: readonly PrimitiveChoice[],
  promised: Promises,
  catalogue: Catalogue,
): Phase {
  const tests = testsOf(number, ground, promised, catalogue);
  const due = [...promised].filter(([, at]) => at === number).map(([id]) => id);
  const built = choices.filter((choice) => choice.choice !== 'not-needed' && choice.phase === number);
  const draft = [first, second, third][number - 1] ?? third;
  return {
    number,
    weeks: weeks(number, ground),
    ...draft(ground, built, tests, catalogue, weeks(number, ground)),
    promises: due,
    tests,
  };
}

function weeks(number: number, { brief }: Ground): number {
  const half = Math.max(1, Math.round(brief.team.weeks / 2));
  return number === 1 ? half : Math.max(1, brief.team.weeks - half);
}

/** A server that was named comes once the gate stands; its tools pass the same one. */
function server({ brief, wants, changes }: Ground): string[] {
  const named = phrase(brief.plans.mcpBecause ?? '');
  if (!wants('mcp') || named === '') return [];
  const where =
    changes.length > 0 ? 'the same registry and behind the same gate' : 'the same registry, reading ones only';
  return [`one MCP server (${named}), its tools in ${where}`];
}

/** Nobody reads a thousand calls a day. */
function looked({ run }: Brief): string {
  return run.perDay > 100 ? '20 calls a day, drawn by chance,' : 'every call';
}

const second: Draft = (ground, built, tests, catalogue, phaseWeeks) => {
  const { brief, held } = ground;
  const primitives = titles(built, catalogue);
  const more = primitives.length > 0 ? primitives : softened(tests, built);
  return {
    title: ground.attended ? 'fit for its first users' : 'fit to run without anybody beside it',
    goal: `${count(brief.run.perDay, 'run')} a day ${ground.attended ? `for ${phrase(brief.job.users)}` : `with nobody beside ${brief.run.perDay === 1 ? 'it' : 'them'}`}, at about ${money(usualDay(ground))} a day; ${alarmDay(ground)} is looked at.`,
    scope: [
      ...(held === undefined ? [] : [`\`${held.name}\` for real, on ${held.touches}`]),
      ...(primitives.length > 0 ? [list(primitives)] : []),
      ...server(ground),
      ...(softened(tests, built).length > 0 ? [`more of ${list(softened(tests, built))}, as the tests say`] : []),
    ],
    order: [
      `${GOLDEN} golden tasks around ${brief.capabilities[0]?.touches ?? brief.name}, measured before anything is changed.`,
      `The ${inWords(tests)} of this phase, then what makes them pass: ${list(more)}.`,
      ...(held === undefined ? [] : [`\`${held.name}\` last, for a week with ${looked(brief)} looked at.`]),
    ],
    done: [
      `${ENOUGH} of ${GOLDEN} golden tasks: ${phrase(brief.job.success)}.`,
      `${inWords(tests)}: all pass${held === undefined ? '' : `, and \`${held.name}\` was right in 20 of 20 looked-at calls`}.`,
    ],
    kill: `${held === undefined ? '' : `One wrong \`${held.name}\` that the gate let through, or `}${held === undefined ? 'Fewer' : 'fewer'} than ${ENOUGH} of ${GOLDEN} golden tasks after ${count(phaseWeeks, 'week')}, or ${costly(ground)}: back to phase 1${held === undefined ? ' with fewer tools' : `, where \`${held.name}\` only proposes`}.`,
  };
};

/** A day is closed at its limit: what tells is how often it comes near, or that it was closed at all. */
function costly(ground: Ground): string {
  const at = alarmAt(ground);
  return at === undefined ? `2 days in a row end at their limit` : `2 days in a row above ${money(at)}`;
}

const third: Draft = (ground, built, tests, catalogue) => {
  const runs = whole(Math.min(1000, ground.brief.run.perDay * 30));
  return {
    title: 'what the numbers ask for',
    goal: `Only what came due, one at a time, and nothing before ${runs} runs were counted.`,
    scope: built.map((choice) => `${titles([choice], catalogue)[0]}, when ${choice.trigger ?? ''}`),
    order: built.map(
      (choice) => `Count until ${choice.trigger ?? ''}; build ${titles([choice], catalogue)[0]} only then.`,
    ),
    done: [`Those of the ${inWords(tests)} that prove what was built pass, and the number that made it due went down.`],
    kill: `No trigger was reached in ${runs} runs: build none of ${list(titles(built, catalogue))}, and look at the numbers again after as many.`,
  };
};

function softened(tests: readonly PlannedTest[], built: readonly PrimitiveChoice[]): string[] {
  const ids = tests.map((test) => test.criterion.split('/')[0] ?? '');
  return [...new Set(ids)].filter((id) => !built.some((b) => b.id === id)).map((id) => id.replaceAll('-', ' '));
}

const WISHES = { plugins: 'plugins', mcp: 'MCP servers', agents: 'several agents' };

/** What the first phase builds and what it leaves out: the boundary of the smallest useful product. */
export function mvp(ground: Ground, choices: readonly PrimitiveChoice[]): Design['mvp'] {
  const { brief, held } = ground;
  const first = brief.capabilities.filter((c) => c !== held);
  const later = choices.filter((choice) => choice.choice === 'later').map((choice) => choice.id.replaceAll('-', ' '));
  const never = choices
    .filter((choice) => choice.choice === 'not-needed')
    .map((choice) => choice.id.replaceAll('-', ' '));
  return {
    builds: [
      `${names(first)} ${ground.cases ? 'behind one table of states' : 'in one loop'}, started by ${starter(brief)}, for ${phrase(brief.job.users)}`,
    ],
    leavesOut: [
      ...(held === undefined ? [] : [`\`${held.name}\` for real: phase 1 only keeps proposals of it`]),
      ...(later.length > 0 ? [`${list(later)}: not until a number asks for ${agree(later, 'it', 'them')}`] : []),
      ...(never.length > 0 ? [`${list(never)}: no answer asks for ${agree(never, 'it', 'them')}`] : []),
      ...(brief.plans.wanted.length > 0
        ? [`${list(brief.plans.wanted.map((w) => WISHES[w]))}: wished for, not in phase 1`]
        : []),
    ],
  };
}
