import type { Criterion } from '../../contracts.js';
import { agent, cli, example, refuse, tools } from '../kit/example.js';
import { ASK, CLI_WITH_MCP, mcpTools } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/source-tag',
  title: 'Origin of each tool',
  statement:
    'Every tool says in a field where it came from (built in, plugin, MCP server, defined by the user), so that code can trust it accordingly.',
  core: false,
  weight: 2,
  consequence: 'silent-harm',
  impact:
    'A tool from an unknown server gets the same trust as one that was reviewed, and can even take the name of a built-in tool without anyone noticing.',
  fix: 'Add a source field that is set at the point where tools enter the registry, and refuse a name that a built-in tool already has.',
  effort: 'hours',
  confirm: {
    given: 'the built-in tools and a fake MCP server that offers 1 tool',
    when: 'the registry is assembled and its entries are listed',
    then: 'the server tool names its server as its source, and {tool} is marked as built in',
  },
  signals:
    'A field of the tool entries for origin (source, provider, server, plugin) that is filled in where tools are added.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a source on built-in and MCP tools', {
    'src/ask.ts': ASK,
    'src/tools.ts': tools({
      fields: "source: 'builtin' | 'mcp';",
      read: "source: 'builtin',",
      write: "source: 'builtin',",
      bash: "source: 'builtin',",
    }),
    'src/mcp.ts': mcpTools("source: 'mcp',"),
    'src/cli.ts': cli(CLI_WITH_MCP),
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse(
        "tool!.source !== 'builtin' && !(await ask('Run ' + call.name + ' from ' + tool!.source + '?'))",
      ),
    }),
  }),
  fail: example('MCP tools mixed in without a trace', {
    'src/mcp.ts': mcpTools('// source: mcp'),
    'src/cli.ts': cli(CLI_WITH_MCP),
  }),
};
