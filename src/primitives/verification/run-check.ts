import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const CHECK = `
  import { spawnSync } from 'node:child_process';

  /** Runs the tests of the workspace; undefined when they pass, else what they printed. */
  export function failingTests(): string | undefined {
    const outcome = spawnSync('npm', ['test', '--silent'], { encoding: 'utf8' });
    return outcome.status === 0 ? undefined : outcome.stdout + outcome.stderr;
  }
`;

export const criterion: Criterion = {
  id: 'verification/run-check',
  title: 'A check within the run',
  statement:
    'A run contains a step, in code, that inspects what the agent produced: tests, a linter, diagnostics, a critic or a verifying agent.',
  core: false,
  weight: 3,
  consequence: 'unverified',
  impact: 'Users are told "done" about work that does not compile, and find out later, at their own cost.',
  fix: 'Before the loop accepts the final answer, run one deterministic check (the test command, the type checker, a schema) and feed a failure back as the next turn. Cap the retries.',
  effort: 'day',
  confirm: {
    given: 'a fake model that says it is finished while the check still fails',
    when: '{loop} receives that answer',
    then: 'the check runs once, its output is in the next request, and the run ends as verified only after the check passes or 3 attempts are used up',
  },
  signals:
    'Calls on the path of the loop, outside tools the model chooses, to test runners, linters, diagnostics, validators or a second model that judges, whose result decides how the run goes on.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('tests decide whether the run may end', {
    'src/check.ts': CHECK,
    'src/agent.ts': agent({
      imports: "import { failingTests } from './check.js';",
      begin: 'let attempts = 0;',
      finish: `
        const failure = failingTests();
        if (failure !== undefined && attempts < 3) {
          attempts += 1;
          messages.push({ role: 'user', content: 'The tests fail:\\n' + failure });
          continue;
        }
      `,
    }),
  }),
  fail: example('an instruction that asks the model to check itself', {
    'src/agent.ts': agent({
      history:
        "{ role: 'user', content: 'Always run the tests and the linter, and verify your work before you finish.' }, ",
      finish: '// The work was verified by the model.',
    }),
  }),
};
