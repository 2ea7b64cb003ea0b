import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/fail-closed',
  title: 'No answer means no',
  statement:
    'A tool nobody knows, a permission check that fails, or a question nobody answers leads to a refusal or a question, and never to a yes.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'The protection is gone exactly when something is wrong: a typo in the rules file, or a run without a terminal, opens every door without a word.',
  fix: 'Make deny the last line of the decision: the default arm, the catch block, the empty answer and the unknown name all end there.',
  effort: 'hours',
  confirm: {
    given: 'a rules file that does not parse, a closed standard input, and a call to an unknown tool',
    when: '{dispatch} handles one call in each of the 3 situations',
    then: '{effect} has run 0 times, and each result says why the call was refused',
  },
  signals:
    'What the gate returns in its default arm, its catch blocks and for an unrecognised answer, and what dispatch does with an unknown name.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('unknown tools, broken rules and silence are refused', {
    'permissions.json': '{ "read_file": "allow", "write_file": "ask" }',
    'src/ask.ts': ASK,
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';
      import { ask } from './ask.js';

      export async function permitted(name: string): Promise<boolean> {
        try {
          const rules: Record<string, string> = JSON.parse(readFileSync('permissions.json', 'utf8'));
          if (rules[name] === 'allow') return true;
          if (rules[name] === 'ask') return await ask('Allow ' + name + '?');
          return false;
        } catch {
          return false;
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: `${refuse('!tool', 'Unknown tool.')}\n${refuse('!(await permitted(call.name))')}`,
    }),
  }),
  fail: example('a check that answers yes when it breaks', {
    'permissions.json': '{ "bash": "deny" }',
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';

      // Fail closed: deny by default.
      export function permitted(name: string): boolean {
        try {
          const rules: Record<string, string> = JSON.parse(readFileSync('permissions.json', 'utf8'));
          return rules[name] !== 'deny';
        } catch {
          return true;
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { execSync } from 'node:child_process';\nimport { permitted } from './permissions.js';",
      beforeTool: refuse('!permitted(call.name)'),
      invoke: "tool ? await tool.run(input) : execSync(call.name, { encoding: 'utf8' })",
    }),
  }),
};
