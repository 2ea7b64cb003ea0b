// The line that is cited shows the act itself: small harnesses in which something that looks like it stands nearby.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/contracts.js';
import { agent, cli, example, pythonAgent, pythonExample, tools } from '../../src/primitives/kit/example.js';
import { evaluateFiles } from '../support/evaluate-files.js';

const verdictOf = (report: Report, id: string): string | undefined => report.criteria.find((c) => c.id === id)?.verdict;
const cited = (report: Report, id: string): string[] =>
  report.criteria.find((c) => c.id === id)?.evidence.map((e) => e.text.trim()) ?? [];

const EVENTS = `
  export type AgentEvent =
    | { type: 'tool_start'; tool: string }
    | { type: 'tool_update'; tool: string }
    | { type: 'tool_end'; tool: string; isError: boolean };
`;

describe('streaming-events', () => {
  it('a call starts with its start, not with what is told while it runs', async () => {
    const { files } = example('', {
      'src/events.ts': EVENTS,
      'src/agent.ts': agent({
        imports: "import type { AgentEvent } from './events.js';",
        params: ', emit: (event: AgentEvent) => void',
        declare: `
          function begin(emit: (event: AgentEvent) => void, tool: string): void {
            emit({ type: 'tool_start', tool });
          }
        `,
        beforeTool: "begin(emit, call.name);\nemit({ type: 'tool_update', tool: call.name });",
        endTurn: "emit({ type: 'tool_end', tool: 'last', isError: false });",
      }),
      'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
    });
    const lines = cited(await evaluateFiles(files), 'streaming-events/tool-lifecycle');
    expect(lines[0]).toContain('tool_start');
    expect(lines[1]).toContain('tool_end');
  });

  it('a run is cancelled by what stops it, not by a dialog or the clean-up of a failed request', async () => {
    const { files } = example('', {
      'src/agent.ts': agent({
        params: ', signal: AbortSignal',
        turn: "if (signal.aborted) return 'Cancelled.';",
        options: ', { signal }',
      }),
      'src/ui/login-dialog.ts': `
        export class LoginDialog {
          abort = new AbortController();
          cancel() { this.abort.abort(); }
        }
      `,
      'src/session.ts': `
        import { run } from './agent.js';

        export class Session {
          controller = new AbortController();
          async prompt(text: string) {
            try {
              return await run(text, this.controller.signal);
            } catch (error) {
              this.controller.abort();
              throw error;
            }
          }
          stop() { this.controller.abort(); }
        }
      `,
      'src/cli.ts': `
        import { Session } from './session.js';
        import { LoginDialog } from './ui/login-dialog.js';

        const session = new Session();
        const dialog = new LoginDialog();
        process.stdin.on('data', () => session.stop());
        process.stdin.on('end', () => dialog.cancel());
        console.log(await session.prompt('hello'));
      `,
    });
    const report = await evaluateFiles(files);
    expect(verdictOf(report, 'streaming-events/interrupt')).toBe('met');
    const lines = cited(report, 'streaming-events/interrupt');
    expect(lines).toContain("if (signal.aborted) return 'Cancelled.';");
    expect(lines.at(-1)).toBe('stop() { this.controller.abort(); }');
  });

  it('what a worker that a tool starts tells of itself is no event of the run', async () => {
    const { files } = example('', {
      'src/worker.ts': `
        export type WorkerEvent = { type: 'spawned'; id: string } | { type: 'finished'; id: string };

        export function startWorker(send: (event: WorkerEvent) => void): string {
          send({ type: 'spawned', id: 'w' });
          send({ type: 'finished', id: 'w' });
          return 'w';
        }
      `,
      'src/tools.ts': tools({
        imports: "import { startWorker } from './worker.js';",
        runBash: '() => startWorker((event) => console.error(event.type))',
      }),
    });
    expect(verdictOf(await evaluateFiles(files), 'streaming-events/typed')).not.toBe('met');
  });

  it('sizes before a compaction are no usage', async () => {
    const { files } = example('', {
      'src/events.ts': `
        export type AgentEvent = { type: 'squeezed'; tokensBefore: number } | { type: 'text'; text: string };
      `,
      'src/agent.ts': agent({
        imports: "import type { AgentEvent } from './events.js';",
        params: ', emit: (event: AgentEvent) => void',
        turn: "emit({ type: 'squeezed', tokensBefore: 4 });",
        finish: "emit({ type: 'text', text: '' });",
      }),
      'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
    });
    expect(verdictOf(await evaluateFiles(files), 'streaming-events/usage-status')).toBe('absent');
  });
});

describe('event-log', () => {
  it('a warning and a line about a start-up are no decisions', async () => {
    const { files } = pythonExample('', {
      'small_agent/agent.py': pythonAgent({
        imports: 'import logging\n\nlog = logging.getLogger(__name__)',
        begin:
          'log.warning("The model class you loaded is deprecated: it was switched to another")\nlog.info("Initializing executor, hold on...")\nlog.info("Loading context")',
      }),
    });
    expect(verdictOf(await evaluateFiles(files), 'event-log/decisions')).toBe('absent');
  });

  it('a file that no record of the run goes to keeps no log', async () => {
    const { files } = example('', {
      'src/branches.ts': `
        import { appendFileSync } from 'node:fs';

        function logBranch(name: string): void {
          const header = { type: 'branch', id: name, at: new Date().toISOString(), cwd: process.cwd() };
          appendFileSync(name + '.jsonl', JSON.stringify(header) + '\\n');
        }

        export const fork = () => logBranch('main');
      `,
    });
    expect(verdictOf(await evaluateFiles(files), 'event-log/durable')).toBe('absent');
  });
});

const FAKE = `
  import { expect, it, vi } from 'vitest';
  import { run } from '../src/agent.js';

  const create = vi.hoisted(() => vi.fn());
  vi.mock('@anthropic-ai/sdk', () => ({ default: class { messages = { create }; } }));
`;

describe('verification', () => {
  it('a promise that rejects is no refusal', async () => {
    const { files } = example('', {
      'src/permissions.ts': `
        export async function approve(tool: string): Promise<boolean> {
          if (tool === 'bash') return false;
          return true;
        }
      `,
      'src/agent.ts': agent({
        imports: "import { approve } from './permissions.js';",
        beforeTool: `
          if (!(await approve(call.name))) {
            results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
            continue;
          }
        `,
      }),
      'test/agent.test.ts': `${FAKE}
        it('throws when called twice at a time', async () => {
          await expect(run('again')).rejects.toThrow();
        });
      `,
    });
    expect(verdictOf(await evaluateFiles(files), 'verification/guardrail-tests')).toBe('absent');
  });

  it('a mocked neighbour does not stand in for the model', async () => {
    const { files } = example('', {
      'test/agent.test.ts': `
        import { expect, it, vi } from 'vitest';
        import { run } from '../src/agent.js';
        import * as tools from '../src/tools.js';

        vi.mock('../src/response-helpers.js', () => ({ textOf: vi.fn() }));

        it('answers', async () => {
          vi.spyOn(tools, 'describe').mockResolvedValue({ model: 'x' });
          expect(await run('hello')).toBe('');
        });
      `,
    });
    expect(verdictOf(await evaluateFiles(files), 'verification/harness-tests')).toBe('partial');
  });

  it('a limit may be what a function answers with, and manual work reaches none', async () => {
    const { files } = example('', {
      'src/window.ts': `
        export function exceedsContextWindow(usedTokens: number, windowLimit: number): boolean {
          return usedTokens > windowLimit - 1000;
        }
      `,
      'src/agent.ts': agent({
        imports: "import { exceedsContextWindow } from './window.js';",
        turn: "if (exceedsContextWindow(JSON.stringify(messages).length / 4, 200000)) return 'Too long.';",
      }),
      'test/window.test.ts': `
        import { expect, it } from 'vitest';
        import { exceedsContextWindow } from '../src/window.js';

        it('compacts manually', () => expect(exceedsContextWindow(1, 200000)).toBe(false));
        it('tells when the context exceeds its limit', () => expect(exceedsContextWindow(200000, 200000)).toBe(true));
      `,
    });
    const lines = cited(await evaluateFiles(files), 'verification/limit-tests');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('exceeds its limit');
  });

  it('a script of an evaluation is cited where it starts the agent', async () => {
    const { files } = example('', {
      'evals/run.ts': `
        import { readFileSync } from 'node:fs';
        import { run } from '../src/agent.js';

        let passed = 0;
        const tasks = JSON.parse(readFileSync('evals/tasks.json', 'utf8'));
        for (const task of tasks) {
          const answer = await run(task.prompt);
          if (answer === task.expected) passed += 1;
        }
        console.log('score', passed / tasks.length);
      `,
    });
    expect(cited(await evaluateFiles(files), 'verification/evals')).toEqual(['const answer = await run(task.prompt);']);
  });
});
