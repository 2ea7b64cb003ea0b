// Two or three phases, each small enough to be judged: what is in it, in which order, what done means, when to stop.
import type {
  Brief,
  BriefCapability,
  Catalogue,
  Design,
  Phase,
  PlannedTest,
  PrimitiveChoice,
} from '../../contracts.js';
import { turnLimit, usualCost, usualDay } from './budgets.js';
import type { Ground } from './ground.js';
import { type Promises, promises } from './promises.js';
import { agree, count, kept, list, money, names, phrase, starter, whole } from './say.js';
import { kitOf, storeOf, writing } from './stack.js';
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
    ...draft(ground, built, tests, catalogue),
    promises: due,
    tests,
  };
}

function weeks(number: number, { brief }: Ground): number {
  const half = Math.max(1, Math.round(brief.team.weeks / 2));
  return number === 1 ? half : Math.max(1, brief.team.weeks - half);
}

type Draft = (
  ground: Ground,
  built: readonly PrimitiveChoice[],
  tests: readonly PlannedTest[],
  catalogue: Catalogue,
) => Pick<Phase, 'title' | 'goal' | 'scope' | 'order' | 'done' | 'kill'>;

const first: Draft = (ground, built, tests, catalogue) => {
  const { brief, reads, ready, held, estimate } = ground;
  const primitives = titles(built, catalogue);
  const store = storeOf(ground);
  const over = estimate.cost > brief.cost.perRun ? `, which is above the ${money(brief.cost.perRun)} allowed` : '';
  const gate = `The gate (Permission, under Subsystems)${held === undefined ? ', while there is nothing behind it' : ''}; then `;
  return {
    title: 'the smallest harness that does the job',
    goal: `It ${phrase(brief.job.owns)}, for ${phrase(brief.job.users)}, with somebody of the team beside it.`,
    scope: [
      ...(reads.length > 0 ? [`reading: ${names(reads)}`] : []),
      ...(ready.length > 0 ? [`changing, ${agree(ready, '', 'each ')}behind the gate: ${names(ready)}`] : []),
      ...(held === undefined ? [] : [proposed(held)]),
      `${list(primitives)}`,
    ],
    order: [
      `Write the ${tests.length} tests below in ${kitOf(ground).tests} with a fake model; all fail.`,
      `The loop with ${names(reads.slice(0, 1)) || names(ready.slice(0, 1))}, the limit of ${turnLimit(ground)} model calls and a typed end.`,
      ...(reads.length > 1 ? [`More entries of the registry: ${names(reads.slice(1))}.`] : []),
      ...(ready.length > 0 ? [`${gate}${names(ready)}${ready.length > 1 ? ', least dangerous first' : ''}.`] : []),
      ...(held === undefined ? [] : [`\`${held.name}\` as an entry that the gate turns into a proposal.`]),
      ...(ground.survives('nothing')
        ? []
        : [`Store ${kept(brief)} in ${store}, ${writing(ground)}; kill the process after each kind of write.`]),
      `The real model, on 3 tasks, with the bill beside the estimate of ${money(estimate.cost)}${over}.`,
    ],
    done: [
      `${tests.length} of ${tests.length} tests below pass in CI.`,
      `3 real tasks: ${phrase(brief.job.success)}.`,
      `A usual run costs ${money(usualCost(ground))} or less and makes ${turnLimit(ground)} model calls or fewer.`,
    ],
    kill: `After ${count(weeks(1, ground), 'week')} fewer than 2 of 3 tasks end as done, or a usual run costs more than ${money(brief.cost.perRun)}: stop; ${alternative(ground)} may be enough.`,
  };
};

/** How a tool is there in phase 1 and does nothing yet. */
function proposed(held: BriefCapability): string {
  return `declared and never run: \`${held.name}\`; the gate keeps each call as a proposal, with its arguments, and somebody of the team carries it out on ${held.touches} by hand or leaves it`;
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

const second: Draft = (ground, built, tests, catalogue) => {
  const { brief, held } = ground;
  const primitives = titles(built, catalogue);
  return {
    title: ground.attended ? 'fit for its first users' : 'fit to run without anybody beside it',
    goal: `${count(brief.run.perDay, 'run')} a day ${ground.attended ? `for ${phrase(brief.job.users)}` : `with nobody beside ${brief.run.perDay === 1 ? 'it' : 'them'}`}, at ${money(usualDay(ground))} a day or less.`,
    scope: [
      ...(held === undefined ? [] : [`\`${held.name}\` for real, on ${held.touches}`]),
      ...(primitives.length > 0 ? [list(primitives)] : []),
      ...server(ground),
      ...(softened(tests, built).length > 0 ? [`what phase 1 left soft in ${list(softened(tests, built))}`] : []),
    ],
    order: [
      `${GOLDEN} golden tasks around ${brief.capabilities[0]?.touches ?? brief.name}, measured before anything is changed.`,
      `The ${tests.length} tests below, then what makes them pass: ${list(primitives.length > 0 ? primitives : softened(tests, built))}.`,
      ...(held === undefined ? [] : [`\`${held.name}\` last, for a week with ${looked(brief)} looked at.`]),
    ],
    done: [
      `${ENOUGH} of ${GOLDEN} golden tasks: ${phrase(brief.job.success)}.`,
      `${tests.length} of ${tests.length} tests below pass${held === undefined ? '' : `, and \`${held.name}\` was right in 20 of 20 looked-at calls`}.`,
    ],
    kill: `${held === undefined ? `Fewer than ${ENOUGH - 2} of ${GOLDEN} golden tasks` : `One wrong \`${held.name}\` that the gate let through`}, or a day above ${money(brief.run.perDay * brief.cost.perRun)}: back to phase 1${held === undefined ? ' with fewer tools' : `, where it only proposes`}.`,
  };
};

const third: Draft = (ground, built, tests, catalogue) => {
  const runs = whole(Math.min(1000, ground.brief.run.perDay * 30));
  return {
    title: 'what the numbers ask for',
    goal: `Only what came due, one at a time, and nothing before ${runs} runs were counted.`,
    scope: built.map((choice) => `${titles([choice], catalogue)[0]}, when ${choice.trigger ?? ''}`),
    order: built.map(
      (choice) => `Count until ${choice.trigger ?? ''}; build ${titles([choice], catalogue)[0]} only then.`,
    ),
    done: [
      `Those of the ${tests.length} tests below that prove what was built pass, and the number that made it due went down.`,
    ],
    kill: `No trigger was reached in ${runs} runs: leave out ${list(titles(built, catalogue))} for good.`,
  };
};

function titles(choices: readonly PrimitiveChoice[], catalogue: Catalogue): string[] {
  return choices.map(({ id }) => (catalogue.primitives.find((p) => p.id === id)?.title ?? id).toLowerCase());
}

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
    builds: [`${names(first)} in one loop, started by ${starter(brief)}, for ${phrase(brief.job.users)}`],
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
