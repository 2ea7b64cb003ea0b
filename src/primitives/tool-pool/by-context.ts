import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { toolsOfTypes } from '../kit/agent-flow.js';
import { agent, cli, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { conditionsAt, toolSets } from '../kit/tool-sets.js';
import { agentOffering, crowdedTools } from '../kit/variations.js';

const POOL = `
  import { type Tool, tools } from './tools.js';

  export type Mode = 'plan' | 'build';

  const READ_ONLY = new Set(['read_file', 'list_files', 'search_text', 'git_diff']);

  export function poolFor(mode: Mode): Tool[] {
    return mode === 'plan' ? tools.filter((tool) => READ_ONLY.has(tool.name)) : tools;
  }
`;

export const criterion: Criterion = {
  id: 'tool-pool/by-context',
  title: 'Pool decided by context',
  statement: 'The mode, agent type, permissions or environment of a run decides which tools it can see.',
  core: true,
  weight: 5,
  consequence: 'silent-harm',
  impact:
    'A planning or review run sees the tools that delete and deploy, and sooner or later it uses one; the user asked for a plan.',
  fix: 'Give tools a class (reads, writes, executes) and let the mode choose the classes; make read-only modes the narrowest.',
  effort: 'hours',
  confirm: {
    given: 'the read-only mode of the harness',
    when: 'the pool for a session is built',
    then: 'it holds 0 tools that can write or execute, while the default mode holds at least 1',
  },
  signals: 'Conditions on mode, role, permission or environment that decide which tools enter the offered set.',
  judge,
  pass: example('plan mode sees tools that only read', {
    'src/pool.ts': POOL,
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agentOffering('poolFor(mode)', {
      imports: "import { type Mode, poolFor } from './pool.js';",
      params: ", mode: Mode = 'build'",
    }),
    'src/cli.ts': cli({ args: ", process.env.PLAN === '1' ? 'plan' : 'build'" }),
  }),
  fail: example('a plan mode that only asks nicely', {
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agent({
      params: ", mode: 'plan' | 'build' = 'build'",
      start: `
        const rule =
          mode === 'plan' ? 'You are in plan mode: use read-only tools, never write_file, bash or git_commit.' : 'Go ahead.';
      `,
      history: "{ role: 'user', content: rule }, ",
    }),
    'src/cli.ts': cli({ args: ", process.env.PLAN === '1' ? 'plan' : 'build'" }),
  }),
};

const CONTEXT = [
  '=mode',
  '=modes',
  'role',
  'permission',
  'policy',
  'policies',
  '=plan',
  '=deny',
  'readonly',
  'headless',
  'unattended',
  '=stage',
  'interactive',
  'trust',
  'subagent',
  'depth',
  'profile',
  'environment',
  'agenttype',
];

function judge(context: JudgeContext): Judgement {
  const sets = toolSets(context).filter(
    (set) => mentions(conditionsAt(context, set).join(' '), CONTEXT) || agentTyped(set.fn),
  );
  const listed = toolsOfTypes(context, 2);
  const chosen = sets.map(
    ({ fn, line }): Signal => ({
      strength: 'full',
      file: fn.file.path,
      line,
      note: `${fn.fact.name} chooses tools by context`,
      fn,
    }),
  );
  return decide(context.code, [...listed, ...chosen], {
    met: 'Mode, agent type, permission or environment decides which tools are offered.',
    partial: 'Context decides over a set of tools, but nothing reaches that code.',
    absent: 'No condition on mode, agent type, permission or environment was found where tools are offered.',
  });
}

function agentTyped(fn: FunctionNode): boolean {
  return fn.fact.params.some((p) => /agent_?(type|kind|name)|sub_?agent/i.test(`${p.name} ${p.type ?? ''}`));
}
