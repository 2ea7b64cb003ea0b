// Files that several examples add to the bare harness: a question on the terminal, risk classes, an MCP client, events.
import { tools } from './example.js';

/** src/ask.ts: a question on the terminal; anything but an explicit yes is a no. */
export const ASK = `
import { createInterface } from 'node:readline/promises';

export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question + ' [y/N] ');
  terminal.close();
  return answer.trim().toLowerCase() === 'y';
}
`;

/** src/tools.ts with a risk class on every tool. */
export const TOOLS_WITH_RISK = tools({
  fields: "risk: 'read' | 'write' | 'execute';",
  read: "risk: 'read',",
  write: "risk: 'write',",
  bash: "risk: 'execute',",
});

/** src/mcp.ts: the tools of one MCP server; `entry` is put into each tool. */
export function mcpTools(entry = ''): string {
  return `
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Tool } from './tools.js';

export async function mcpTools(command: string): Promise<Tool[]> {
  const client = new Client({ name: 'small-agent', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command }));
  const listed = await client.listTools();
  return listed.tools.map((tool) => ({
    name: tool.name,
    description: tool.description ?? '',
    input_schema: tool.inputSchema as Tool['input_schema'],${entry === '' ? '' : `\n    ${entry}`}
    run: async (input) => JSON.stringify(await client.callTool({ name: tool.name, arguments: input })),
  }));
}
`;
}

/** src/cli.ts slots that add an MCP server's tools before the run. */
export const CLI_WITH_MCP = {
  imports: "import { mcpTools } from './mcp.js';\nimport { tools } from './tools.js';",
  before: "tools.push(...(await mcpTools(process.env.MCP_SERVER ?? 'mcp-server')));",
};

/** src/steps.ts: one record per tool call, apart from the messages, on disk. */
export const STEPS = `
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export type StepState = 'waiting' | 'running' | 'done' | 'interrupted';

export interface Step {
  id: string;
  tool: string;
  state: StepState;
  input?: Record<string, string>;
  result?: string;
}

const FILE = '.agent/steps.json';

export const steps: Record<string, Step> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

export function enter(step: Step): void {
  steps[step.id] = step;
  mkdirSync('.agent', { recursive: true });
  writeFileSync(FILE + '.tmp', JSON.stringify(steps));
  renameSync(FILE + '.tmp', FILE);
}
`;

/** src/store.ts: messages in a JSON file, saved whole and read back. */
export const STORE = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type Anthropic from '@anthropic-ai/sdk';

export function save(messages: Anthropic.MessageParam[]): void {
  writeFileSync('session.json', JSON.stringify(messages));
}

export function load(): Anthropic.MessageParam[] {
  return existsSync('session.json') ? JSON.parse(readFileSync('session.json', 'utf8')) : [];
}
`;

/** src/events.ts: the discriminated union of what a watcher can see. */
export const EVENTS = `
export type AgentEvent =
  | { type: 'text'; text: string }
  | { type: 'tool_started'; id: string; tool: string }
  | { type: 'tool_finished'; id: string; tool: string; failed: boolean }
  | { type: 'usage'; inputTokens: number; outputTokens: number }
  | { type: 'ended'; reason: 'finished' | 'cancelled' | 'limit' | 'crash' };

export type Emit = (event: AgentEvent) => void;
`;
