import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, cli, example, refuse, tools } from '../kit/example.js';
import { ASK, CLI_WITH_MCP, mcpTools } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';

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
  judge,
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

const ORIGIN = ['=source', '=origin', 'servername', 'plugin', 'extension', 'builtin', 'provenance', '=server'];

function judge({ code, map }: JudgeContext): Judgement {
  const isOrigin = (name: string): boolean => mentions(name, ORIGIN) || /server_?name/i.test(name);
  const tools = map.tools.filter((t) => t.keys.some(isOrigin));
  const members = code.types
    .filter((t) => mentions(t.fact.name, ['tool']))
    .flatMap((t) => t.fact.members.filter((m) => m.kind === 'field' && isOrigin(m.name)).map((m) => ({ t, m })));
  const names = new Set([...tools.flatMap((t) => t.keys.filter(isOrigin)), ...members.map(({ m }) => m.name)]);
  const read = code.functions.some(
    (fn) =>
      fn.wired &&
      fn.branches.some(
        (b) => b.idents.some((i) => names.has(i)) && b.idents.some((i) => mentions(i, ['tool', ...ORIGIN])),
      ),
  );
  const strength = read ? 'full' : 'half';
  const signals: Signal[] = [
    ...members.map(
      ({ t, m }): Signal => ({
        strength,
        file: t.file.path,
        line: m.line,
        note: `${t.fact.name}.${m.name} says where the tool comes from`,
      }),
    ),
    ...tools
      .slice(0, 3)
      .map(
        (t): Signal => ({ strength, file: t.site.file, line: t.site.line, note: `${t.name} says where it comes from` }),
      ),
  ];
  return decide(code, signals, {
    met: 'Tool entries say where they come from, and decisions read it.',
    partial: 'Some tool entries say where they come from, but no decision reads it.',
    absent: `None of ${map.tools.length} tool declarations, and no tool type, has a field for its origin.`,
  });
}
