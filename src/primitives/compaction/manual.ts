import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { noCompaction } from '../kit/compaction.js';
import { requested } from '../kit/compaction-request.js';
import { agent, cli, example } from '../kit/example.js';
import { absent, decide } from '../kit/judgement.js';
import { strongest } from '../kit/nearness.js';

const SESSION = `
  import type Anthropic from '@anthropic-ai/sdk';
  import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

  const FILE = '.agent-session.json';

  export function load(): Anthropic.MessageParam[] {
    return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Anthropic.MessageParam[]) : [];
  }

  export function save(messages: Anthropic.MessageParam[]): void {
    writeFileSync(FILE, JSON.stringify(messages));
  }

  export function clear(): void {
    rmSync(FILE, { force: true });
  }
`;

const COMPACTION = `
  import type Anthropic from '@anthropic-ai/sdk';

  const KEEP = 10;

  /** Keeps the task and the newest messages. */
  export function compact(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
    return messages.length <= KEEP + 1 ? messages : [messages[0]!, ...messages.slice(-KEEP)];
  }
`;

const REMEMBERING = agent({
  imports: "import { load, save } from './session.js';",
  history: '...load(), ',
  finish: 'save(messages);',
});

export const criterion: Criterion = {
  id: 'compaction/manual',
  title: 'Compaction on request',
  statement: 'A user can start compaction with a command or call.',
  core: false,
  weight: 1,
  consequence: 'hard-to-change',
  impact:
    'Users who know that a chapter is closed cannot clear the desk; they start a new session and lose the thread.',
  fix: 'Expose the function that the loop already calls as a command such as /compact.',
  effort: 'hours',
  confirm: {
    given: 'a session of 40 entries below the threshold',
    when: 'the user enters the compact command',
    then: 'the history shrinks to its opening, a summary and the last 6 entries, and the session goes on',
  },
  signals: 'A user command or public entry point that calls the compaction function.',
  judge,
  pass: example('a /compact command', {
    'src/session.ts': SESSION,
    'src/compaction.ts': COMPACTION,
    'src/agent.ts': REMEMBERING,
    'src/cli.ts': cli({
      imports: "import { compact } from './compaction.js';\nimport { load, save } from './session.js';",
      before: `
        if (prompt === '/compact') {
          save(compact(load()));
          process.exit(0);
        }
      `,
    }),
  }),
  fail: example('a /clear command, and /compact in the docs', {
    'docs/commands.md': '# Commands\n\n- `/compact`: shorten the history by hand\n- `/clear`: start over\n',
    'src/session.ts': SESSION,
    'src/agent.ts': REMEMBERING,
    'src/cli.ts': cli({
      imports: "import { clear } from './session.js';",
      before: `
        if (prompt === '/clear') {
          clear();
          process.exit(0);
        }
      `,
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const none = noCompaction(context);
  if (none !== undefined) return absent(none);
  return decide(context.code, strongest(requested(context)), {
    met: 'A command of the user starts compaction.',
    partial: 'A command names compaction, but it was not seen to reach the code that shortens the history.',
    absent: 'No command, and no call that users of the library make, leads to the code that shortens the history.',
  });
}
