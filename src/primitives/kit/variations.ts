// Some primitives only apply to larger harnesses. These parts turn the bare harness into one with a crowd of tools or
// with sub-agents, and put an expression where the bare harness has a constant.
import { type AgentSlot, agent, type ToolSlot, tools } from './example.js';

/** Replaces each key, which must occur, by its value: `{ "'claude-sonnet-4-5'": 'type.model' }`. */
export function vary(source: string, replacements: Record<string, string>): string {
  return Object.entries(replacements).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nothing to vary: ${from}`);
    return text.replaceAll(from, () => to);
  }, source);
}

const CROWD_IMPORTS = `
import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
`;

const CROWD = `
  {
    name: 'list_files',
    description: 'List the files of a folder.',
    input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    run: ({ path }) => readdirSync(path).join('\\n'),
  },
  {
    name: 'search_text',
    description: 'Find lines that match a pattern.',
    input_schema: { type: 'object', properties: { pattern: { type: 'string' } }, required: ['pattern'] },
    run: ({ pattern }) => execFileSync('grep', ['-rn', pattern, '.'], { encoding: 'utf8' }),
  },
  {
    name: 'delete_file',
    description: 'Delete a file.',
    input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    run: ({ path }) => (rmSync(path), 'deleted'),
  },
  {
    name: 'move_file',
    description: 'Move a file.',
    input_schema: {
      type: 'object',
      properties: { from: { type: 'string' }, to: { type: 'string' } },
      required: ['from', 'to'],
    },
    run: ({ from, to }) => (renameSync(from, to), 'moved'),
  },
  {
    name: 'fetch_url',
    description: 'Fetch a web page.',
    input_schema: { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] },
    run: async ({ url }) => (await fetch(url)).text(),
  },
  {
    name: 'git_diff',
    description: 'Show uncommitted changes.',
    input_schema: { type: 'object', properties: {}, required: [] },
    run: () => execFileSync('git', ['diff'], { encoding: 'utf8' }),
  },
  {
    name: 'git_commit',
    description: 'Commit all changes.',
    input_schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    run: ({ message }) => execFileSync('git', ['commit', '-am', message], { encoding: 'utf8' }),
  },
`;

const DELEGATE = `
  {
    name: 'delegate',
    description: 'Hand a task to a helper agent and get its answer.',
    input_schema: {
      type: 'object',
      properties: { role: { type: 'string' }, task: { type: 'string' } },
      required: ['role', 'task'],
    },
    run: ({ role, task }) => run('You are ' + role + '. ' + task),
  },
`;

/** src/tools.ts with seven more tools, ten in all. */
export function crowdedTools(slots: Partial<Record<ToolSlot, string>> = {}): string {
  return tools({ ...slots, imports: CROWD_IMPORTS + (slots.imports ?? ''), more: CROWD + (slots.more ?? '') });
}

/** src/tools.ts with a tool that starts the same agent again, in whatever role the model makes up. */
export function delegatingTools(): string {
  return tools({ imports: "import { run } from './agent.js';", more: DELEGATE });
}

/** src/agent.ts whose tools come from `pool`, an expression, instead of the whole registry. */
export function agentOffering(pool: string, slots: Partial<Record<AgentSlot, string>> = {}): string {
  const start = `const tools = ${pool};\n${slots.start ?? ''}`;
  return vary(agent({ ...slots, start }), { "import { tools } from './tools.js';\n": '' });
}
