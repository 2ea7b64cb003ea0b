import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { findCompactors, noCompaction } from '../kit/compaction.js';
import { keptOnDisk } from '../kit/compaction-record.js';
import { agent, example } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { strongest } from '../kit/nearness.js';

const COMPACTION = `
  import type Anthropic from '@anthropic-ai/sdk';

  const LIMIT = 400_000;

  /** Drops the oldest messages after the first while the history is too long. */
  export function prune(messages: Anthropic.MessageParam[]): number {
    let dropped = 0;
    while (JSON.stringify(messages).length > LIMIT && messages.length > 10) {
      messages.splice(1, 2);
      dropped += 2;
    }
    return dropped;
  }
`;

const TRANSCRIPT = `
  import { appendFileSync } from 'node:fs';

  export function append(record: unknown): void {
    appendFileSync('transcript.jsonl', JSON.stringify(record) + '\\n');
  }
`;

const SNAPSHOT = `
  import { writeFileSync } from 'node:fs';

  /** Nothing is lost: the full transcript is kept. */
  export function save(messages: unknown[]): void {
    writeFileSync('session.json', JSON.stringify(messages));
  }
`;

export const criterion: Criterion = {
  id: 'compaction/lossless',
  title: 'Nothing is lost from the record',
  statement: 'Messages that no longer fit remain readable in storage, or storage notes when and what was compacted.',
  core: false,
  weight: 3,
  consequence: 'lost-or-doubled-work',
  impact: 'A wrong summary cannot be checked or undone, because the original is gone.',
  fix: 'Append messages to the store as they come and compact only the copy sent to the model; write a compaction record with the range it replaces.',
  effort: 'hours',
  confirm: {
    given: 'a session that was compacted once',
    when: '{store} is read',
    then: 'all original messages are there in order, plus 1 record that names the range that was replaced',
  },
  signals: 'An append-only transcript that compaction does not overwrite, or a store write of the compaction itself.',
  judge,
  pass: example('an append-only transcript that compaction does not touch', {
    'src/compaction.ts': COMPACTION,
    'src/transcript.ts': TRANSCRIPT,
    'src/agent.ts': agent({
      imports: "import { prune } from './compaction.js';\nimport { append } from './transcript.js';",
      begin: 'append(messages[0]);',
      turn: `
        const dropped = prune(messages);
        if (dropped > 0) append({ type: 'compaction', dropped });
      `,
      endTurn: 'append(messages.at(-2));\nappend(messages.at(-1));',
    }),
  }),
  fail: example('a session file that is overwritten with what is left', {
    'src/compaction.ts': COMPACTION,
    'src/session.ts': SNAPSHOT,
    'src/agent.ts': agent({
      imports: "import { prune } from './compaction.js';\nimport { save } from './session.js';",
      turn: 'prune(messages);\nsave(messages);',
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const none = noCompaction(context);
  if (none !== undefined) return absent(none);
  // A transcript that would keep what was dropped proves little where nothing is ever dropped.
  const runs = findCompactors(context).some((c) => c.fn.wired);
  const signals = keptOnDisk(context).map((s): Signal => (runs ? s : { ...s, strength: 'half' }));
  return decide(context.code, strongest(signals), {
    met: 'What compaction takes out of the window stays readable in storage, or storage notes what was replaced.',
    partial: 'The store could keep what compaction takes out, but no compaction was seen to run.',
    absent:
      'The store holds only what compaction leaves: no append-only transcript and no record of the compaction were found.',
  });
}
