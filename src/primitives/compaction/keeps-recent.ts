import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { noCompaction } from '../kit/compaction.js';
import { spared } from '../kit/compaction-spared.js';
import { agent, example } from '../kit/example.js';
import { absent, decide } from '../kit/judgement.js';

const SUMMARISE = `
  import type Anthropic from '@anthropic-ai/sdk';

  const LIMIT = 400_000;

  export const tooLong = (messages: Anthropic.MessageParam[]) => JSON.stringify(messages).length > LIMIT;

  async function summarise(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<string> {
    const reply = await client.messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 2048,
      messages: [{ role: 'user', content: 'Summarise: ' + JSON.stringify(messages) }],
    });
    return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  }
`;

const KEEPING = `
  const KEEP_RECENT = 10;

  export async function compact(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<void> {
    const [task, ...rest] = messages;
    const recent = rest.slice(-KEEP_RECENT);
    const summary = await summarise(client, rest.slice(0, -KEEP_RECENT));
    messages.splice(0, messages.length, task!, { role: 'assistant', content: summary }, ...recent);
  }
`;

const FORGETTING = `
  /** Keeps recent messages and the first instruction. */
  export async function compact(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<void> {
    const summary = await summarise(client, messages);
    messages.splice(0, messages.length, { role: 'user', content: summary });
  }
`;

const COMPACTING = agent({
  imports: "import { compact, tooLong } from './compaction.js';",
  turn: 'if (tooLong(messages)) await compact(client, messages);',
});

export const criterion: Criterion = {
  id: 'compaction/keeps-recent',
  title: 'Recent turns and the task are kept',
  statement: 'Compaction leaves the latest entries and the instructions that began the work in place.',
  core: true,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'After compaction the agent has forgotten the request or the file it was just editing; it starts over or does something else.',
  fix: 'Split the history in three: opening instructions, middle, last entries. Compact only the middle.',
  effort: 'hours',
  confirm: {
    given: 'a history of 40 entries whose first states the task',
    when: 'compaction runs',
    then: 'the first entry and the last 6 are unchanged, byte for byte, and only what lay between was replaced',
  },
  signals:
    'The compaction code: a slice of the newest entries that is carried over, and the first message or system prompt that is put back in front.',
  judge,
  pass: example('task, summary, and the last ten messages', {
    'src/compaction.ts': SUMMARISE + KEEPING,
    'src/agent.ts': COMPACTING,
  }),
  fail: example('a summary in place of everything', {
    'src/compaction.ts': SUMMARISE + FORGETTING,
    'src/agent.ts': COMPACTING,
  }),
};

/** Both ends kept is full; the newest entries alone are half. */
function judge(context: JudgeContext): Judgement {
  const none = noCompaction(context);
  if (none !== undefined) return absent(none);
  const { recent, opening } = spared(context);
  const both = recent.length > 0 && opening.length > 0;
  const kept = recent.slice(0, 1).map((s) => ({ ...s, strength: both ? ('full' as const) : ('half' as const) }));
  return decide(context.code, both ? [...kept, ...opening.slice(0, 1)] : kept, {
    met: 'The newest entries and the opening of the work are carried over when the history is shortened.',
    partial: both
      ? 'The newest entries and the opening of the work would be carried over.'
      : 'The newest entries are kept when the history is shortened; the instructions that began the work were not seen to be put back.',
    absent: 'The code that shortens the history carries neither the newest entries nor the opening over.',
  });
}
