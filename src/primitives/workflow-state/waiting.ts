import type { Criterion } from '../../contracts.js';
import { agent, cli, example, refuse } from '../kit/example.js';
import { ASK, STEPS } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'workflow-state/waiting',
  title: 'Waiting that survives a restart',
  statement: 'Waiting for an approval or for someone outside is a stored state that a restarted process still knows.',
  core: false,
  weight: 2,
  consequence: 'lost-or-doubled-work',
  impact:
    'An approval that comes an hour later finds nobody waiting for it: the request is lost, or is put to the user a second time as if it were new.',
  fix: 'Store the request with its id and arguments before asking, and list open requests when the process starts.',
  effort: 'day',
  confirm: {
    given: 'a call to {tool} that waits for an approval, and a process that is killed while it waits',
    when: 'a new process starts and the approval is given',
    then: '{effect} runs 1 time, with the arguments that were approved',
  },
  signals:
    'A state such as waiting or pending approval that is written to storage before the answer, and read at start.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a request is stored before it is asked, and asked again after a restart', {
    'src/ask.ts': ASK,
    'src/steps.ts': STEPS,
    'src/cli.ts': cli({
      imports:
        "import { ask } from './ask.js';\nimport { enter, steps } from './steps.js';\nimport { tools } from './tools.js';",
      before: `
        for (const step of Object.values(steps).filter((each) => each.state === 'waiting')) {
          const approved = await ask('Still waiting: ' + step.tool + ' ' + JSON.stringify(step.input) + '. Run it now?');
          const result = approved
            ? await tools.find((tool) => tool.name === step.tool)!.run(step.input ?? {})
            : 'Refused.';
          enter({ ...step, state: 'done', result });
        }
      `,
    }),
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';\nimport { enter } from './steps.js';",
      beforeTool: `
        enter({ id: call.id, tool: call.name, state: 'waiting', input });
        const approved = await ask('Allow ' + call.name + '?');
        enter({ id: call.id, tool: call.name, state: approved ? 'running' : 'done' });
        ${refuse('!approved').replace(/\n/g, '\n        ')}
      `,
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('a question that blocks and leaves no trace', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      declare: '// Waiting for approval survives a restart: the call is pending until the user answers.',
      beforeTool: refuse("!(await ask('Allow ' + call.name + '?'))"),
    }),
  }),
};
