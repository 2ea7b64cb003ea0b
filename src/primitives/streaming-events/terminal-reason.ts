import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { EVENTS } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/terminal-reason',
  title: 'Reason in the last event',
  statement: 'The last event of a run says why it ended: finished, cancelled, limit reached or crashed.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact:
    'A stream that stops could mean success, a crash or a lost connection; the wrapper guesses, and reports half-done work as done.',
  fix: 'Emit one closing event on every way out of the run, from a try/catch around the loop, with a reason from a closed set.',
  effort: 'hours',
  confirm: {
    given: 'a listener, and 3 runs: one that finishes, one that reaches a limit, and one whose model throws',
    when: '{loop} has ended each of them',
    then: 'the last event of each run carries a reason, and the 3 reasons differ',
  },
  signals:
    'An event type with a reason, emitted on the normal exit of the loop and on its error, cancel or limit exits.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('one closing event on each way out', {
    'src/events.ts': EVENTS,
    'src/agent.ts': agent({
      imports: "import type { Emit } from './events.js';",
      params: ', emit: Emit, signal: AbortSignal',
      declare: `
        export async function watchedRun(prompt: string, emit: Emit, signal: AbortSignal): Promise<string> {
          try {
            return await run(prompt, emit, signal);
          } catch (error) {
            emit({ type: 'ended', reason: signal.aborted ? 'cancelled' : 'crash' });
            throw error;
          }
        }
      `,
      begin: 'let turns = 0;',
      turn: `
        turns += 1;
        if (turns > 25) {
          emit({ type: 'ended', reason: 'limit' });
          return 'Stopped after 25 turns.';
        }
      `,
      options: ', { signal }',
      finish: "emit({ type: 'ended', reason: 'finished' });",
    }),
    'src/cli.ts': `
      #!/usr/bin/env node
      import { watchedRun } from './agent.js';

      const abort = new AbortController();
      process.on('SIGINT', () => abort.abort());
      const prompt = process.argv.slice(2).join(' ');
      console.log(await watchedRun(prompt, (event) => console.error(JSON.stringify(event)), abort.signal));
    `,
  }),
  fail: example('an end event that only knows the end', {
    'src/events.ts': `
      export type AgentEvent = { type: 'text'; text: string } | { type: 'tool'; tool: string } | { type: 'end' };
    `,
    'src/agent.ts': agent({
      imports: "import type { AgentEvent } from './events.js';",
      params: ', emit: (event: AgentEvent) => void',
      reply: "for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });",
      beforeTool: "emit({ type: 'tool', tool: call.name });",
      finish: "// The reason is finished, cancelled, limit or crash.\nemit({ type: 'end' });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
};
