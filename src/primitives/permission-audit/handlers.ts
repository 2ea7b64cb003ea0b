import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const DECIDERS = `
  import { createInterface } from 'node:readline/promises';

  export interface Decider {
    decide(tool: string, input: Record<string, string>): Promise<boolean>;
  }

  export class InteractiveDecider implements Decider {
    async decide(tool: string, input: Record<string, string>): Promise<boolean> {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
      terminal.close();
      return answer === 'y';
    }
  }

  /** Nobody is there to answer: only what is listed may run. */
  export class HeadlessDecider implements Decider {
    constructor(private readonly allowed: ReadonlySet<string>) {}

    async decide(tool: string): Promise<boolean> {
      return this.allowed.has(tool);
    }
  }

  export function deciderFor(interactive: boolean): Decider {
    return interactive ? new InteractiveDecider() : new HeadlessDecider(new Set(['read_file']));
  }
`;

const ONE = `
  import { createInterface } from 'node:readline/promises';

  /** Interactive, headless, coordinator and swarm worker contexts each decide in their own way. */
  export async function decide(tool: string, input: Record<string, string>): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
    terminal.close();
    return answer === 'y';
  }
`;

const REFUSE = `{
  results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
  continue;
}`;

export const criterion: Criterion = {
  id: 'permission-audit/handlers',
  title: 'Deciders by context',
  statement:
    'At least two contexts decide in their own way: a person at the terminal, a headless or CI run, a coordinator, a sub-agent or swarm worker.',
  core: false,
  weight: 3,
  consequence: 'silent-harm',
  impact:
    'A run in CI hangs on a question nobody can answer or, worse, says yes to everything because nobody is there.',
  fix: 'Hide the decision behind one interface with an interactive and a headless version; pick one at start-up, and let the headless one refuse what is not listed.',
  effort: 'day',
  confirm: {
    given: 'the same call of {tool} in an interactive and in a headless run',
    when: '{gate} decides',
    then: 'the first asks 1 question, the second asks 0 and refuses',
  },
  signals:
    'Two or more permission handlers, or branches on interactivity, environment or agent depth that lead to different decisions.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a person at the terminal, a list without one', {
    'src/deciders.ts': DECIDERS,
    'src/agent.ts': agent({
      imports: "import { deciderFor } from './deciders.js';",
      begin: 'const decider = deciderFor(process.stdin.isTTY);',
      beforeTool: `if (!(await decider.decide(call.name, input))) ${REFUSE}`,
    }),
  }),
  fail: example('one question for every context', {
    'src/decide.ts': ONE,
    'src/agent.ts': agent({
      imports: "import { decide } from './decide.js';",
      beforeTool: `if (!(await decide(call.name, input))) ${REFUSE}`,
    }),
  }),
};
