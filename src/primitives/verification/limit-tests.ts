import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const LIMITED = {
  'src/agent.ts': agent({
    declare: `
      export class TurnLimitError extends Error {
        constructor(readonly turns: number) {
          super('stopped after ' + turns + ' turns');
        }
      }
    `,
    params: ', maxTurns = 50',
    begin: 'let turns = 0;',
    turn: 'if (turns >= maxTurns) throw new TurnLimitError(turns);\nturns += 1;',
  }),
};

const FAKE = `
  import { expect, it, vi } from 'vitest';
  import { run, TurnLimitError } from '../src/agent.js';

  const create = vi.hoisted(() => vi.fn());
  vi.mock('@anthropic-ai/sdk', () => ({
    default: class {
      messages = { create };
    },
  }));
`;

const LIMIT = `
  it('stops at the turn limit', async () => {
    create.mockResolvedValue({ content: [{ type: 'tool_use', id: '1', name: 'bash', input: { command: 'true' } }] });

    await expect(run('Never finish', 2)).rejects.toBeInstanceOf(TurnLimitError);
    expect(create).toHaveBeenCalledTimes(2);
  });
`;

const HAPPY = `
  it('answers', async () => {
    // The turn limit, token overflow and the context limit are tried out by hand before each release.
    create.mockResolvedValueOnce({ content: [{ type: 'text', text: 'Hello.' }] });

    expect(await run('Say hello')).toBe('Hello.');
  });
`;

export const criterion: Criterion = {
  id: 'verification/limit-tests',
  title: 'Tests at the limits',
  statement:
    'Tests drive a run into its limits (turns, tokens, context size) and assert that it ends in an orderly way.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'Limits are the code that runs least and matters most: an off-by-one turns a stop into a crash or an endless bill.',
  fix: 'Set the limit to 2 in a test, let a fake model ask for tools forever, and assert the stop reason and the number of model calls.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that always asks for {tool}, and a limit of 2 turns',
    when: '{loop} runs',
    then: 'it returns the stop reason of that limit after exactly 2 model calls, without throwing',
  },
  signals: 'Tests that set or reach a turn, token, cost or context limit of the harness and assert how the run ends.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a test that runs into the turn limit', { ...LIMITED, 'test/limits.test.ts': FAKE + LIMIT }),
  fail: example('a turn limit that no test reaches', {
    ...LIMITED,
    'test/agent.test.ts': FAKE.replace(', TurnLimitError', '') + HAPPY,
  }),
};
