import type { Codebase, Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { usedAs } from '../kit/agent-flow.js';
import { typesWith } from '../kit/agents.js';
import { agent, example, tools } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { vary } from '../kit/variations.js';

const TYPES = `
  export interface AgentType {
    prompt: string;
    model: string;
    tokenBudget: number;
  }

  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.', model: 'claude-sonnet-4-5', tokenBudget: 1_000_000 },
    explore: { prompt: 'You answer questions about the code.', model: 'claude-haiku-4-5', tokenBudget: 50_000 },
  } satisfies Record<string, AgentType>;

  export type AgentName = keyof typeof agentTypes;
`;

const PROMPTS = `
  /** Each type has a model and a token budget that fit its task. */
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.' },
    explore: { prompt: 'You answer questions about the code. Be cheap.' },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const DELEGATE = tools({
  imports: "import { run } from './agent.js';",
  more: `
    {
      name: 'delegate',
      description: 'Hand a question to the explore agent.',
      input_schema: { type: 'object', properties: { task: { type: 'string' } }, required: ['task'] },
      run: ({ task }) => run(task, 'explore'),
    },
  `,
});

export const criterion: Criterion = {
  id: 'agent-types/own-budget',
  title: 'A model or budget for each type',
  statement: 'A type can name its own model, or its own limit on tokens, turns or cost.',
  core: false,
  weight: 2,
  consequence: 'runaway-cost',
  impact:
    'Listing files is paid at the price of the best model, and one lost worker can use up the budget of the whole run.',
  fix: 'Add optional model and budget fields to the row, with the values of the parent as default.',
  effort: 'hours',
  confirm: {
    given: 'a type with its own model and a budget of 10,000 tokens',
    when: 'an agent of it is started',
    then: 'its requests name that model, and it stops with a budget reason once 10,000 tokens are used',
  },
  signals:
    'A model, token, turn or cost field for each type that reaches the model call or the limit check of that agent.',
  judge,
  pass: example('a cheaper model and a smaller budget for the explorer', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agent({
        imports: "import { type AgentName, agentTypes } from './agent-types.js';",
        params: ", agent: AgentName = 'main'",
        start: 'const type = agentTypes[agent];\nlet used = 0;',
        turn: "if (used > type.tokenBudget) return 'Stopped: the token budget is used up.';",
        reply: 'used += reply.usage.input_tokens + reply.usage.output_tokens;',
      }),
      { "'You are a coding assistant.'": 'type.prompt', "'claude-sonnet-4-5'": 'type.model' },
    ),
  }),
  fail: example('one model for all, without a budget', {
    'src/agent-types.ts': PROMPTS,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agent({
        imports: "import { type AgentName, agentTypes } from './agent-types.js';",
        params: ", agent: AgentName = 'main'",
      }),
      { "'You are a coding assistant.'": 'agentTypes[agent].prompt' },
    ),
  }),
};

const BUDGET = [
  'model',
  'budget',
  'maxturns',
  'maxsteps',
  'token',
  'cost',
  'temperature',
  'effort',
  'max',
  '=turns',
  '=rounds',
  '=steps',
];

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const starts = map.tools.flatMap((t) => (t.starts === undefined ? [] : [t.starts.site]));
  const given = starts.filter(
    (s) => /max_?(steps|turns|tokens|iterations)|budget|model/i.test(s.text) || near(code, s.file, s.line),
  );
  const signals: Signal[] = [
    ...typesWith(context, BUDGET, 'has its own model or budget'),
    ...usedAs(context, ['model', 'max'], 'of the type is what its run is given'),
    ...given.map(
      (s): Signal => ({ strength: 'half', file: s.file, line: s.line, note: 'the child is started with a budget' }),
    ),
  ];
  return decide(code, signals, {
    met: 'A type of agent can have its own model or budget.',
    partial: 'A child gets a budget when it is started, but types declare none.',
    absent: 'All agents share one model and one budget: no such field was found on the types.',
  });
}

/** The call that starts the child names a budget among its arguments. */
function near(code: Codebase, file: string, line: number): boolean {
  const call = code.at(file, line)?.calls.find((c) => c.fact.line === line);
  return (
    call?.fact.args.some((a) => /max_?(steps|turns|tokens|iterations)|budget/i.test(`${a.name ?? ''} ${a.text}`)) ??
    false
  );
}
