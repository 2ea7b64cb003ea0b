import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf } from '../kit/nearness.js';
import { resumes } from '../kit/resuming.js';
import { sessionReads, sessionWrites, stored } from '../kit/sessions.js';

export const criterion: Criterion = {
  id: 'session-persistence/resume',
  title: 'Way back into a session',
  statement: 'A function or command turns what was stored into a session that can go on.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'The files are there, but nobody can continue from them; after a crash the user starts from the first prompt again.',
  fix: 'Add one function from session id to running session, give it a flag or command, and use it in a test.',
  effort: 'day',
  confirm: {
    given: 'a session of 2 turns in {store}, and a new process',
    when: 'it is resumed and {loop} makes its next request to a fake model',
    then: 'the request starts with the messages of both earlier turns, followed by the new prompt',
  },
  signals:
    'Reads of the session store whose result is given to what runs the loop or becomes its history; or a durable checkpointer of a framework.',
  judge,
  pass: example('an option that loads the last session', {
    'src/store.ts': STORE,
    'src/cli.ts': cli({
      imports: "import { load } from './store.js';",
      before: "const history = process.env.RESUME === '1' ? load() : [];",
      args: ', history',
    }),
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      history: '...earlier, ',
      finish: 'save(messages);',
      endTurn: 'save(messages);',
    }),
  }),
  fail: example('sessions that are written and never read', {
    'src/agent.ts': agent({
      imports: "import { writeFileSync } from 'node:fs';",
      endTurn: "// To resume, load this file.\nwriteFileSync('session.json', JSON.stringify(messages));",
    }),
    'README.md': `
      # small-agent

      Sessions survive crashes: run \`small-agent --resume\` to continue where you left off.
    `,
  }),
};

const HOW: Record<number, string> = {
  3: 'hands the stored session to what runs the agent',
  2: 'makes what was read the history it goes on with',
  1: 'loads the session it goes on with',
};

function judge(context: JudgeContext): Judgement {
  const ways = resumes(context);
  // What nothing writes cannot come back, however well it would be read.
  const strength = sessionWrites(context).length > 0 ? 'full' : 'half';
  const signals = ways.slice(0, 1).flatMap(({ read, fn, line, sureness }): Signal[] => [
    { strength, file: fn.file.path, line, note: `${nameOf(fn)} ${HOW[sureness] ?? 'goes on with the session'}`, fn },
    {
      strength: 'half',
      file: read.store.site.file,
      line: read.store.site.line,
      note: `${nameOf(read.fn)} reads the session`,
      fn: read.fn,
    },
  ]);
  const kept = stored(context, (s) => s.medium === 'checkpointer').filter(
    (s) => sessionWrites(context).length > 0 && s.fn.wired,
  );
  const keeper = kept.map(
    ({ store, fn }): Signal => ({ strength: 'full', ...store.site, note: 'the framework resumes from this store', fn }),
  );
  const by = ways[0]?.fn ?? keeper[0]?.fn;
  const who = by === undefined ? '' : nameOf(by);
  return decide(context.code, [...signals.slice(0, 3), ...keeper.slice(0, 1)], {
    met: `${who} rebuilds a session from the store and goes on with it.`,
    partial: `${who} would rebuild a session from the store.`,
    absent:
      sessionReads(context).length === 0
        ? 'No read of a stored session was found.'
        : 'A stored session is read, but what was read is not handed to the loop or to the history it works on.',
  });
}
