import type { CallNode, Criterion, FunctionNode, JudgeContext, Judgement, Site, Store } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { belongsToRun, sessionWrites } from '../kit/sessions.js';

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
  signals:
    'Keys and declared members of what is written to the session store: usage, tokens, cost; model, configuration; permissions; tools.',
  judge,
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

/** Beside the messages; two of these make a session more than a transcript. */
const PARTS: [name: string, words: Vocabulary][] = [
  ['usage or cost', ['usage', '=tokens', 'tokencount', '=cost', '=costs', 'spent']],
  ['permission decisions', ['permission', 'approval', 'approved', 'allowed', 'granted', 'consent']],
  ['configuration or model', ['=model', 'modelid', 'config', '=settings', '=provider', 'temperature', 'thinkinglevel']],
  ['available tools', ['=tools', 'toolset', 'toolnames']],
];

/** Sizes at one moment of the session's life, and places that are open to everybody. */
const ASIDE = /before|after|max|limit|stats|paths?$|dir(s|ectories)?$|hosts?$|domains?$/i;
/** The thing itself, and not something about it. */
const PLAIN = /^(usage|tokens?|token_?usage|model|model_?id|model_?name|config|settings|provider|tools|permissions?)$/i;
/** Types with this many methods do work; what they hold beside it is not what is written. */
const MOST_METHODS = 3;

/** A key that is written, or a member of a type of data; not a part of some service that the writer happens to hold. */
function isData({ code }: JudgeContext, { file, line }: Site, fn: FunctionNode): boolean {
  if (file === fn.file.path) return true;
  const type = code.types.find((t) => t.file.path === file && t.fact.members.some((m) => m.line === line));
  return type === undefined || type.methods.length <= MOST_METHODS;
}

const PUTS = /^(insert|set|put|add|serialize_field|field|entry)$/;

/** Where the record is made by hand, the line that puts the value under its name. */
function putUnder({ code }: JudgeContext, { name, site }: Store['carries'][number]): Omit<Site, 'text'> | undefined {
  const own = code.functions.filter((fn) => fn.wired && fn.file.path === site.file);
  const named = own.flatMap((fn) => fn.calls).find((c) => PUTS.test(c.fact.name) && isText(c, name));
  return named === undefined ? undefined : { file: site.file, line: named.fact.line };
}

function isText({ fact }: CallNode, name: string): boolean {
  const [first, second] = fact.args;
  return second !== undefined && first !== undefined && first.text.replace(/^"(\w+)"\S*$/, '$1') === name;
}

/** The file of the writer before its folder, and that before the rest. */
function nearness(file: string, writer: string): number {
  const folder = writer.slice(0, writer.lastIndexOf('/') + 1);
  return file === writer ? 2 : file.startsWith(folder) ? 1 : 0;
}

function judge(context: JudgeContext): Judgement {
  const writes = sessionWrites(context).filter((write) => belongsToRun(context, write));
  const found = PARTS.flatMap(([name, words]) => {
    const parts = writes.flatMap(({ store, fn }) =>
      store.carries
        .filter((c) => mentions(c.name, words) && !ASIDE.test(c.name) && isData(context, c.site, fn))
        .map((part) => ({
          name,
          part,
          fn,
          near: nearness(part.site.file, fn.file.path) + (PLAIN.test(part.name) ? 3 : 0),
        })),
    );
    return parts.sort((a, b) => b.near - a.near).slice(0, 1);
  });
  const signals = found.map(({ name, part, fn }): Signal => {
    const strength = found.length >= 2 ? 'full' : 'half';
    const { file, line } = putUnder(context, part) ?? part.site;
    return { strength, file, line, note: `${name}: "${part.name}" is stored`, fn };
  });
  const names = found.map((f) => f.name).join(' and ');
  return decide(context.code, signals, {
    met: `The session is stored with ${names}.`,
    partial: `Of usage, permissions, configuration and tools, only ${names} is stored with the session.`,
    absent:
      writes.length === 0
        ? 'No session is stored, so nothing is stored beside its messages.'
        : 'What is written with the session was followed to its keys and types: no usage, permissions, configuration, model or tools.',
  });
}
