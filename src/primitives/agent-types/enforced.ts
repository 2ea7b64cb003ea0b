import type { Criterion } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';
import { agentOffering, vary } from '../kit/variations.js';

const TYPES = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.', maxTurns: 100, canSpawn: true },
    worker: { prompt: 'You do one task and report.', maxTurns: 10, canSpawn: false },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const POLITE = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.' },
    worker: { prompt: 'You do one task and report. Use at most 10 turns and never start further agents.' },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const DELEGATE = tools({
  imports: "import { run } from './agent.js';",
  more: `
    {
      name: 'delegate',
      description: 'Hand a task to a worker.',
      input_schema: { type: 'object', properties: { task: { type: 'string' } }, required: ['task'] },
      run: ({ task }) => run(task, 'worker'),
    },
  `,
});

const PROMPT = { "'You are a coding assistant.'": 'agentTypes[agent].prompt' };

export const criterion: Criterion = {
  id: 'agent-types/enforced',
  title: 'Limits in code',
  statement:
    'Code, not the prompt, holds a type to its constraints: how many turns, how deep, reading only, or no agents of its own.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'Agents that start agents without end turn one question into a bill; a sentence in the prompt does not stop them.',
  fix: 'Pass the depth to each child and refuse beyond the limit; set turns by type; take the spawn tool from children.',
  effort: 'hours',
  confirm: {
    given: 'a type with 3 turns and depth 1, and a fake model that always asks for another sub-agent',
    when: 'the agent runs',
    then: 'no second level starts, and it stops after 3 model calls with a stop reason',
  },
  signals:
    'Comparisons with a limit of the type or with a depth, read-only flags that refuse, and removal of the spawn tool for children.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('turns and spawning limited in the loop', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agentOffering("allTools.filter((tool) => tool.name !== 'delegate' || agentTypes[agent].canSpawn)", {
        imports: `
          import { type AgentName, agentTypes } from './agent-types.js';
          import { tools as allTools } from './tools.js';
        `,
        params: ", agent: AgentName = 'main'",
        begin: 'let turns = 0;',
        turn: `
          if (turns >= agentTypes[agent].maxTurns) return 'Stopped after ' + turns + ' turns.';
          turns += 1;
        `,
      }),
      PROMPT,
    ),
  }),
  fail: example('limits that stand in the prompt', {
    'src/agent-types.ts': POLITE,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agent({
        imports: "import { type AgentName, agentTypes } from './agent-types.js';",
        params: ", agent: AgentName = 'main'",
      }),
      PROMPT,
    ),
  }),
};
