import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example, tools } from '../kit/example.js';
import { comparesAmounts } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
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
  judge,
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

const LIMITS = ['max', 'limit', 'depth', 'readonly', 'timeout', 'spawn', '=turns', '=steps'];

function judge(context: JudgeContext): Judgement {
  const { code, map, path } = context;
  const keys = new Set(
    map.agentTypes.flatMap((t) => t.keys.filter((k) => mentions(k, LIMITS) || /read_?only/i.test(k))),
  );
  const branches = code.functions.flatMap((fn) => fn.branches.map((b) => ({ fn, b })));
  const typed = branches.filter(({ b }) => b.idents.some((i) => keys.has(i)));
  const filtered = code.functions.filter(
    (fn) => fn.fact.argumentOf !== undefined && fn.fact.idents.some((i) => keys.has(i)),
  );
  const nearFirst = <T extends { fn: FunctionNode }>(all: T[]): T[] => {
    const runs = ({ fn }: T): boolean => path.from.has(fn) || path.to.has(fn) || path.tools.has(fn);
    return [...all.filter(runs), ...all.filter((x) => !runs(x))];
  };
  const depth = branches.filter(
    ({ b }) =>
      comparesAmounts(b) && b.idents.some((i) => mentions(i, ['depth', 'nesting'])) && map.capabilities.subagents,
  );
  const child = branches.filter(
    ({ b }) => map.capabilities.subagents && /read_?only|sub_?agent/i.test(b.test) && b.exit !== 'none',
  );
  const signals: Signal[] = [
    ...nearFirst([...typed, ...depth])
      .slice(0, 4)
      .map(
        ({ fn, b }): Signal => ({
          strength: 'full',
          file: fn.file.path,
          line: b.line,
          note: 'a limit of the agent is enforced',
          fn,
        }),
      ),
    ...filtered.slice(0, 2).map(
      (fn): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line: fn.fact.line,
        note: 'a limit of the type filters what it may do',
        fn,
      }),
    ),
    ...child.slice(0, 2).map(
      ({ fn, b }): Signal => ({
        strength: 'half',
        file: fn.file.path,
        line: b.line,
        note: 'a child is refused here',
        fn,
      }),
    ),
  ];
  return decide(code, signals, {
    met: 'Limits of an agent type or child are enforced in code.',
    partial: 'Some actions are refused to children, but no limit of a type is enforced.',
    absent: 'No turn or depth limit, read-only rule or spawning rule of an agent type was found in code.',
  });
}
