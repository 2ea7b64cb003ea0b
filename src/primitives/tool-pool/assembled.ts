import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { toolsOfTypes } from '../kit/agent-flow.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf } from '../kit/nearness.js';
import { toolSets } from '../kit/tool-sets.js';
import { agentOffering, crowdedTools } from '../kit/variations.js';

const POOL = `
  import { existsSync } from 'node:fs';
  import { type Tool, tools } from './tools.js';

  /** The tools that make sense where the session runs: no git tools outside a repository, no network when offline. */
  export function poolFor(session: { directory: string; offline: boolean }): Tool[] {
    const versioned = existsSync(session.directory + '/.git');
    return tools.filter((tool) => {
      if (tool.name.startsWith('git_')) return versioned;
      if (tool.name === 'fetch_url') return !session.offline;
      return true;
    });
  }
`;

export const criterion: Criterion = {
  id: 'tool-pool/assembled',
  title: 'Pool built by code',
  statement:
    'Code works out, for each session or turn, which tools are put into the request; the offer is not one constant for all runs.',
  core: true,
  weight: 5,
  consequence: 'hard-to-change',
  impact:
    'Every run pays for every tool definition, and the model picks a wrong one the more often the longer the list grows.',
  fix: 'Put a function between registry and request that takes the context of this run and returns the tools to offer; let the dispatch site look names up in its result.',
  effort: 'hours',
  confirm: {
    given: 'a registry of 12 tools and a context that calls for 4',
    when: '{loop} builds its request',
    then: 'the request carries exactly those 4 definitions, and a call of a fifth tool is answered with an error by {dispatch}',
  },
  signals:
    'The tools argument of the model call: whether it comes from a function that filters or composes the registry, or from a constant.',
  judge,
  pass: example('a pool computed for each session', {
    'src/pool.ts': POOL,
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agentOffering('poolFor({ directory: process.cwd(), offline: process.env.OFFLINE === "1" })', {
      imports: "import { poolFor } from './pool.js';",
    }),
  }),
  fail: example('ten tools in one constant', {
    'README.md': '# Small agent\n\nThe tool pool is assembled for each session from mode flags and deny lists.\n',
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agent({ begin: '// The pool: every session starts with its own selection of tools.' }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const listed = toolsOfTypes(context, 1);
  const computed = toolSets(context).map(
    ({ fn, line, how }): Signal => ({
      strength: 'full',
      file: fn.file.path,
      line,
      note:
        how === 'chosen'
          ? `${nameOf(fn)} picks or joins the tools that are offered`
          : `${nameOf(fn)} puts a set of tools in force`,
      fn,
    }),
  );
  return decide(context.code, [...listed, ...computed], {
    met: 'The tools offered are computed by code for each session or turn.',
    partial: 'Code that computes a set of tools exists, but nothing reaches it.',
    absent: 'The same constant set of tools goes to every model call: no code on the way narrows or joins it.',
  });
}
