import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { type Care, careOf } from '../kit/loading.js';
import { nameOf, strongest } from '../kit/nearness.js';
import { resumes } from '../kit/resuming.js';
import { sessionReads, sessionWrites } from '../kit/sessions.js';

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
    'In the function that reads the store, what it calls, and its callers in the same file: a version compared, a migration, schema validation, or a failed parse of one record that does not end the load.',
  judge,
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

const NOTE: Record<Care['how'], string> = {
  version: 'compares a version',
  migration: 'brings older state up to date',
  validation: 'validates what was read',
  record: 'goes on after a bad record',
  whole: 'goes on where the file as a whole does not parse',
};

const MOST = 99;

/** The first place of each kind: a second one shows nothing more. */
function onceEach(signals: readonly Signal[]): Signal[] {
  const kind = ({ note }: Signal): string => note.slice(note.indexOf(' '));
  return signals.filter((s, i) => signals.findIndex((other) => kind(other) === kind(s)) === i).slice(0, 2);
}

function judge(context: JudgeContext): Judgement {
  const used = new Set(resumes(context).map((r) => r.read.fn));
  const all = sessionReads(context);
  const written = new Set(sessionWrites(context).map((w) => w.fn.file.path));
  const resumed = all.filter((r) => used.has(r.fn));
  const beside = resumed.filter((r) => written.has(r.fn.file.path));
  const reads = beside.length > 0 ? beside : resumed.length > 0 ? resumed : all;
  const signals = reads.flatMap((read) =>
    careOf(context, read).map(
      ({ fn, line, how }): Signal => ({
        strength: how !== 'whole' && used.has(read.fn) ? 'full' : 'half',
        file: fn.file.path,
        line,
        note: `${nameOf(fn)} ${NOTE[how]}`,
        fn,
      }),
    ),
  );
  const who = strongest(signals)[0]?.note ?? '';
  return decide(context.code, onceEach(strongest(signals, MOST)), {
    met: `Loading copes with damaged or older state: ${signals.find((s) => s.strength === 'full')?.note ?? who}.`,
    partial:
      used.size > 0
        ? `Loading copes in part: ${who}.`
        : `No run goes on from a stored session; what only looks at one copes in part: ${who}.`,
    absent:
      reads.length === 0
        ? 'No session is loaded.'
        : `${reads[0] === undefined ? 'The loader' : nameOf(reads[0].fn)} reads the session without a version, validation, or handling of bad records.`,
  });
}
