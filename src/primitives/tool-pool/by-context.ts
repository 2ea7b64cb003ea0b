import type { CallNode, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { toolsOfTypes } from '../kit/agent-flow.js';
import { agent, cli, example } from '../kit/example.js';
import { withClosures } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { offering } from '../kit/offered-tools.js';
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
  const sets = toolSets(context);
  const tested = [...sets.map((set) => set.fn), ...offering(context).keys()].flatMap((fn) => conditions(context, fn));
  const given = sets.flatMap(({ fn, line }) => {
    const word = turnsOn(conditionsAt(context, { fn, line, how: 'chosen' }).join(' '));
    return word === undefined ? [] : [{ fn, line, word }];
  });
  const chosen = [...given, ...tested].map(
    ({ fn, line, word }): Signal => ({
      strength: 'full',
      file: fn.file.path,
      line,
      note: `which tools are offered turns on ${word}`,
      fn,
    }),
  );
  return decide(context.code, [...toolsOfTypes(context, 2), ...typed(context), ...chosen], {
    met: 'Mode, agent type, permission or environment decides which tools are offered.',
    partial: 'Context decides over a set of tools, but nothing reaches that code.',
    absent: 'No condition on mode, agent type, permission or environment was found where tools are offered.',
  });
}

/** The word of the text that says what the choice depends on. */
function turnsOn(text: string): string | undefined {
  const words = (text.match(/\w+/g) ?? []).filter((word) => mentions(word, CONTEXT));
  return words.find((word) => /[a-z]/.test(word)) ?? words[0];
}

interface Turn {
  fn: FunctionNode;
  line: number;
  word: string;
}

/** Arms of a test that the set's makers put to each tool: `isActive(tool)` says no in plan mode. */
function conditions(context: JudgeContext, fn: FunctionNode): Turn[] {
  const asked = withClosures(fn).flatMap((f) => f.branches.flatMap((b) => context.code.asked(f, b)));
  const askers = [...new Set(asked.filter((c) => givenTool(c)).flatMap((c) => c.targets))];
  return askers
    .filter((f) => f.inScope && /^(bool|boolean)?$/.test(f.fact.returns ?? ''))
    .flatMap((f) =>
      f.branches.flatMap((b): Turn[] => {
        const word = b.exit === 'return' && b.kind !== 'catch' ? turnsOn(b.test) : undefined;
        return word === undefined ? [] : [{ fn: f, line: b.line, word }];
      }),
    );
}

function givenTool({ fact }: CallNode): boolean {
  return fact.args.some((a) => /^&?\w*(tool|spec|op)\w*$/i.test(a.text));
}

/** A function that is given the type of the agent and answers with its tools. */
function typed(context: JudgeContext): Signal[] {
  return [...offering(context).keys()].flatMap((fn): Signal[] => {
    const type = fn.fact.params.find((p) => AGENT_TYPE.test(`${p.name} ${p.type ?? ''}`));
    const first = fn.branches.find((b) => type !== undefined && b.idents.includes(type.name));
    if (type === undefined || first === undefined || !mentions(fn.fact.name, ['=tool', '=tools'])) return [];
    const note = `${fn.fact.name} answers with the tools of a ${type.name}`;
    return [{ strength: 'full', file: fn.file.path, line: first.line, note, fn }];
  });
}

const AGENT_TYPE = /agent_?(type|kind|name)|sub_?agent/i;
