import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

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
    'Reads of the session store whose result becomes the messages of the loop, reached from a command, an option or the public API.',
  judge: () => unknown('This criterion has no judge yet.'),
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
