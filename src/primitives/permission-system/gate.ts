import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/gate',
  title: 'Gate before side effects',
  statement:
    'For every tool that writes, executes or sends, code decides between the tool call and its effect whether it may happen.',
  core: true,
  weight: 5,
  consequence: 'silent-harm',
  impact:
    'Whatever the model asks for happens at once, and so does whatever a web page or a README talks it into; the user finds out from the result.',
  fix: 'Call one decision function at the dispatch site before the tool runs, and return a refusal to the model as the tool result.',
  effort: 'day',
  confirm: {
    given: 'a fake model that asks for {tool}, and {gate} set to deny',
    when: '{dispatch} handles the call',
    then: '{effect} has run 0 times, and the model received a refusal as the result',
  },
  signals:
    'A decision that can say no (a question, a rule, a check) on each path from the dispatch site to an effect, and paths or switches that avoid it.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a question before every tool that changes something', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse(
        "call.name !== 'read_file' && !(await ask('Allow ' + call.name + ' ' + JSON.stringify(input) + '?'))",
      ),
    }),
  }),
  fail: example('a prompt that asks for good behaviour', {
    'src/agent.ts': agent({
      declare: "const PERMISSIONS = 'Ask the user for permission before you write a file or run a command.';",
      begin: "messages.push({ role: 'user', content: PERMISSIONS });",
      beforeTool: '// Permission gate: the user has approved this call.',
    }),
  }),
};
