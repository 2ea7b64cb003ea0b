import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK, TOOLS_WITH_RISK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/action-classes',
  title: 'Decision by risk class',
  statement: 'Actions fall into two or more classes of risk, and the class is what the permission decision turns on.',
  core: true,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'With one rule for everything, users are asked about reading a file as often as about deleting one; they learn to press yes, and then press it once too often.',
  fix: 'Sort tools (and commands) into at least read, change and destroy, and let the decision function switch on that class.',
  effort: 'hours',
  confirm: {
    given: 'one tool of each class and a user who answers no to everything',
    when: 'a fake model calls each of them 1 time',
    then: 'only the tool of the read class has run, and {gate} was asked about each of the others',
  },
  signals: 'A risk class on tools or commands, and a condition on it inside the gate on the path to the effect.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('read is allowed, write asks, execute needs a flag', {
    'src/ask.ts': ASK,
    'src/tools.ts': TOOLS_WITH_RISK,
    'src/permissions.ts': `
      import { ask } from './ask.js';
      import type { Tool } from './tools.js';

      export async function permitted(tool: Tool, input: Record<string, string>): Promise<boolean> {
        switch (tool.risk) {
          case 'read':
            return true;
          case 'write':
            return ask('Allow ' + tool.name + ' on ' + input.path + '?');
          case 'execute':
            return process.env.ALLOW_EXECUTE === '1' && ask('Run ' + input.command + '?');
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: refuse('tool && !(await permitted(tool, input))'),
    }),
  }),
  fail: example('the same question for every tool', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: `// Risk classes: read is low, write is medium, execute is high.\n${refuse("!(await ask('Allow ' + call.name + '?'))")}`,
    }),
  }),
};
