import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

const CLI = cli({ imports: "import { load } from './store.js';", args: ', load()' });

export const criterion: Criterion = {
  id: 'workflow-state/retry-safety',
  title: 'Interrupted calls settled',
  statement:
    'On resume, tool calls that were under way are settled on purpose (marked interrupted, rolled back, or asked about) and never rerun in silence.',
  core: false,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'The command that brought the process down runs again on every restart, or the provider rejects the session because a tool call has no result.',
  fix: 'When a session is loaded, find calls without a result and give each a result that says it was interrupted and must be checked before it is repeated.',
  effort: 'hours',
  confirm: {
    given: 'a stored session whose last message holds a call to {tool} without a result',
    when: 'the session is resumed and {loop} makes its next request',
    then: '{effect} has run 0 times, and the request holds a result that marks the call as interrupted',
  },
  signals:
    'On the path that loads a session: code that finds calls without a result, or states left at running, and sets them.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('calls without a result are marked as interrupted', {
    'src/cli.ts': CLI,
    'src/store.ts': `
      ${STORE.trim()
        .replace(/\n(?=.)/g, '\n      ')
        .replace('export function load', 'function read')}

      export function load(): Anthropic.MessageParam[] {
        return settleInterrupted(read());
      }

      function settleInterrupted(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
        const last = messages.at(-1);
        if (last?.role !== 'assistant' || typeof last.content === 'string') return messages;
        const pending = last.content.filter((block) => block.type === 'tool_use');
        const content = pending.map((call) => ({
          type: 'tool_result' as const,
          tool_use_id: call.id,
          content: 'Interrupted by a restart: it may or may not have run. Check before you repeat it.',
          is_error: true,
        }));
        return pending.length === 0 ? messages : [...messages, { role: 'user', content }];
      }
    `,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      history: '...earlier, ',
      reply: "save([...messages, { role: 'assistant', content: reply.content }]);",
      endTurn: 'save(messages);',
    }),
  }),
  fail: example('pending calls are run again on resume', {
    'src/store.ts': STORE,
    'src/cli.ts': CLI,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      declare: `
        // Interrupted tool calls are reconciled on resume.
        async function finishPending(messages: Anthropic.MessageParam[]): Promise<void> {
          const last = messages.at(-1);
          if (last?.role !== 'assistant' || typeof last.content === 'string') return;
          const results: Anthropic.ToolResultBlockParam[] = [];
          for (const call of last.content) {
            if (call.type !== 'tool_use') continue;
            const tool = tools.find((each) => each.name === call.name);
            const content = await tool!.run(call.input as Record<string, string>);
            results.push({ type: 'tool_result', tool_use_id: call.id, content });
          }
          if (results.length > 0) messages.push({ role: 'user', content: results });
        }
      `,
      start: 'await finishPending(earlier);',
      history: '...earlier, ',
      reply: "save([...messages, { role: 'assistant', content: reply.content }]);",
      endTurn: 'save(messages);',
    }),
  }),
};
