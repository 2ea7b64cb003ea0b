import type { Budget, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { distance, strongest } from '../kit/nearness.js';

export const criterion: Criterion = {
  id: 'token-budget/hard-limit',
  title: 'Hard limit on a run',
  statement: 'A limit on turns, tokens or cost ends a run in code, whatever the model wants.',
  core: true,
  weight: 5,
  consequence: 'runaway-cost',
  impact:
    'An agent that runs in circles spends until a person notices or a card is declined, and an unattended one has nobody to notice.',
  fix: 'Count turns in the loop and leave it at a default that is on without configuration; add a limit on tokens or money beside it.',
  effort: 'hours',
  confirm: {
    given: 'a limit of 5 turns and a fake model that always asks for {tool}',
    when: '{loop} is run',
    then: 'the model has been called 5 times, and the run has ended by itself',
  },
  signals:
    'A comparison of a counter, a token sum or a cost with a limit that leaves the loop, and a default that is on.',
  judge,
  pass: example('a counter that ends the loop', {
    'src/agent.ts': agent({
      declare: 'const MAX_TURNS = 25;',
      begin: 'let turns = 0;',
      turn: `
        turns += 1;
        if (turns > MAX_TURNS) throw new Error('Stopped after ' + MAX_TURNS + ' turns.');
      `,
    }),
  }),
  fail: example('a limit on each answer, and a polite request', {
    'src/agent.ts': agent({
      declare: `
        // The run stops after 20 turns (max turns).
        const LIMITS = 'Stop after 20 turns. Do not spend more than one dollar.';
      `,
      begin: "messages.push({ role: 'user', content: LIMITS });",
    }),
  }),
};

/** Calls below the main loop that its limits may stand in. */
const MAIN = 6;

/** A limit in force by default is full; one that a user must set, or on time alone, is half. */
function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const stopping = map.budgets.filter((b) => b.stops && b.of !== 'context');
  const open = openLoop(context, stopping);
  const signals = closest(context, stopping).map((b): Signal => {
    const fn = code.function(b.fn);
    const full = b.byDefault && b.of !== 'time' && open === undefined;
    return {
      strength: full ? 'full' : 'half',
      file: b.site.file,
      line: b.site.line,
      note: `${SAID[b.of]} limited ${b.byDefault ? 'by default' : 'once somebody sets a limit'}`,
      ...(fn === undefined ? {} : { fn }),
    };
  });
  const cited = strongest(signals);
  const on = cited[0]?.strength === 'full';
  const shown = stopping.filter(
    (b) => b.byDefault === on && cited.some((s) => s.file === b.site.file && s.line === b.site.line),
  );
  const kinds = [...new Set((shown.length > 0 ? shown : stopping).map((b) => b.of))].join(', ');
  return decide(code, cited, {
    met: `A limit on ${kinds} ends the run and is on by default.`,
    partial: `A limit on ${kinds} can end the run, but no limit on turns, tokens or cost holds the main loop by default.`,
    absent:
      'No count of turns, tokens or cost is held against a limit that leaves the agent loop, in the loop or in what it calls.',
  });
}

const SAID: Record<Budget['of'], string> = {
  turns: 'turns are',
  tokens: 'tokens are',
  cost: 'cost is',
  time: 'time is',
  calls: 'calls are',
  context: 'context is',
};

/**
 * Nearest to the loop first; what stands far from every loop bounds a part of the work where something nearer is there.
 * What the main loop itself runs into comes before the limits of other loops.
 */
function closest(context: JudgeContext, limits: Budget[]): Budget[] {
  const { code, path } = context;
  // A loop that a tool starts serves another one.
  const [first] = [...path.loops.filter((loop) => !path.tools.has(loop)), ...path.loops];
  const main = code.reach(first === undefined ? [] : [first], MAIN);
  const own = limits.filter((b) => [...main.keys()].some((fn) => fn.id === b.fn));
  const held = own.some((b) => b.byDefault) ? own : limits;
  const far = (b: Budget): number => {
    const fn = code.function(b.fn);
    if (fn === undefined) return 0;
    return held === own ? (main.get(fn)?.length ?? 0) - 1 : distance(context, fn);
  };
  const nearest = Math.min(...held.map(far));
  return held.filter((b) => far(b) <= nearest + 2).sort((a, b) => far(a) - far(b));
}

/** A loop whose own limit is off unless somebody sets it, and that nothing else bounds: the limits of others do not help. */
function openLoop({ code, path }: JudgeContext, limits: Budget[]): FunctionNode | undefined {
  return path.loops.find((loop) => {
    const near = new Set(
      [...code.reach([loop], 3).keys()].filter((fn) => fn === loop || !path.loops.includes(fn)).map((fn) => fn.id),
    );
    const own = limits.filter((b) => near.has(b.fn));
    return own.some((b) => b.fn === loop.id) && own.every((b) => !b.byDefault);
  });
}
