import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/policy-as-data',
  title: 'Rules as data',
  statement:
    'Rules that allow, ask about or deny actions are kept in configuration or data that people can read and change, and neither in a prompt nor in code paths.',
  core: false,
  weight: 3,
  consequence: 'hard-to-change',
  impact:
    'Users cannot see what the agent may do on their machine, and cannot forbid one thing without editing and shipping the program.',
  fix: 'Read allow, ask and deny rules from a settings file, let deny win, and keep the code that applies them free of names.',
  effort: 'day',
  confirm: {
    given: 'a settings file with one deny rule for {tool}',
    when: 'a fake model calls {tool}, the rule is removed, and the model calls it again',
    then: 'the first call is refused and the second is not, without a change to the code',
  },
  signals:
    'A configuration with allow, ask or deny entries that is loaded and consulted by the gate on the path to the effect.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a permissions file with allow, ask and deny', {
    'permissions.json': '{ "allow": ["read_file"], "ask": ["write_file"], "deny": ["bash"] }',
    'src/ask.ts': ASK,
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';
      import { ask } from './ask.js';

      interface Rules {
        allow: string[];
        ask: string[];
        deny: string[];
      }

      const rules: Rules = JSON.parse(readFileSync('permissions.json', 'utf8'));

      export async function permitted(name: string): Promise<boolean> {
        if (rules.deny.includes(name)) return false;
        if (rules.allow.includes(name)) return true;
        return rules.ask.includes(name) && (await ask('Allow ' + name + '?'));
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: refuse('!(await permitted(call.name))'),
    }),
  }),
  fail: example('a rule in an if and a policy in a prompt', {
    'src/ask.ts': ASK,
    'prompts/policy.md': `
      # Policy

      - allow: read_file
      - ask: write_file
      - deny: bash
    `,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse("call.name === 'bash' && !(await ask('Run ' + input.command + '?'))"),
    }),
  }),
};
