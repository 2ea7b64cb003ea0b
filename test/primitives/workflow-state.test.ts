// Which lines the judges of workflow state cite: one set of states and where work enters it, reads of what was written, a
// state that really waits, and the words by which an interrupted call is answered.
import { describe, expect, it } from 'vitest';
import { agent, pythonAgent } from '../../src/primitives/kit/example.js';
import { ASK } from '../../src/primitives/kit/example-parts.js';
import { cited } from '../support/cited.js';

describe('workflow-state/explicit-states', () => {
  it('names the set it cites, and the entry beside its declaration', async () => {
    const { why, places } = await cited('workflow-state/explicit-states', {
      'src/steps/steps.ts': `
        export type StepState = 'planned' | 'running' | 'done' | 'failed';

        export function enter(step: { state: StepState }, state: StepState): void {
          step.state = state;
        }

        export function begin(step: { state: StepState }): void {
          step.state = 'running';
        }
      `,
      'src/agent.ts': agent({
        imports: "import { begin, enter, type StepState } from './steps/steps.js';",
        beforeTool: "const step: { state: StepState } = { state: 'planned' };\nbegin(step);",
        afterTool: "enter(step, 'done');",
      }),
    });
    expect(why).toMatch(/^StepState names/);
    expect(places).toEqual([
      "src/steps/steps.ts: export type StepState = 'planned' | 'running' | 'done' | 'failed';",
      "src/steps/steps.ts: step.state = 'running';",
    ]);
  });

  it('takes kinds of messages for no states', async () => {
    const { verdict } = await cited('workflow-state/explicit-states', {
      'src/kinds.ts': `
        export enum MessageType {
          Request = 'request',
          Executing = 'executing',
          Done = 'done',
        }
        export function send(type: MessageType): void {
          console.log(type);
        }
      `,
      'src/agent.ts': agent({
        imports: "import { MessageType, send } from './kinds.js';",
        beforeTool: 'send(MessageType.Executing);',
        afterTool: 'send(MessageType.Done);',
      }),
    });
    expect(verdict).toBe('absent');
  });
});

describe('workflow-state/persisted', () => {
  it('cites a read of the table that was written, not a narrow one beside it', async () => {
    const { verdict, places } = await cited('workflow-state/persisted', {
      'src/jobs.ts': `
        import { Pool } from 'pg';

        const database = new Pool();
        export type JobState = 'pending' | 'running' | 'done';

        export async function moveJob(id: string, state: JobState): Promise<void> {
          await database.query('UPDATE jobs SET state = $1 WHERE id = $2', [state, id]);
        }

        export async function wasWithdrawn(id: string): Promise<unknown> {
          return database.query('SELECT withdrawn FROM jobs WHERE id = $1', [id]);
        }

        export async function openJobs(): Promise<unknown> {
          return database.query("SELECT id, state FROM jobs WHERE state <> 'done'");
        }
      `,
      'src/cli.ts': `
        #!/usr/bin/env node
        import { run } from './agent.js';
        import { openJobs, wasWithdrawn } from './jobs.js';

        console.error(await openJobs(), await wasWithdrawn('1'));
        console.log(await run(process.argv.slice(2).join(' ')));
      `,
      'src/agent.ts': agent({
        imports: "import { moveJob } from './jobs.js';",
        beforeTool: "await moveJob(call.id, 'running');",
        afterTool: "await moveJob(call.id, 'done');",
      }),
    });
    expect(places.some((p) => p.includes('withdrawn'))).toBe(false);
    expect(verdict).toBe('met');
    expect(places.at(-1)).toContain('SELECT id, state FROM jobs');
  });
});

describe('workflow-state/waiting', () => {
  it('is not shown by a statement that enters another state', async () => {
    const { places } = await cited('workflow-state/waiting', {
      'src/ask.ts': ASK,
      'src/docket.ts': `
        import Database from 'better-sqlite3';

        const database = new Database('docket.db');
        export type DocketState = 'waiting' | 'performing' | 'done';
        export interface DocketItem {
          id: string;
          state: DocketState;
        }

        export function claim(id: string): void {
          database.prepare("UPDATE docket SET state = 'performing' WHERE id = ?").run(id);
        }
      `,
      'src/agent.ts': agent({ imports: "import { claim } from './docket.js';", beforeTool: 'claim(call.id);' }),
    });
    expect(places).toEqual([]);
  });
});

describe('workflow-state/retry-safety', () => {
  it('cites the words that say what became of the call, where the result is put together further on', async () => {
    const { places } = await cited('workflow-state/retry-safety', {
      'small_agent/results.py': `
        def format_results(calls, outputs):
            """Give each call its result."""
            not_executed = {"content": "", "error": "the call was not executed"}
            padded = outputs + [not_executed] * (len(calls) - len(outputs))
            results = []
            for call, output in zip(calls, padded):
                message = {
                    "type": "tool_result",
                    "content": output["content"],
                    "is_error": "error" in output,
                }
                if call.type in ("tool_use",):
                    message["tool_use_id"] = call.id
                results.append(message)
            return results
      `,
      'small_agent/agent.py': pythonAgent({
        imports: 'from small_agent.results import format_results',
        endTurn: 'print(format_results([], results))',
      }),
    });
    expect(places).toEqual([expect.stringContaining('the call was not executed')]);
  });
});
