import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { typesWith } from '../kit/agents.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, tools } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { agentOffering, vary } from '../kit/variations.js';

const TYPES = `
  import { type Tool, tools } from './tools.js';

  export interface AgentType {
    prompt: string;
    tools: string[];
  }

  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.', tools: ['read_file', 'write_file', 'bash', 'delegate'] },
    explore: { prompt: 'You answer questions about the code.', tools: ['read_file'] },
  } satisfies Record<string, AgentType>;

  export type AgentName = keyof typeof agentTypes;

  export function toolsOf(name: AgentName): Tool[] {
    const allowed: string[] = agentTypes[name].tools;
    return tools.filter((tool) => allowed.includes(tool.name));
  }
`;

const PROMPTS = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.' },
    explore: { prompt: 'You answer questions about the code. Allowed tools: read_file. Never write or run anything.' },
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

const PROMPT = { "'You are a coding assistant.'": 'agentTypes[agent].prompt' };

export const criterion: Criterion = {
  id: 'agent-types/own-tools',
  title: 'Tools for each type',
  statement: 'Each type has its own list of allowed tools, so that an explorer is unable to edit.',
  core: true,
  weight: 5,
  consequence: 'silent-harm',
  impact: 'An agent sent to look around can do all that its tools allow; the user approved a search.',
  fix: 'Give each row an allow-list and filter both the request and the dispatch site by it.',
  effort: 'hours',
  confirm: {
    given: 'a read-only type and a fake model that asks it for {tool}',
    when: 'the agent runs',
    then: '{tool} is not in its request, the call is answered with an error, and {effect} ran 0 times',
  },
  signals: 'A tools field for each type that filters the offered tools or is checked where calls are dispatched.',
  judge,
  pass: example('an allow-list for each type', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agentOffering('toolsOf(agent)', {
        imports: "import { type AgentName, agentTypes, toolsOf } from './agent-types.js';",
        params: ", agent: AgentName = 'main'",
      }),
      PROMPT,
    ),
  }),
  fail: example('an explorer that is only told not to write', {
    'src/agent-types.ts': PROMPTS,
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

/** Notes that a tool brings about itself are no limit of an agent. */
const ANNOTATION = /hint|annotation/i;

function judge(context: JudgeContext): Judgement {
  const { code } = context;
  const chosen = code.functions.filter(
    (fn) =>
      mentions(fn.fact.name, ['=tool', '=tools']) &&
      fn.fact.params.some((p) =>
        /sub_?agent|agent_?(type|kind|name)|\brole\b|\bmode\b/i.test(`${p.name} ${p.type ?? ''}`),
      ),
  );
  const refused = refusedArms(context);
  const signals: Signal[] = [
    ...typesWith(context, ['tool', 'capabilit'], 'has its own tools'),
    ...listed(context),
    ...chosen.map(
      (fn): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line: fn.fact.line,
        note: `${fn.fact.name} gives a type its tools`,
        fn,
      }),
    ),
    ...refused.map(
      ({ fn, b }): Signal => ({
        strength: 'half',
        file: fn.file.path,
        line: b.line,
        note: 'a child or mode is refused some tools',
        fn,
      }),
    ),
  ];
  return decide(code, signals, {
    met: 'Each type of agent has its own allowed tools, and code applies them.',
    partial: 'Some tools are withheld from some agents, but types have no tools of their own.',
    absent: 'Every type of agent gets the same tools.',
  });
}

/** What answers with text tells the model of the list; it withholds nothing. */
const TEXT = /^(Promise<)?(string|str|String)>?$/;

/** Rows that list tools of the harness by name, where code goes by the list. */
function listed({ code, map }: JudgeContext): Signal[] {
  const found = map.agentTypes.flatMap(({ name, tools }) => (tools === undefined ? [] : [{ name, ...tools }]));
  const applied = (field: string): boolean =>
    code.functions.some(
      (fn) =>
        fn.wired && fn.fact.kind !== 'module' && fn.fact.idents.includes(field) && !TEXT.test(fn.fact.returns ?? ''),
    );
  return found
    .filter((t) => applied(t.field))
    .slice(0, 2)
    .map(({ name, site }) => ({
      strength: 'full',
      file: site.file,
      line: site.line,
      note: `${name} lists its tools`,
    }));
}

/** Conditions on the way that keep some tools from a child or a read-only mode. */
function refusedArms(context: JudgeContext): { fn: FunctionNode; b: BranchFact }[] {
  const { code, path } = context;
  const runs = (fn: FunctionNode): boolean => path.from.has(fn) || path.to.has(fn) || path.tools.has(fn);
  const refuses = (fn: FunctionNode, b: BranchFact): boolean =>
    /read_?only|sub_?agent|depth/i.test(b.test) &&
    !ANNOTATION.test(`${b.test} ${fn.fact.idents.join(' ')}`) &&
    mentions(`${fn.fact.name} ${b.test}`, ['tool', 'approv', 'delegat']);
  const found = code.functions.filter(runs).flatMap((fn) => {
    const b = fn.branches.find((branch) => refuses(fn, branch));
    return b === undefined ? [] : [{ fn, b }];
  });
  const first = nearestFirst(context, found);
  return first.filter(({ b }, i) => first.findIndex((other) => other.b.test === b.test) === i).slice(0, 2);
}
