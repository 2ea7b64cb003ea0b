import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { fieldsOfAgent } from '../kit/agents.js';
import { agent, example, tools } from '../kit/example.js';
import { comparesAmounts } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nearestFirst } from '../kit/nearness.js';
import { deciding } from '../kit/permission.js';
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

/** Words of agents that work for another one. */
const AGENT = ['subagent', 'delegat', 'spawn', 'child', 'agent', 'worker'];
const LIMITS = ['max', 'limit', 'depth', 'readonly', 'timeout', 'spawn', '=turns', '=steps'];

/** Limits that the start of a child names. */
function limitsGiven(fn: FunctionNode): number[] {
  const limit = /max_?(steps|turns|iterations|rounds|depth)|depth\s*[:=]?\s*\w*\.?depth\s*\+/i;
  const calls = fn.calls.filter((c) =>
    limit.test(`${c.fact.name} ${c.fact.args.map((a) => `${a.name ?? ''} ${a.text}`).join(' ')}`),
  );
  return calls.map((c) => c.fact.line);
}

function judge(context: JudgeContext): Judgement {
  const { code, map, path } = context;
  const keys = new Set(
    map.agentTypes
      .flatMap((t) => fieldsOfAgent(context, t).map((f) => f.name))
      .filter((k) => mentions(k, LIMITS) || /read_?only/i.test(k)),
  );
  const runs = (fn: FunctionNode): boolean => path.from.has(fn) || path.to.has(fn) || path.tools.has(fn);
  const branches = code.functions.filter(runs).flatMap((fn) => fn.branches.map((b) => ({ fn, b })));
  const typed = branches.filter(
    ({ b }) => b.idents.some((i) => keys.has(i)) && (comparesAmounts(b) || b.exit !== 'none'),
  );
  const filtered = code.functions.filter(
    (fn) => fn.fact.argumentOf !== undefined && fn.fact.idents.some((i) => keys.has(i)),
  );
  const starting = new Set(map.tools.flatMap((t) => [t.run, t.starts?.fn]));
  const startFiles = new Set(map.tools.flatMap((t) => t.starts?.site.file ?? []));
  const ofAgents = (fn: FunctionNode): boolean =>
    starting.has(fn.id) || (startFiles.has(fn.file.path) && mentions(fn.words, AGENT)) || mentions(fn.fact.name, AGENT);
  const depth = branches.filter(
    ({ fn, b }) =>
      comparesAmounts(b) &&
      b.idents.some((i) => mentions(i, ['depth', 'nesting'])) &&
      map.capabilities.subagents &&
      ofAgents(fn),
  );
  const child = branches.filter(
    ({ fn, b }) =>
      map.capabilities.subagents &&
      /(self|this)\.\w*(read_?only|sub_?agent)|sub_?agent/i.test(b.test) &&
      b.kind !== 'case' &&
      (b.exit === 'return' || b.exit === 'throw') &&
      deciding(fn),
  );
  const steps = (x: typeof branches): typeof branches =>
    nearestFirst(context, x).sort(
      (a, c) => Number(startFiles.has(c.fn.file.path)) - Number(startFiles.has(a.fn.file.path)),
    );
  const startNodes = map.tools.flatMap((t) => (t.starts === undefined ? [] : (code.function(t.starts.fn) ?? [])));
  const given = startNodes.flatMap((fn) => limitsGiven(fn).map((line) => ({ fn, line })));
  const withheld = branches.filter(
    ({ fn, b }) =>
      (b.exit === 'return' || b.exit === 'throw') &&
      b.idents.some((i) => /^(allowed|permitted|granted)_?tool(s|_?names)$/i.test(i)) &&
      (mentions(fn.fact.owner ?? '', AGENT) || startFiles.has(fn.file.path)),
  );
  const signals: Signal[] = [
    ...withheld.slice(0, 1).map(
      ({ fn, b }): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line: b.line,
        note: 'a tool outside of the own list is refused',
        fn,
      }),
    ),
    ...given.slice(0, 1).map(
      ({ fn, line }): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line,
        note: 'the child is started with a limit',
        fn,
      }),
    ),
    ...steps([...typed, ...depth])
      .slice(0, 3)
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
    ...steps(child)
      .slice(0, 2)
      .map(
        ({ fn, b }): Signal => ({
          strength: 'half',
          file: fn.file.path,
          line: b.line,
          note: 'a restricted agent is refused here',
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
