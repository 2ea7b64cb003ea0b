import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STEPS, STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'workflow-state/effects-recorded',
  title: 'Record of completed effects',
  statement:
    'A completed side effect is recorded under an id (idempotency key, checkpoint, done marker) that a retry looks up in order to skip it.',
  core: false,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'A retry after a timeout sends the mail, places the order or applies the patch a second time, and each copy looks legitimate.',
  fix: 'Give each effect a stable id, store the id with its result after the effect, and return the stored result when the id comes again.',
  effort: 'day',
  confirm: {
    given: 'a call to {tool} with an id that is already recorded as done',
    when: '{dispatch} receives the same call again in a new process',
    then: '{effect} has run 0 times, and the recorded result is returned',
  },
  signals: 'An id stored after an effect and a lookup of that id before the effect, on the path from dispatch to tool.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a call that is done is answered from its record', {
    'src/steps.ts': STEPS,
    'src/agent.ts': agent({
      imports: "import { enter, steps } from './steps.js';",
      beforeTool: `
        const earlier = steps[call.id];
        if (earlier?.state === 'done') {
          results.push({ type: 'tool_result', tool_use_id: call.id, content: earlier.result ?? '' });
          continue;
        }
      `,
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('effects that only the transcript mentions', {
    'src/store.ts': STORE,
    'src/cli.ts': cli({ imports: "import { load } from './store.js';", args: ', load()' }),
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      history: '...earlier, ',
      beforeTool: '// Idempotent: effects that are already done are skipped.',
      endTurn: 'save(messages);',
    }),
  }),
};
