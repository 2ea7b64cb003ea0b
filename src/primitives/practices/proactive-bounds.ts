import type { Practice } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const BOUNDED = `
  import cron from 'node-cron';
  import { run } from './agent.js';

  const DEADLINE_MS = 5 * 60_000;
  let running = false;

  cron.schedule('0 * * * *', async () => {
    if (running) return;
    running = true;
    try {
      console.log(await run('Triage new issues.', AbortSignal.timeout(DEADLINE_MS)));
    } catch (error) {
      console.error('scheduled run ended: ' + String(error));
    } finally {
      running = false;
    }
  });
`;

const UNBOUNDED = `
  import cron from 'node-cron';
  import { run } from './agent.js';

  // Each run is limited to five minutes and 50,000 tokens.
  cron.schedule('0 * * * *', async () => {
    console.log(await run('Triage new issues. Take at most five minutes.'));
  });
`;

const MANIFEST = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts", "small-agent-daemon": "src/daemon.ts" },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0", "node-cron": "^4.0.0" }
  }
`;

export const practice: Practice = {
  id: 'practice/proactive-bounds',
  kind: 'practice',
  title: 'Bounded background runs',
  statement: 'Runs that start without a person (daemon, schedule, webhook) have a limit on time or budget.',
  consequence: 'runaway-cost',
  impact: 'A scheduled agent that loops at night is found on the invoice.',
  fix: 'Give each unattended run a deadline and a token budget, refuse to overlap with the previous one, and report how it ended.',
  effort: 'hours',
  confirm: {
    given: 'a scheduled run with a budget of 5 minutes and a fake model that never stops',
    when: 'the schedule fires',
    then: 'the run is ended at 5 minutes with a reason on record, and the next firing does not overlap with it',
  },
  signals: 'Timers, schedules or webhooks that start a run, and the time, turn or cost limit that is passed to it.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('an hourly run with a deadline that never overlaps', {
    'package.json': MANIFEST,
    'src/daemon.ts': BOUNDED,
    'src/agent.ts': agent({
      params: ', signal?: AbortSignal',
      turn: 'signal?.throwIfAborted();',
      options: ', { signal }',
    }),
  }),
  fail: example('an hourly run without an end', { 'package.json': MANIFEST, 'src/daemon.ts': UNBOUNDED }),
};
