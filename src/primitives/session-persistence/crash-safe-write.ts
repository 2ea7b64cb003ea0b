import type { Criterion, JudgeContext, Judgement, Store } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, strongest } from '../kit/nearness.js';
import { belongsToRun, eachTurnFirst, keepers, type Stored, sessionWrites } from '../kit/sessions.js';

export const criterion: Criterion = {
  id: 'session-persistence/crash-safe-write',
  title: 'Writes that survive a crash',
  statement:
    'A crash in the middle of a write cannot destroy what was stored before: atomic rename, append-only log, or database transaction.',
  core: false,
  weight: 3,
  consequence: 'lost-or-doubled-work',
  impact:
    'The crash that makes the saved session necessary is the one that cuts its file in half, and a long session is lost with it.',
  fix: 'Append one line per event, or write a temporary file in the same folder and rename it over the old one.',
  effort: 'hours',
  confirm: {
    given: 'a stored session of 5 messages, and a file system that fails after half of the next write',
    when: 'the sixth message is written to {store} and the session is read back',
    then: 'at least the first 5 messages are there',
  },
  signals:
    'How each session write is made: append, rename after writing aside, database insert; or overwrite in place.',
  judge,
  pass: example('a temporary file renamed over the old one', {
    'src/store.ts': `
      import { renameSync, writeFileSync } from 'node:fs';
      import type Anthropic from '@anthropic-ai/sdk';

      export function save(messages: Anthropic.MessageParam[]): void {
        writeFileSync('session.json.tmp', JSON.stringify(messages));
        renameSync('session.json.tmp', 'session.json');
      }
    `,
    'src/agent.ts': agent({ imports: "import { save } from './store.js';", endTurn: 'save(messages);' }),
  }),
  fail: example('the whole session overwritten in place', {
    'src/store.ts': STORE,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      endTurn: '// Atomic: written to a temporary file and renamed.\nsave(messages);',
    }),
  }),
};

const HOW: Partial<Record<Store['op'], string>> = {
  append: 'appends to a log',
  rename: 'writes aside and renames',
  insert: 'inserts into a database',
};

function judge(context: JudgeContext): Judgement {
  const writes = sessionWrites(context).filter((write) => belongsToRun(context, write));
  const safe = eachTurnFirst(
    context,
    writes.filter(({ store }) => HOW[store.op] !== undefined),
  );
  const plain = writes.filter(({ store }) => HOW[store.op] === undefined && store.duringRun);
  const place = (write: Stored): string => write.fn.fact.owner ?? write.fn.file.path;
  const alone = safe.length > 0 && plain.every((p) => safe.some((s) => place(s) === place(p)));
  const signals = keepers(safe).map(
    ({ store, fn }): Signal => ({
      strength: alone ? 'full' : 'half',
      file: store.site.file,
      line: store.site.line,
      note: `${nameOf(fn)} ${HOW[store.op] ?? 'writes'}`,
      fn,
    }),
  );
  const first = keepers(safe)[0];
  const over = plain[0] ?? writes[0];
  const how = first === undefined ? '' : `${nameOf(first.fn)} ${HOW[first.store.op] ?? 'writes'}`;
  const judged = decide(context.code, strongest(signals, 1), {
    met: `${how}, so a crash in the middle of a write cannot destroy what was stored before.`,
    partial: `${how}, but ${over === undefined ? 'another function' : nameOf(over.fn)} overwrites session data in place.`,
    absent:
      over === undefined
        ? 'No session is written, so nothing protects one.'
        : `${nameOf(over.fn)} overwrites the stored session in place; no append, rename or transaction was found.`,
  });
  if (judged.verdict !== 'absent' || over === undefined) return judged;
  return { ...judged, evidence: [{ ...over.store.site, note: 'overwritten in place' }] };
}
