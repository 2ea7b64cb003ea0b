import type { Criterion } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('tests of refusal and of the boundary', { ...GATED, 'test/guards.test.ts': FAKE + GUARDS }),
  fail: example('a gate that no test touches', {
    ...GATED,
    'docs/testing.md':
      '# Testing\n\nDenied tools never run, and paths outside the workspace are refused. Both are tested.\n',
    'test/agent.test.ts': FAKE + HAPPY,
  }),
};
