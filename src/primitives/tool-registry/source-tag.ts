import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { FAR, nearestFirst, stepsTo } from '../kit/dispatch-steps.js';
import { agent, cli, example, refuse, tools } from '../kit/example.js';
import { ASK, CLI_WITH_MCP, mcpTools } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { deciding } from '../kit/permission.js';
import { entryFields, fieldsOf, shown } from '../kit/tool-fields.js';

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

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const isOrigin = (name: string): boolean => mentions(name, ORIGIN) || /server_?name/i.test(name);
  const members = entryFields(context, (m) => isOrigin(m.name));
  const fields = fieldsOf(context, isOrigin);
  const names = new Set([...fields.map((f) => f.name), ...members.map(({ member }) => member.name)]);
  const readers = readersOf(context, names);
  const strength = readers.length > 0 ? 'full' : 'half';
  const signals: Signal[] = [
    ...fields.slice(0, members.length > 0 && fields[0]?.text === '' ? 0 : 1).map(
      ({ tool, line }): Signal => ({
        strength,
        file: tool.site.file,
        line,
        note: `${tool.name} says where it comes from`,
      }),
    ),
    ...oneEach(members)
      .slice(0, 2)
      .map(
        ({ type, member }): Signal => ({
          strength,
          file: type.file.path,
          line: member.line,
          note: `${type.fact.name}.${member.name} says where the tool comes from`,
        }),
      ),
  ].slice(0, 2);
  if (signals.length > 0)
    for (const { fn, line } of readers.slice(0, 1))
      signals.push({ strength, file: fn.file.path, line, note: 'the origin is read here', fn });
  return decide(code, signals, {
    met: 'Tool entries say where they come from, and decisions read it.',
    partial: 'Some tool entries say where they come from, but no decision reads it.',
    absent: `None of ${map.tools.length} tool declarations, and no tool type, has a field for its origin.`,
  });
}

/** An id and a label of the same origin say it once. */
function oneEach(members: ReturnType<typeof entryFields>): ReturnType<typeof entryFields> {
  return members.filter((m, i) => members.findIndex((n) => n.type === m.type) === i);
}

/** Reached code that turns on the origin of a tool, nearest to the dispatch first. */
function readersOf(context: JudgeContext, names: ReadonlySet<string>): { fn: FunctionNode; line: number }[] {
  const found = nearestFirst(
    context,
    context.code.functions.flatMap((fn) => {
      const branch = shown(fn.file.path)
        ? undefined
        : fn.branches.find((b) => readsOrigin(b, names) || (deciding(fn) && holdsAgainst(b, names)));
      return branch === undefined || !fn.wired ? [] : [{ fn, line: branch.line }];
    }),
  );
  const near = found.filter(({ fn }) => stepsTo(context, fn) < FAR);
  return near.sort((a, b) => Number(deciding(b.fn)) - Number(deciding(a.fn)));
}

/** A decision holds the origin it was given against a rule, and answers. */
function holdsAgainst({ test, exit }: BranchFact, names: ReadonlySet<string>): boolean {
  const [, word] = /^(\w+) [!=]==? [\w.]*rule\.\w+$/.exec(test) ?? [];
  return exit === 'return' && word !== undefined && names.has(word);
}

/** The condition reads the field off a tool or an entry. */
function readsOrigin(branch: BranchFact, names: ReadonlySet<string>): boolean {
  return [...branch.test.matchAll(/([\w\])]*)[.?!]*(?:\.|\[['"])(\w+)/g)].some(
    ([, owner, word]) =>
      names.has(word as string) && mentions(owner ?? '', ['tool', 'spec', 'def', '=t', '=op', 'action']),
  );
}
