// Every criterion shows one harness that meets it and one that does not, as whole repositories. Both start from the
// same bare harness: it declares and lists its tools and does nothing else, so an example shows only what it adds.
import type { Example } from '../../contracts.js';
import { AGENT, CLI, PACKAGE, PYPROJECT, PYTHON_AGENT, PYTHON_CLI, PYTHON_TOOLS, TOOLS } from './bare-harness.js';

/** Path → text; `null` leaves a file of the bare harness out. Texts are dedented. */
export type Parts = Record<string, string | null>;

type Slots<Name extends string> = Partial<Record<Name, string>>;

/** TypeScript harness: package.json, src/cli.ts, src/agent.ts, src/tools.ts, with `parts` put over them. */
export function example(title: string, parts: Parts = {}): Example {
  return build(
    title,
    { 'package.json': PACKAGE, 'src/cli.ts': cli(), 'src/agent.ts': agent(), 'src/tools.ts': tools() },
    parts,
  );
}

/** Python harness: pyproject.toml and the package small_agent, with `parts` put over them. */
export function pythonExample(title: string, parts: Parts = {}): Example {
  const base = {
    'pyproject.toml': PYPROJECT,
    'small_agent/__init__.py': '"""A small agent."""\n',
    'small_agent/cli.py': pythonCli(),
    'small_agent/agent.py': pythonAgent(),
    'small_agent/tools.py': pythonTools(),
  };
  return build(title, base, parts);
}

/**
 * Places in the loop of src/agent.ts, in order of execution:
 * `imports` and `declare` (module level); `params` (after `prompt: string`, starts with a comma); `start` (once, before
 * `messages`); `history` (earlier messages, ends with a comma); `begin` (once, after `messages`); `turn` (before the
 * model call); `request` (more request fields); `options` (second argument, starts with a comma); `reply` (after the
 * model call); `finish` (before the answer is returned); `beforeTool` (sees `call`, `tool`, `input`; refuses by pushing
 * to `results` and `continue`); `invoke` (replaces the tool's call); `afterTool` (sees `content` too); `endTurn`.
 */
export type AgentSlot =
  | 'imports'
  | 'declare'
  | 'params'
  | 'start'
  | 'history'
  | 'begin'
  | 'turn'
  | 'request'
  | 'options'
  | 'reply'
  | 'finish'
  | 'beforeTool'
  | 'invoke'
  | 'afterTool'
  | 'endTurn';

/** src/agent.ts: the loop, with code put into its slots. */
export function agent(slots: Slots<AgentSlot> = {}): string {
  return compose(AGENT, slots);
}

/**
 * src/tools.ts: `fields` extends the Tool interface; `read`, `write` and `bash` add properties to those tools; `runRead`,
 * `runWrite` and `runBash` replace their functions; `more` appends tools; `imports`, `declare` and `after` are module level.
 */
export type ToolSlot =
  | 'imports'
  | 'declare'
  | 'fields'
  | 'read'
  | 'write'
  | 'bash'
  | 'runRead'
  | 'runWrite'
  | 'runBash'
  | 'more'
  | 'after';

/** src/tools.ts: read_file, write_file and bash as data with functions, with code put into its slots. */
export function tools(slots: Slots<ToolSlot> = {}): string {
  return compose(TOOLS, slots);
}

/** For `beforeTool`: answers the call with `message` instead of running the tool when `condition` holds. */
export function refuse(condition: string, message = 'Refused.'): string {
  return `if (${condition}) {
  results.push({ type: 'tool_result', tool_use_id: call.id, content: '${message}', is_error: true });
  continue;
}`;
}

/** src/cli.ts: `args` (more arguments of `run`, starts with a comma); `before` and `after` the run. */
export function cli(slots: Slots<'imports' | 'before' | 'args' | 'after'> = {}): string {
  return compose(CLI, slots);
}

/** small_agent/agent.py: slots as in `agent`, without `options`. */
export function pythonAgent(slots: Slots<Exclude<AgentSlot, 'options'>> = {}): string {
  return compose(PYTHON_AGENT, slots, 2);
}

/** small_agent/tools.py: `bash`, `read` and `write` add entries to those tools; `runBash` replaces the body of bash. */
export function pythonTools(
  slots: Slots<'imports' | 'declare' | 'read' | 'write' | 'bash' | 'runBash' | 'more' | 'after'> = {},
): string {
  return compose(PYTHON_TOOLS, slots, 2);
}

/** small_agent/cli.py: slots as in `cli`, inside `main`. */
export function pythonCli(slots: Slots<'imports' | 'before' | 'args' | 'after'> = {}): string {
  return compose(PYTHON_CLI, slots, 2);
}

function build(title: string, base: Record<string, string>, parts: Parts): Example {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries({ ...base, ...parts })) if (text !== null) files[path] = dedent(text);
  return { title, files };
}

/**
 * `<<name>>` alone on a line takes code at its indentation, or goes; inside a line it takes code, or goes. `<<name|code>>`
 * has a default. At most `blank` blank lines stay in a row.
 */
function compose(template: string, slots: Record<string, string | undefined>, blank = 1): string {
  return template
    .replace(/^( *)<<(\w+)(?:\|(.*?))?>>\n/gm, (_, indent: string, name: string, otherwise?: string) => {
      const code = slots[name] ?? otherwise;
      return code === undefined ? '' : dedent(code).replace(/^(?=.)/gm, indent);
    })
    .replace(/^( *)(.*?)<<(\w+)(?:\|(.*?))?>>/gm, (_, indent: string, before: string, name: string, otherwise = '') => {
      return indent + before + inline(slots[name] ?? otherwise, indent);
    })
    .replace(new RegExp(`\\n{${blank + 2},}`, 'g'), '\n'.repeat(blank + 1));
}

function inline(code: string, indent: string): string {
  return code.includes('\n')
    ? dedent(code)
        .trimEnd()
        .replace(/\n(?=.)/g, `\n${indent}`)
    : code;
}

function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const depth = Math.min(...lines.filter((l) => l.trim() !== '').map((l) => l.search(/\S/)));
  return `${lines.map((l) => l.slice(Number.isFinite(depth) ? depth : 0)).join('\n')}\n`;
}
