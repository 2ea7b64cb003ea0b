import type { Criterion } from '../../contracts.js';
import { agent, cli, example, refuse, tools } from '../kit/example.js';
import { ASK, CLI_WITH_MCP, mcpTools } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/trust-tiers',
  title: 'Trust by origin',
  statement:
    'How far a tool is trusted depends on where it came from: built-in tools most, plugins and MCP servers less, what users define least.',
  core: false,
  weight: 2,
  consequence: 'silent-harm',
  impact:
    "One careless MCP entry gives a stranger's code the rights of the built-in tools, on every machine that shares the configuration.",
  fix: 'Let the permission decision read the origin of a tool, and default everything that is not built in to a question.',
  effort: 'hours',
  confirm: {
    given: 'two tools that do the same, one built in and one from an MCP server',
    when: 'a fake model calls both without any rule configured',
    then: 'the built-in one runs, and {gate} asks about the other before it runs',
  },
  signals: 'A condition on the origin of a tool inside the permission decision, or defaults that differ by origin.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('built-in tools run, MCP tools ask', {
    'src/ask.ts': ASK,
    'src/tools.ts': tools({
      fields: "source: 'builtin' | 'mcp' | 'user';",
      read: "source: 'builtin',",
      write: "source: 'builtin',",
      bash: "source: 'builtin',",
    }),
    'src/mcp.ts': mcpTools("source: 'mcp',"),
    'src/cli.ts': cli(CLI_WITH_MCP),
    'src/permissions.ts': `
      import { ask } from './ask.js';
      import type { Tool } from './tools.js';

      export async function permitted(tool: Tool): Promise<boolean> {
        if (tool.source === 'builtin') return true;
        if (tool.source === 'user') return false;
        return ask('Allow ' + tool.name + ' from an MCP server?');
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: refuse('tool && !(await permitted(tool))'),
    }),
  }),
  fail: example('MCP tools with the same rights as built-in ones', {
    'src/ask.ts': ASK,
    'src/mcp.ts': mcpTools('// Untrusted source: MCP tools rank below built-in tools.'),
    'src/cli.ts': cli(CLI_WITH_MCP),
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse("call.name === 'bash' && !(await ask('Run ' + input.command + '?'))"),
    }),
  }),
};
