import type { Codebase, FileFacts, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { example } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { type Family, familiesOf } from '../kit/model-families.js';

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
    'Functions of one name in several types or files that lead to model calls, layers over many providers, and vendor SDKs that the files of the loop import.',
  judge,
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

/** SDKs of single vendors; layers that speak to many are listed apart. */
const VENDORS =
  /^(openai|@?anthropic(-ai)?|anthropic_sdk|async[-_]openai|@google\/(genai|generative-ai)|google\.(genai|generativeai)|@google-cloud\/vertexai|vertexai|groq(-sdk)?|mistralai|@mistralai|cohere(-ai)?|ollama|@aws-sdk\/client-bedrock-runtime|github\.com\/(sashabaranov\/go-openai|openai\/openai-go|anthropics\/anthropic-sdk-go|google\/generative-ai-go|ollama\/ollama)|google\.golang\.org\/genai)(\/|\.|:|$)/;
const LAYERS = new Set(
  'litellm ai-sdk langchain langgraph llama-index pydantic-ai dspy rig genai-rust eino genkit mastra agno crewai autogen strands semantic-kernel haystack openai-agents google-adk openrouter smolagents'.split(
    ' ',
  ),
);

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  if (map.modelCalls.length === 0) return absent('No call to a model was found.');
  const families = familiesOf(context);
  const family = families[0];
  const vendor = vendorInLoop(context, family);
  const layer = layerCall(context);
  const signals: Signal[] = [
    ...(family?.members ?? []).slice(0, 3).map(
      (fn): Signal => ({
        strength: (family?.members.length ?? 0) > 1 && vendor === undefined ? 'full' : 'half',
        file: fn.file.path,
        line: fn.fact.line,
        note: `${fn.fact.owner ?? fn.file.path.replace(/^.*\//, '')} implements ${fn.fact.name}`,
        fn,
      }),
    ),
    ...(layer === undefined ? [] : [vendor === undefined ? layer : { ...layer, strength: 'half' as const }]),
  ];
  return decide(code, signals, {
    met:
      (family?.members.length ?? 0) > 1
        ? 'The loop speaks to models through one interface with several implementations behind it.'
        : 'Models are reached through a layer over many providers; the loop uses the types of none.',
    partial:
      vendor === undefined
        ? 'There is an interface between the loop and the model, but one provider or one fixed model behind it.'
        : `Several models can be reached, but the loop uses the types of one vendor (${vendor}).`,
    absent: 'The loop calls the SDK of one vendor directly.',
  });
}

/** A vendor's SDK that a file of the loop imports; files that hold the implementations may. */
function vendorInLoop({ code, map, path }: JudgeContext, family: Family | undefined): string | undefined {
  const main = path.loops.slice(0, 2);
  const next = map.loops
    .slice(0, 2)
    .flatMap((l) => l.path.slice(1, 2))
    .flatMap((id) => code.function(id) ?? []);
  const adapters = new Set((family?.members ?? []).map((fn) => fn.file));
  const files = new Set([...main, ...next].map((fn) => fn.file).filter((f) => !adapters.has(f)));
  for (const file of files) {
    const found = file.imports.find(
      (i) => i.resolved.length === 0 && VENDORS.test(i.from) && isOutside(code, file, i.from),
    );
    if (found !== undefined) return found.from;
  }
  return undefined;
}

/** In Rust a path may start with a module of the crate itself; a dependency is declared. */
function isOutside(code: Codebase, file: FileFacts, from: string): boolean {
  if (file.language !== 'rust') return true;
  const crate = from.replace(/::.*$/, '').replace(/_/g, '-');
  return code.facts.packages.some((p) => p.dependencies.some((d) => d.replace(/_/g, '-') === crate));
}

/** A layer over many providers; half when the model's name is fixed where it is called. */
function layerCall({ code, map }: JudgeContext): Signal | undefined {
  const call = map.modelCalls.find((m) => LAYERS.has(m.via));
  const fn = call === undefined ? undefined : code.function(call.fn);
  if (call === undefined || fn === undefined) return undefined;
  const named = code.calls.filter((c) => c.fn.file === fn.file && /model/i.test(c.fact.callee));
  const fixed = named.find(
    (c) =>
      c.fact.args[0]?.kind === 'string' ||
      c.fn.objects.some(
        (o) =>
          o.line >= c.fact.line &&
          o.line <= c.fact.endLine &&
          o.keys.some((k) => /^model(Name|_name|Id)?$/.test(k.name) && k.kind === 'string'),
      ),
  );
  if (fixed !== undefined)
    return {
      strength: 'half',
      file: call.site.file,
      line: fixed.fact.line,
      note: `${call.via} reaches many providers, the model is fixed`,
      fn: fixed.fn,
    };
  return {
    strength: 'full',
    file: call.site.file,
    line: call.site.line,
    note: `${call.via} reaches many providers`,
    fn,
  };
}
