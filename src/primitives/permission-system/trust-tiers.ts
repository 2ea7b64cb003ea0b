import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, cli, example, refuse, tools } from '../kit/example.js';
import { ASK, CLI_WITH_MCP, mcpTools } from '../kit/example-parts.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { conditionsOf, decisionZone, gatesOf, noGate } from '../kit/permission.js';

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
  signals:
    'A condition on the origin of a tool (source, server, plugin, extension) inside the permission decision; a refusal to load foreign tools that are not trusted counts half.',
  judge,
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

const ORIGIN =
  /\b\w*(source|origin|provenance|server_?name|is_?mcp\w*|mcp_?(server|tool)\w*|built_?in|plugin_?\w*|extension_?\w*|third_?party|first_?party)\b/i;
const TRUST = /(un)?trust(ed)?\b|trust_/i;

/** The tool or its server is trusted by itself. */
const TRUSTED = /\b(self|this|tool|server|spec)\.trust(ed)?\b(?!\()/i;

/** An extension of a file name is no extension of the program. */
const FILE = /file_?type|\bpath\b.*extension|\bext(ension)?\s*[!=]=|\.extension\(/i;

/** Some way out of the function is a yes or no, a decision, or a refusal: what it tests decides. */
function answersVerdict(fn: FunctionNode): boolean {
  return fn.exits.some(
    (e) =>
      e.kind === 'throw' ||
      e.value === 'boolean' ||
      mentions(e.text, ['allow', 'deny', 'denied', '=ask', 'decision', 'permit', 'refus']),
  );
}

const MOST_PLACES = 2;

function judge(context: JudgeContext): Judgement {
  const { code } = context;
  const zone = decisionZone(context);
  const inside = conditionsOf(zone).flatMap(({ fn, branch }): Signal[] => {
    const turns =
      (ORIGIN.test(branch.test) || TRUSTED.test(branch.test)) &&
      !FILE.test(branch.test) &&
      branch.kind !== 'case' &&
      (branch.exit === 'return' || branch.exit === 'throw') &&
      answersVerdict(fn);
    return turns ? [{ strength: 'full', file: fn.file.path, line: branch.line, note: 'the origin decides', fn }] : [];
  });
  const trust = inside.filter((s) => TRUST.test(code.site(s.file, s.line).text));
  const firm = (trust.length > 0 ? trust : inside).slice(0, MOST_PLACES);
  const signals = firm.length > 0 ? firm : atLoading(context);
  if (signals.length === 0 && gatesOf(context).length === 0)
    return absent(`No decision reads the origin of a tool: ${noGate(context)}.`);
  return decide(code, signals, {
    met: 'The permission decision reads where a tool came from.',
    partial:
      'Tools from elsewhere need to be trusted when they are loaded; later calls are decided without their origin.',
    absent: `No condition of the ${zone.length} deciding functions reads the origin of a tool, and loading asks for no trust.`,
  });
}

/** Loading foreign tools is refused unless they are trusted. */
function atLoading({ code }: JudgeContext): Signal[] {
  return code.functions.flatMap((fn) =>
    fn.branches
      .filter(
        (b) => b.exit === 'throw' && TRUST.test(b.test) && mentions(fn.words, ['tool', 'plugin', 'extension', '=mcp']),
      )
      .map(
        (b) =>
          ({
            strength: 'half',
            file: fn.file.path,
            line: b.line,
            note: 'refuses to load what is not trusted',
            fn,
          }) as const,
      ),
  );
}
