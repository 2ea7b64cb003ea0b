import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { Guards, promisesNo, type Subject, subjectIn, subjectOf } from '../kit/guards.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { onScreen } from '../kit/nearness.js';
import { assertionsOf, casesOf, type TestCase } from '../kit/tests.js';

const MANIFEST = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts" },
    "scripts": { "test": "vitest run" },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0" },
    "devDependencies": { "vitest": "^3.0.0" }
  }
`;

const GATE = `
  import { resolve, sep } from 'node:path';
  import { createInterface } from 'node:readline/promises';

  export async function approve(tool: string, input: Record<string, string>): Promise<boolean> {
    if (tool === 'read_file') return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
    terminal.close();
    return answer === 'y';
  }

  export function insideWorkspace(path: string, root = process.cwd()): string {
    const full = resolve(root, path);
    if (!full.startsWith(root + sep)) throw new Error('outside the workspace: ' + path);
    return full;
  }
`;

const GATED = {
  'package.json': MANIFEST,
  'src/permissions.ts': GATE,
  'src/tools.ts': tools({
    imports: "import { insideWorkspace } from './permissions.js';",
    runWrite: "({ path, content }) => (writeFileSync(insideWorkspace(path), content), 'written')",
  }),
  'src/agent.ts': agent({
    imports: "import { approve } from './permissions.js';",
    beforeTool: `
      if (!(await approve(call.name, input))) {
        results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
        continue;
      }
    `,
  }),
};

const FAKE = `
  import { expect, it, vi } from 'vitest';

  const create = vi.hoisted(() => vi.fn());
  vi.mock('@anthropic-ai/sdk', () => ({
    default: class {
      messages = { create };
    },
  }));
`;

const GUARDS = `
  import { existsSync } from 'node:fs';
  import * as permissions from '../src/permissions.js';
  import { run } from '../src/agent.js';

  it('does not run a tool that was denied', async () => {
    vi.spyOn(permissions, 'approve').mockResolvedValue(false);
    create
      .mockResolvedValueOnce({
        content: [{ type: 'tool_use', id: '1', name: 'bash', input: { command: 'touch denied.txt' } }],
      })
      .mockResolvedValueOnce({ content: [{ type: 'text', text: 'I was not allowed to.' }] });

    await run('Create a file');

    expect(existsSync('denied.txt')).toBe(false);
  });

  it('refuses a path outside the workspace', () => {
    expect(() => permissions.insideWorkspace('../secrets.txt')).toThrow('outside the workspace');
  });
`;

const HAPPY = `
  import { run } from '../src/agent.js';

  it('answers', async () => {
    create.mockResolvedValueOnce({ content: [{ type: 'text', text: 'Hello.' }] });

    expect(await run('Say hello')).toBe('Hello.');
  });
`;

export const criterion: Criterion = {
  id: 'verification/guardrail-tests',
  title: 'Tests of the guardrails',
  statement:
    'Tests assert that protection holds: a risky tool waits for approval, a refused tool has no effect, a path that leaves the workspace is turned down.',
  core: true,
  weight: 5,
  consequence: 'silent-harm',
  impact:
    'A refactoring can switch the gate off and every test stays green; the first to notice is the user whose files are gone.',
  fix: 'For each promise write the test that breaks it: refuse and assert that the effect did not happen, escape the workspace and assert an error.',
  effort: 'hours',
  confirm: {
    given: '{gate} answers no',
    when: 'a fake model asks for {tool}',
    then: 'the test asserts that {effect} ran 0 times and that the model was told about the refusal; deleting the check makes the test fail',
  },
  signals:
    'Tests that reach a gate or boundary check of the harness and assert a refusal, an error, or that the effect did not run.',
  judge,
  pass: example('tests of refusal and of the boundary', { ...GATED, 'test/guards.test.ts': FAKE + GUARDS }),
  fail: example('a gate that no test touches', {
    ...GATED,
    'docs/testing.md':
      '# Testing\n\nDenied tools never run, and paths outside the workspace are refused. Both are tested.\n',
    'test/agent.test.ts': FAKE + HAPPY,
  }),
};

const REFUSED =
  /raises|toThrow|rejects|is_err|unwrap_err|expect_err|Err\(|not\.?toHaveBeenCalled|assert_not_called|CalledTimes\(?\s*0|\bfalse\b|\bnot\b|!|den(y|ied)|refus|reject|block|forbid|disallow|not allowed|not permitted|outside|escape|cancel|unauthori|error/i;

function judge(context: JudgeContext): Judgement {
  const guards = new Guards(context);
  const cases = casesOf(context);
  const found = cases.flatMap((test) => {
    const insisted = assertionsOf([test.fn, ...test.fn.children]);
    const promised = subjectOf(test);
    const subject = promised ?? subjectIn(insisted.map((a) => a.text));
    const level = subject === undefined ? undefined : guards.levelOf(test);
    const assertion = insisted.find((a) => REFUSED.test(a.text));
    return subject === undefined || level === undefined || assertion === undefined
      ? []
      : [{ test, subject, level, promised: promised !== undefined }];
  });
  const best = found.filter((f) => f.level === 'path');
  const asks = context.map.gates.some((g) => g.kind === 'ask' || g.kind === 'framework');
  const complete = best.some((f) => f.subject === 'consent') || !asks;
  if (found.length === 0)
    return absent(
      cases.length === 0
        ? 'No test cases were found.'
        : `None of ${cases.length} test cases enters a gate or a boundary check and asserts that it refuses.`,
    );
  const first = (f: Found): number =>
    (f.subject === 'consent' && f.promised ? 0 : 4) +
    (promisesNo(f.test) ? 0 : 2) +
    (guards.stepsOf(f.test) ?? 9) +
    (onScreen(f.test.fn) ? 4 : 0);
  const ordered = [...best].sort((a, b) => first(a) - first(b));
  const signals = [...ordered, ...(best.length > 0 ? [] : found)].slice(0, 2).map((f): Signal => {
    const strength = f.level === 'path' && complete ? 'full' : 'half';
    const note = `'${lastPart(f.test.title)}' asserts ${said(f)}`;
    return { strength, file: f.test.fn.file.path, line: f.test.fn.fact.line, note };
  });
  return decide(context.code, signals, {
    met: 'Test cases assert that a guard of the harness refuses.',
    partial:
      best.length === 0
        ? 'Only guards that stand outside the path of the loop and its tools are tested.'
        : 'A boundary is tested; no test asserts that a call waits for approval or that a denied call has no effect.',
    absent: '',
  });
}

interface Found {
  test: TestCase;
  subject: Subject;
  level: 'path' | 'elsewhere';
  /** Its title says so; else what it asserts does. */
  promised: boolean;
}

function said({ test, subject, promised }: Found): string {
  if (!promised) return 'a refusal';
  if (subject === 'boundary') return 'that a boundary holds';
  return promisesNo(test) ? 'a refusal' : 'that consent is asked for';
}

function lastPart(title: string): string {
  return title.replace(/^.* > /, '').slice(0, 70);
}
