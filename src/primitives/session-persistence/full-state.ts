import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'session-persistence/full-state',
  title: 'More than messages',
  statement:
    'Beside the messages, at least two more things are stored: token usage, permission decisions, configuration or model, available tools.',
  core: false,
  weight: 3,
  consequence: 'lost-or-doubled-work',
  impact:
    'A resumed session is a different agent with the same memories: another model, a budget that starts at zero, and every permission asked for again.',
  fix: 'Store a session object instead of a list: id, model, tools and usage beside the messages, and permission decisions once there are any.',
  effort: 'hours',
  confirm: {
    given: 'a session that used 1,000 tokens on a model that is not the default',
    when: 'it is saved to {store} and read back in a new process',
    then: 'the model and the 1,000 tokens are the same as before',
  },
  signals: 'Keys of what is written to the session store: usage, tokens, model, configuration, permissions, tools.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a session with model, tools and usage', {
    'src/session.ts': `
      import { writeFileSync } from 'node:fs';
      import type Anthropic from '@anthropic-ai/sdk';

      export interface Session {
        id: string;
        model: string;
        tools: string[];
        usage: { inputTokens: number; outputTokens: number };
        messages: Anthropic.MessageParam[];
      }

      export function saveSession(session: Session): void {
        writeFileSync('session-' + session.id + '.json', JSON.stringify(session));
      }
    `,
    'src/agent.ts': agent({
      imports: "import { saveSession, type Session } from './session.js';",
      begin: `
        const session: Session = {
          id: crypto.randomUUID(),
          model: 'claude-sonnet-4-5',
          tools: tools.map((tool) => tool.name),
          usage: { inputTokens: 0, outputTokens: 0 },
          messages,
        };
      `,
      reply: `
        session.usage.inputTokens += reply.usage.input_tokens;
        session.usage.outputTokens += reply.usage.output_tokens;
      `,
      finish: 'saveSession(session);',
      endTurn: 'saveSession(session);',
    }),
  }),
  fail: example('messages and nothing else', {
    'src/store.ts': STORE,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      endTurn: '// Saves messages, usage, permissions, model and tools.\nsave(messages);',
    }),
  }),
};
