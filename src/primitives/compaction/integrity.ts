import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { noCompaction } from '../kit/compaction.js';
import { guarded } from '../kit/compaction-guards.js';
import { agent, example } from '../kit/example.js';
import { absent, decide } from '../kit/judgement.js';

const GUARDED = `
  import type Anthropic from '@anthropic-ai/sdk';
  import { summarise } from './summary.js';

  const LIMIT = 400_000;
  const KEEP = 10;
  const MAX_FAILURES = 3;
  let failures = 0;

  const size = (messages: Anthropic.MessageParam[]) => JSON.stringify(messages).length;

  function holdsToolResult(message: Anthropic.MessageParam | undefined): boolean {
    return Array.isArray(message?.content) && message.content.some((block) => block.type === 'tool_result');
  }

  /** A tool result must not be the first message after the cut: its call would be missing. */
  function safeCut(messages: Anthropic.MessageParam[]): number {
    let cut = messages.length - KEEP;
    while (cut > 1 && holdsToolResult(messages[cut])) cut -= 1;
    return cut;
  }

  export async function compact(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<void> {
    if (size(messages) < LIMIT || failures >= MAX_FAILURES) return;
    const cut = safeCut(messages);
    const summary = await summarise(client, messages.slice(1, cut));
    if (summary.trim() === '' || summary.length >= size(messages.slice(1, cut))) {
      failures += 1;
      return;
    }
    failures = 0;
    messages.splice(1, cut - 1, { role: 'assistant', content: summary });
  }
`;

const NAIVE = `
  import type Anthropic from '@anthropic-ai/sdk';
  import { summarise } from './summary.js';

  const LIMIT = 400_000;

  /** Never separates a tool call from its result, and rejects bad summaries. */
  export async function compact(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<void> {
    if (JSON.stringify(messages).length < LIMIT) return;
    const summary = await summarise(client, messages.slice(1, -10));
    messages.splice(1, messages.length - 11, { role: 'assistant', content: summary });
  }
`;

const SUMMARY = `
  import type Anthropic from '@anthropic-ai/sdk';

  export async function summarise(client: Anthropic, messages: Anthropic.MessageParam[]): Promise<string> {
    const reply = await client.messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 2048,
      messages: [{ role: 'user', content: 'Summarise: ' + JSON.stringify(messages) }],
    });
    return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  }
`;

const COMPACTING = agent({
  imports: "import { compact } from './compaction.js';",
  turn: 'await compact(client, messages);',
});

export const criterion: Criterion = {
  id: 'compaction/integrity',
  title: 'Guarded compaction',
  statement:
    'Compaction protects the history: no call is cut off from its result, an empty or oversized summary is thrown away, or a few failures in a row end the attempts.',
  core: false,
  weight: 3,
  consequence: 'lost-or-doubled-work',
  impact:
    'A result without its call is refused by the provider, and an empty summary silently erases the work; either way the session is ruined by its own rescue.',
  fix: 'Move the cut to a border between turns, compare sizes before you replace anything, and stop after 3 failures.',
  effort: 'hours',
  confirm: {
    given:
      'a history in which the cut would fall between a tool call and its result, and a summariser that returns an empty text',
    when: 'compaction runs',
    then: 'each call still has its result, and the old history is kept because the summary was rejected',
  },
  signals:
    'Conditions in the compaction code on call and result pairs, on the size or emptiness of the summary, or on a count of failures.',
  judge,
  pass: example('pairs kept together, bad summaries rejected, failures counted', {
    'src/summary.ts': SUMMARY,
    'src/compaction.ts': GUARDED,
    'src/agent.ts': COMPACTING,
  }),
  fail: example('a cut wherever it falls', {
    'src/summary.ts': SUMMARY,
    'src/compaction.ts': NAIVE,
    'src/agent.ts': COMPACTING,
  }),
};

function judge(context: JudgeContext): Judgement {
  const none = noCompaction(context);
  if (none !== undefined) return absent(none);
  const signals = guarded(context);
  return decide(context.code, signals.slice(0, 3), {
    met: `Compaction guards the history: ${signals.map((s) => s.note).join('; ')}.`,
    partial: 'Guards of the history are declared in the compaction code, but not in force.',
    absent: 'No condition in the compaction code looks at call and result pairs, at the summary, or at failures.',
  });
}
