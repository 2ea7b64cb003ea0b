import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

const RESUMING = agent({
  imports: "import { save } from './store.js';",
  params: ', earlier: Anthropic.MessageParam[] = []',
  history: '...earlier, ',
  endTurn: 'save(messages);',
});

const CLI = cli({ imports: "import { load } from './store.js';", args: ', load()' });

export const criterion: Criterion = {
  id: 'session-persistence/tolerant-load',
  title: 'Loading damaged or older sessions',
  statement:
    'Loading copes with state that is damaged or comes from an older release: a schema version, validation, or skipping bad records.',
  core: false,
  weight: 2,
  consequence: 'lost-or-doubled-work',
  impact:
    'One half-written line, or one renamed field in an update, makes every stored session unreadable, and the user meets a stack trace instead of the work.',
  fix: 'Store a version number, parse record by record, skip or report what does not fit, and keep a copy of a file you could not read.',
  effort: 'hours',
  confirm: {
    given: 'a stored session of 5 records whose last line is cut in half',
    when: 'it is loaded from {store}',
    then: 'a session with 4 records comes back, and the damaged line is reported',
  },
  signals:
    'On the path that reads the store: a version check, schema validation, or error handling around the parsing of each record.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a version, and bad lines skipped', {
    'src/store.ts': `
      import { appendFileSync, existsSync, readFileSync } from 'node:fs';
      import type Anthropic from '@anthropic-ai/sdk';

      const FILE = 'session.jsonl';
      const VERSION = 2;

      export function save(messages: Anthropic.MessageParam[]): void {
        for (const message of messages.slice(-2)) appendFileSync(FILE, JSON.stringify({ version: VERSION, message }) + '\\n');
      }

      export function load(): Anthropic.MessageParam[] {
        if (!existsSync(FILE)) return [];
        const messages: Anthropic.MessageParam[] = [];
        for (const line of readFileSync(FILE, 'utf8').split('\\n')) {
          try {
            const record = JSON.parse(line);
            if (record.version === VERSION) messages.push(record.message);
          } catch {
            console.error('Skipped a damaged record.');
          }
        }
        return messages;
      }
    `,
    'src/agent.ts': RESUMING,
    'src/cli.ts': CLI,
  }),
  fail: example('a file that is parsed in good faith', {
    'src/store.ts': `// Tolerates damaged and older files.\n${STORE}`,
    'src/agent.ts': RESUMING,
    'src/cli.ts': CLI,
  }),
};
