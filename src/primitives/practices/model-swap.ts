import type { Practice } from '../../contracts.js';
import { example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const MODEL = `
  export interface Message {
    role: 'user' | 'assistant';
    text: string;
  }

  export interface Reply {
    text: string;
    call?: { name: string; input: Record<string, string> };
  }

  export interface Model {
    reply(messages: Message[]): Promise<Reply>;
  }
`;

const ANTHROPIC = `
  import Anthropic from '@anthropic-ai/sdk';
  import type { Model } from './model.js';
  import { tools } from '../tools.js';

  export function anthropic(): Model {
    const client = new Anthropic();
    return {
      async reply(messages) {
        const { content } = await client.messages.create({
          model: 'claude-sonnet-4-5',
          max_tokens: 4096,
          messages: messages.map(({ role, text }) => ({ role, content: text })),
          tools: tools.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
        });
        const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
        const call = content.find((block) => block.type === 'tool_use');
        return call ? { text, call: { name: call.name, input: call.input as Record<string, string> } } : { text };
      },
    };
  }
`;

const OPENAI = `
  import OpenAI from 'openai';
  import type { Model } from './model.js';
  import { tools } from '../tools.js';

  export function openai(): Model {
    const client = new OpenAI();
    return {
      async reply(messages) {
        const { choices } = await client.chat.completions.create({
          model: 'gpt-5',
          messages: messages.map(({ role, text }) => ({ role, content: text })),
          tools: tools.map(({ name, description, input_schema }) => ({
            type: 'function',
            function: { name, description, parameters: input_schema },
          })),
        });
        const message = choices[0]!.message;
        const text = message.content ?? '';
        const call = message.tool_calls?.find((each) => each.type === 'function')?.function;
        return call ? { text, call: { name: call.name, input: JSON.parse(call.arguments) } } : { text };
      },
    };
  }
`;

const CHOICE = `
  import { anthropic } from './anthropic.js';
  import type { Model } from './model.js';
  import { openai } from './openai.js';

  const providers: Record<string, () => Model> = { anthropic, openai };

  export function modelFor(provider = process.env.AGENT_PROVIDER ?? 'anthropic'): Model {
    const create = providers[provider];
    if (create === undefined) throw new Error('unknown provider: ' + provider);
    return create();
  }
`;

const LOOP = `
  import { modelFor } from './models/choice.js';
  import type { Message } from './models/model.js';
  import { tools } from './tools.js';

  export async function run(prompt: string, model = modelFor()): Promise<string> {
    const messages: Message[] = [{ role: 'user', text: prompt }];
    while (true) {
      const { text, call } = await model.reply(messages);
      if (call === undefined) return text;
      const tool = tools.find((each) => each.name === call.name);
      const output = tool === undefined ? 'No such tool.' : await tool.run(call.input);
      messages.push({ role: 'assistant', text: text + ' [' + call.name + ']' }, { role: 'user', text: output });
    }
  }
`;

export const practice: Practice = {
  id: 'practice/model-swap',
  kind: 'practice',
  title: 'Swappable models',
  statement: 'The loop speaks to models through an interface of the harness; providers can be exchanged behind it.',
  consequence: 'hard-to-change',
  impact:
    "A price rise, an outage or a better model elsewhere means a rewrite of the loop, so users stay on yesterday's model.",
  fix: 'Define the request and reply the loop needs as your own types, write one adapter per provider, and choose it by configuration.',
  effort: 'day',
  confirm: {
    given: 'two providers behind the interface, one of them fake',
    when: 'the configured provider is changed',
    then: '{loop} runs unchanged with both, and no file on its path imports a vendor SDK',
  },
  signals:
    'Vendor SDK imports confined to adapters, an own interface with two or more implementations, and a choice by configuration.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('two providers behind one interface', {
    'src/models/model.ts': MODEL,
    'src/models/anthropic.ts': ANTHROPIC,
    'src/models/openai.ts': OPENAI,
    'src/models/choice.ts': CHOICE,
    'src/agent.ts': LOOP,
  }),
  fail: example('one vendor in the loop', {
    'README.md': '# Small agent\n\nProvider-agnostic: models from all vendors can be swapped behind one interface.\n',
  }),
};
