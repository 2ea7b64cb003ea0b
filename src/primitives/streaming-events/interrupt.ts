import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/interrupt',
  title: 'Cancel or steer a run',
  statement: 'A user can cancel a run in flight, or steer it with a message, without killing the process.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact:
    'The user who sees the agent going wrong can only kill the process, in the middle of a write, and loses the run with it.',
  fix: 'Create one abort signal per run, pass it to the model call and to the tools, check it at the top of the turn, and trigger it on Ctrl-C.',
  effort: 'day',
  confirm: {
    given: 'a fake model that always asks for {tool}, and a cancel 100 ms into the run',
    when: '{loop} notices it',
    then: 'the run ends within 1 second, at most 1 further model call is made, and the process is still alive',
  },
  signals:
    'An abort signal, cancel flag or message queue that a user action sets and that the loop, the model call or the tools read.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('Ctrl-C aborts the model call and the loop', {
    'src/agent.ts': agent({
      params: ', signal: AbortSignal',
      turn: "if (signal.aborted) return 'Cancelled.';",
      options: ', { signal }',
      beforeTool: "if (signal.aborted) return 'Cancelled.';",
    }),
    'src/cli.ts': cli({
      before: "const abort = new AbortController();\nprocess.once('SIGINT', () => abort.abort());",
      args: ', abort.signal',
    }),
  }),
  fail: example('a note about Ctrl-C', {
    'README.md': `
      # small-agent

      Press Ctrl-C to cancel a run, or type a message to steer it while it works.
    `,
    'src/agent.ts': agent({ turn: '// An abort signal or a queued message interrupts the run here.' }),
  }),
};
