import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const LOGGER = `
  import pino from 'pino';

  export const log = pino({ name: 'small-agent' }, pino.destination('agent.log'));
`;

export const criterion: Criterion = {
  id: 'event-log/actions',
  title: 'Tool executions in the log',
  statement:
    'Every tool execution leaves a log record with the name of the tool and how it ended, plus its arguments or its duration.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'After "the agent broke my repo" nobody can list the commands it ran, which of them failed, or how long they took.',
  fix: 'Record at the dispatch site, once for success and once in the error path, with tool name, arguments (secrets removed), outcome and duration.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that calls {tool} once with good and once with failing arguments',
    when: '{dispatch} has handled both calls',
    then: 'the log holds 2 records that name {tool}, one with outcome ok and one with outcome error, each with a duration in milliseconds',
  },
  signals:
    'Log calls on the path from the dispatch site that receive the name of the tool together with a result, error, argument or duration.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('each tool call logged with arguments, outcome and duration', {
    'src/logger.ts': LOGGER,
    'src/agent.ts': agent({
      imports: "import { log } from './logger.js';\nimport type { Tool } from './tools.js';",
      declare: `
        async function invoke(tool: Tool, input: Record<string, string>): Promise<string> {
          const started = performance.now();
          try {
            const output = await tool.run(input);
            log.info({ tool: tool.name, input, outcome: 'ok', ms: performance.now() - started }, 'tool finished');
            return output;
          } catch (error) {
            log.warn({ tool: tool.name, input, outcome: 'error', error: String(error) }, 'tool failed');
            return 'Error: ' + String(error);
          }
        }
      `,
      invoke: 'await invoke(tool!, input)',
    }),
  }),
  fail: example('a logger that only hears of start and end', {
    'src/logger.ts': LOGGER,
    'src/agent.ts': agent({
      imports: "import { log } from './logger.js';",
      begin: "log.info({ prompt }, 'run started');",
      beforeTool: '// Every tool call is logged with its arguments, outcome and duration.',
      finish: "log.info({ messages: messages.length }, 'run finished');",
    }),
  }),
};
