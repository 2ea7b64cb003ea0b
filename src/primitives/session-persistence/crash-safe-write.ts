import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

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
    'How session writes are made: append, rename after a temporary file, insert in a transaction, or overwrite in place.',
  judge: () => unknown('This criterion has no judge yet.'),
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
