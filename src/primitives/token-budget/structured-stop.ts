import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
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
