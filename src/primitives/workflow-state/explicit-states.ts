import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'workflow-state/explicit-states',
  title: 'Named states of work',
  statement:
    'Work is modelled with named states (planned, waiting, running, done, failed) in data of its own, apart from the transcript.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'Nobody, neither code nor user, can tell a step that is under way from one that is done or one that failed; the model guesses from the chat.',
  fix: 'Give each unit of work (a tool call, a task) a record with an id and a state from a closed set, and change it at the dispatch site.',
  effort: 'day',
  confirm: {
    given: 'a fake model that calls {tool} once with success and once with an error',
    when: '{dispatch} handles both calls and a test notes every change of state',
    then: 'the first goes from running to done and the second from running to failed',
  },
  signals:
    'A union, enum or field of states with transitions assigned on the path of the loop or the dispatch, apart from the messages.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a record with a state for each tool call', {
    'src/steps.ts': `
      export type StepState = 'planned' | 'running' | 'done' | 'failed';

      export interface Step {
        id: string;
        tool: string;
        state: StepState;
      }

      export const steps = new Map<string, Step>();

      export function advance(id: string, tool: string, state: StepState): void {
        steps.set(id, { id, tool, state });
      }
    `,
    'src/agent.ts': agent({
      imports: "import { advance } from './steps.js';",
      declare: `
        async function perform(id: string, name: string, input: Record<string, string>): Promise<string> {
          advance(id, name, 'running');
          try {
            const content = await tools.find((tool) => tool.name === name)!.run(input);
            advance(id, name, 'done');
            return content;
          } catch (error) {
            advance(id, name, 'failed');
            return 'Error: ' + String(error);
          }
        }
      `,
      reply:
        "for (const block of reply.content) if (block.type === 'tool_use') advance(block.id, block.name, 'planned');",
      invoke: 'await perform(call.id, call.name, input)',
    }),
  }),
  fail: example('a plan that only the prompt keeps', {
    'src/agent.ts': agent({
      declare: `
        // States: planned, awaiting approval, executing, done, failed.
        const PLAN = 'Keep a list of steps. Mark each as planned, executing, done or failed, and repeat it in every answer.';
      `,
      begin: "messages.push({ role: 'user', content: PLAN });",
    }),
  }),
};
