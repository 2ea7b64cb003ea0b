import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { type CiCommand, ciCommands, runsOnChanges, runsTests } from '../kit/ci.js';
import { example } from '../kit/example.js';
import { testCases } from '../kit/find.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { strongest } from '../kit/nearness.js';

const MANIFEST = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts" },
    "scripts": { "test": "vitest run", "lint": "eslint ." },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0" },
    "devDependencies": { "vitest": "^3.0.0" }
  }
`;

const TEST = `
  import { expect, it, vi } from 'vitest';
  import { run } from '../src/agent.js';

  vi.mock('@anthropic-ai/sdk', () => ({
    default: class {
      messages = { create: async () => ({ content: [{ type: 'text', text: 'Hello.' }] }) };
    },
  }));

  it('answers', async () => {
    expect(await run('Say hello')).toBe('Hello.');
  });
`;

const TESTED = { 'package.json': MANIFEST, 'test/agent.test.ts': TEST };

const WORKFLOW = `
  name: ci
  on: [push, pull_request]
  jobs:
    check:
      runs-on: ubuntu-latest
      steps:
        - uses: actions/checkout@v4
        - uses: actions/setup-node@v4
        - run: npm ci
`;

export const criterion: Criterion = {
  id: 'verification/ci',
  title: 'Tests in continuous integration',
  statement: 'A continuous integration job runs the tests of the harness on changes.',
  core: false,
  weight: 2,
  consequence: 'unverified',
  impact: 'Tests that nobody has to run stop passing; the release that breaks the gate goes out on a Friday.',
  fix: 'Add one workflow that installs, builds and runs the test command on every pull request; make it a required check.',
  effort: 'hours',
  confirm: {
    given: 'a branch on which one guardrail test fails',
    when: 'a pull request is opened',
    then: 'the workflow fails within 10 minutes and names the test',
  },
  signals: 'Commands in continuous integration files that run the test script of the harness.',
  judge,
  pass: example('a workflow that runs the tests', {
    ...TESTED,
    '.github/workflows/ci.yml': `${WORKFLOW}        - run: npm test\n`,
  }),
  fail: example('a workflow that lints and mentions tests in a comment', {
    ...TESTED,
    '.github/workflows/ci.yml': `${WORKFLOW}        # npm test is run by hand\n        - run: npm run lint\n`,
  }),
};

function judge(context: JudgeContext): Judgement {
  const running = ownFirst(
    context,
    ciCommands(context).filter((c) => runsTests(context, c.text)),
  );
  if (testCases(context).length === 0)
    return absent('There are no tests that continuous integration could run.', 'high');
  const files = context.code.documents.filter((d) => d.role === 'ci').map((d) => d.path);
  return decide(
    context.code,
    strongest(
      running.map(
        (c): Signal => ({
          strength: runsOnChanges(c.document) ? 'full' : 'half',
          file: c.document.path,
          line: c.line,
          note: runsOnChanges(c.document) ? 'runs the tests on changes' : 'runs the tests, but no change starts it',
        }),
      ),
    ),
    {
      met: `${running.find((c) => runsOnChanges(c.document))?.document.path} runs the tests on changes.`,
      partial: 'Continuous integration runs tests, but only by hand, on a schedule or at release.',
      absent:
        files.length === 0
          ? 'No continuous integration files were found.'
          : `No command in ${files.slice(0, 3).join(', ')} runs the tests.`,
      confidence: 'high',
    },
  );
}

const RUNNERS: Record<string, RegExp> = {
  rust: /\bcargo\b/,
  go: /\bgo\b|gotestsum|ginkgo/,
  python: /pytest|py\.test|unittest|\btox\b|\bnox\b|\btrial\b/,
  typescript: /\b(npm|npx|pnpm|yarn|bun|node|deno|vitest|jest|mocha)\b/,
};
/** Runs beside the plain tests: of the whole product, at night, or at release. */
const BESIDE = /e2e|integration|nightly|release|publish|smoke|sandbox|docs?\b|bench/i;

/** Commands in the harness's own language, in plain test jobs, before those for scripts, releases and end-to-end runs. */
function ownFirst({ map }: JudgeContext, commands: CiCommand[]): CiCommand[] {
  const own = map.languages.flatMap((l) => RUNNERS[l] ?? []);
  const isOther = ({ text }: CiCommand): boolean =>
    Object.values(RUNNERS).some((r) => r.test(text)) && !own.some((r) => r.test(text));
  const weight = (c: CiCommand): number =>
    (isOther(c) ? 4 : 0) + (BESIDE.test(c.document.path) ? 2 : 0) + (BESIDE.test(c.text) ? 1 : 0);
  const least = Math.min(...commands.map(weight));
  return commands.filter((c) => weight(c) < 4 || weight(c) === least).sort((a, b) => weight(a) - weight(b));
}
