import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, strongest } from '../kit/nearness.js';
import { belongsToRun, eachTurnFirst, keepers, sessionWrites } from '../kit/sessions.js';

export const criterion: Criterion = {
  id: 'session-persistence/durable',
  title: 'Session on disk',
  statement:
    'The session, at least its messages, is written to storage that outlives the process: files or a database.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'When the process ends, for whatever reason, the whole run is gone: the user pays for it twice and explains the task twice.',
  fix: 'Write the messages to a file per session (JSON Lines is enough) in a folder that the program owns.',
  effort: 'day',
  confirm: {
    given: 'a fake model that answers 3 turns, and an empty session folder',
    when: '{loop} has run to its end and the process has exited',
    then: '{store} holds 1 session with all messages of the 3 turns, tool results included',
  },
  signals:
    'Writes of messages or a session (by what is written, and the names around it) to a file, a database or a durable checkpointer, on the path of the loop or of what calls it.',
  judge,
  pass: example('messages written to a file', {
    'src/store.ts': STORE,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      finish: 'save(messages);',
      endTurn: 'save(messages);',
    }),
  }),
  fail: example('a session store that lives in memory', {
    'src/agent.ts': agent({
      declare: `
        // Sessions are persisted here, so that they survive a crash.
        const sessions = new Map<string, Anthropic.MessageParam[]>();

        function saveSession(id: string, messages: Anthropic.MessageParam[]): void {
          sessions.set(id, [...messages]);
        }
      `,
      endTurn: "saveSession('current', messages);",
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const writes = keepers(eachTurnFirst(context, sessionWrites(context)));
  const signals = writes.map(
    (write): Signal => ({
      strength: belongsToRun(context, write) ? 'full' : 'half',
      file: write.store.site.file,
      line: write.store.site.line,
      note: `${nameOf(write.fn)} writes the session (${write.store.medium}, ${write.store.op})`,
      fn: write.fn,
    }),
  );
  const writer = writes[0] === undefined ? '' : nameOf(writes[0].fn);
  return decide(context.code, strongest(signals, 1), {
    met: `${writer} writes the session to storage that outlives the process.`,
    partial: `${writer} writes messages, but nothing around the agent loop calls it.`,
    absent:
      'No write of messages or a session to a file, a database or a durable checkpointer was found; it lives in memory.',
  });
}
