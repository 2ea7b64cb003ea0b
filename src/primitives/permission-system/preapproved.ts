import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

const QUESTION = "ask('Run ' + call.name + ' ' + JSON.stringify(input) + '?')";

export const criterion: Criterion = {
  id: 'permission-system/preapproved',
  title: 'Known-safe actions',
  statement: 'Commands or patterns that are known to be safe are listed, and run without a question.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'Users answer the same harmless question forty times an hour and stop reading it, so that the forty-first, which matters, gets the same yes.',
  fix: 'Keep a short list of read-only commands or rules that skip the question, and match the whole command and never a prefix alone.',
  effort: 'hours',
  confirm: {
    given: 'a list with "git status" as known to be safe, and a counter of questions',
    when: '{tool} is called with "git status" and then with "git status; rm -rf ."',
    then: 'the first call runs with 0 questions and the second is asked about 1 time',
  },
  signals:
    'A list, set or rule of allowed commands, tools or patterns that lets a call pass the gate without the question.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('read-only commands skip the question', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      declare: `
        const SAFE_COMMANDS = new Set(['ls', 'pwd', 'git status', 'git diff', 'npm test']);

        async function permitted(name: string, input: Record<string, string>): Promise<boolean> {
          if (name === 'bash' && SAFE_COMMANDS.has(input.command.trim())) return true;
          return ask('Run ' + name + ' ' + JSON.stringify(input) + '?');
        }
      `,
      beforeTool: refuse('!(await permitted(call.name, input))'),
    }),
  }),
  fail: example('a question every single time', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: `// Safe commands such as ls and git status are pre-approved.\n${refuse(`!(await ${QUESTION})`)}`,
    }),
  }),
};
