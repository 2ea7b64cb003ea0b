import type { Budget, Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, cli, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { armsOf, typedStop } from '../kit/limit-arms.js';
import { distance, strongest } from '../kit/nearness.js';

export const criterion: Criterion = {
  id: 'token-budget/structured-stop',
  title: 'Typed reason for a stop',
  statement:
    'A run that reaches a limit ends with a reason that code can read: an enum value, an event or an error class.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'A run that was cut off looks like one that finished, so half-done work is taken for done, by people and by scripts.',
  fix: 'Return or throw a value with a reason from a closed set (turns, tokens, cost), and map each reason to an exit code or message at the edge.',
  effort: 'hours',
  confirm: {
    given: 'a limit of 2 turns and a fake model that always asks for {tool}',
    when: '{loop} ends',
    then: 'the caller reads the reason "turns" from a field or an error class, without parsing text',
  },
  signals:
    'What leaves the loop in the arm of a limit: a custom error class, an enum or union value, an event with a reason.',
  judge,
  pass: example('an error class with a reason', {
    'src/limits.ts': `
      export type LimitReason = 'turns' | 'tokens';

      export class LimitReached extends Error {
        constructor(readonly reason: LimitReason) {
          super('Limit reached: ' + reason);
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { LimitReached } from './limits.js';",
      begin: 'let turns = 0;\nlet tokens = 0;',
      turn: `
        turns += 1;
        if (turns > 25) throw new LimitReached('turns');
        if (tokens > 500_000) throw new LimitReached('tokens');
      `,
      reply: 'tokens += reply.usage.input_tokens + reply.usage.output_tokens;',
    }),
    'src/cli.ts': cli({
      imports: "import { LimitReached } from './limits.js';",
      before: `
        process.on('uncaughtException', (error) => {
          console.error(error.message);
          process.exit(error instanceof LimitReached ? 3 : 1);
        });
      `,
    }),
  }),
  fail: example('a limit that ends in a sentence', {
    'src/agent.ts': agent({
      declare: '// Stop reason: max turns.',
      begin: 'let turns = 0;',
      turn: `
        turns += 1;
        if (turns > 25) return 'I stopped because I reached the maximum number of turns.';
      `,
    }),
  }),
};

const STOPS = ['max', 'limit', 'exceed', 'budget', 'exhaust', 'overflow', '=length'];
const REASONS = ['reason', 'stop', 'finish', 'status', 'terminat', 'error', 'event', 'exit', 'outcome', 'exception'];

/** Typed where a limit of the run is checked is full; typed elsewhere only (window, provider) is half. */
function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const limits = map.budgets.filter((b) => b.stops);
  const near = (b: Budget): number => {
    const fn = code.function(b.fn);
    return fn === undefined ? 0 : distance(context, fn);
  };
  const typed = [...limits]
    .sort((a, b) => near(a) - near(b))
    .flatMap((b) => {
      const stop = armsOf(code, b)
        .map((arm) => typedStop(context, arm))
        .find((s) => s !== undefined);
      return stop === undefined ? [] : [{ budget: b, stop }];
    });
  const ofRun = limits.some((b) => b.of !== 'context');
  const signals = typed.map(
    ({ budget, stop }): Signal => ({
      strength: budget.of === 'context' && ofRun ? 'half' : 'full',
      file: stop.fn.file.path,
      line: stop.line,
      note: `${stop.name} names the limit that was reached`,
      fn: stop.fn,
    }),
  );
  const cited = strongest([...signals, ...declared(context)]);
  return decide(code, cited, {
    met: `A run that reaches its limit ends with ${typed[0]?.stop.name ?? 'a typed reason'}, which code can read.`,
    partial: 'Reasons for a limit are declared as types, but the limit of the run itself does not end with one.',
    absent: 'No limit of the run ends with an error class, an enum value, an event or a reason that code can read.',
  });
}

/** Types whose variants, or errors whose names, tell of a limit, and that conditions of the run ask about. */
function declared({ code, path }: JudgeContext): Signal[] {
  const asked = new Set(
    [...path.from.keys(), ...path.to.keys()].flatMap((fn) => fn.branches.flatMap((b) => [...b.literals, ...b.idents])),
  );
  return code.types.flatMap((type) => {
    const { name, variants, line } = type.fact;
    const variant = variants.find((v) => mentions(v, STOPS) && asked.has(v.replace(/^.*(\.|::)/, '')));
    if (!type.used || variant === undefined || !mentions(name, REASONS)) return [];
    return [{ strength: 'half' as const, file: type.file.path, line, note: `${name} has ${variant}` }];
  });
}
