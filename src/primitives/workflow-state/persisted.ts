import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { STEPS } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'workflow-state/persisted',
  title: 'States on disk',
  statement: 'The states of work are stored durably, so that a process that starts again knows which step it is in.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'After a restart the agent is at the beginning again, with half of the work already done in the world, and does that half a second time.',
  fix: 'Write each change of state to a file or table before going on, and read the records back when the process starts.',
  effort: 'hours',
  confirm: {
    given: 'a process that is killed while {tool} runs as the second of 3 steps',
    when: 'a new process loads the states',
    then: 'step 1 is done, step 2 is running or interrupted, and step 3 is not done',
  },
  signals: 'Writes of the state records to a file or database on the path of the loop, and a read of them at start.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('step records in a file, read back at start', {
    'src/steps.ts': STEPS,
    'src/agent.ts': agent({
      imports: "import { enter, steps } from './steps.js';",
      begin: `
        const open = Object.values(steps).filter((step) => step.state === 'running');
        for (const step of open) console.error('Interrupted last time: ' + step.tool + ' ' + step.id);
      `,
      beforeTool: "enter({ id: call.id, tool: call.name, state: 'running' });",
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('states in a map that dies with the process', {
    'src/agent.ts': agent({
      declare: `
        type StepState = 'running' | 'done';

        // Persisted, so that a restarted process knows which step it is in.
        const steps = new Map<string, StepState>();
      `,
      beforeTool: "steps.set(call.id, 'running');",
      afterTool: "steps.set(call.id, 'done');",
    }),
  }),
};
