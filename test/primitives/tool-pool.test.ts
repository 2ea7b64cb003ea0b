// Where a pool is cited: what the offered tools come from, not any set of tools nearby.
import { expect, it } from 'vitest';
import { evaluateFiles } from '../support/evaluate-files.js';

const PROMPTS = `
import { type Tool, tools } from './tools.js';

export function snippets(all: Tool[]): Map<string, string> {
  const toolPromptSnippets = new Map(all.filter((tool) => tool.description !== '').map((tool) => [tool.name, tool.description]));
  return toolPromptSnippets;
}
`;

const POOL = `
import { type Tool, tools } from './tools.js';

export class Registry {
  private allTools: Tool[] = tools;
  constructor(private planMode: boolean) {}

  active(): Tool[] {
    const activeTools: Tool[] = [];
    for (const tool of this.allTools) {
      if (this.isActive(tool)) activeTools.push(tool);
    }
    return activeTools;
  }

  private isActive(tool: Tool): boolean {
    if (this.planMode && tool.name !== 'read_file') return false;
    return true;
  }
}
`;

const TOOLS = `
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

export interface Tool {
  name: string;
  description: string;
  input_schema: object;
  run(input: Record<string, string>): string;
}
${['read_file', 'write_file', 'bash', 'a_one', 'a_two', 'a_three', 'a_four', 'a_five', 'a_six', 'a_seven']
  .map(
    (name, i) => `
export const t${i}: Tool = {
  name: '${name}',
  description: 'Does ${name}.',
  input_schema: { type: 'object', properties: { path: { type: 'string' } } },
  run: (input) => ${name === 'bash' ? 'execSync(input.command, { encoding: "utf8" })' : 'readFileSync(input.path, "utf8")'},
};`,
  )
  .join('\n')}
export const tools: Tool[] = [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9];
`;

const AGENT = `
import Anthropic from '@anthropic-ai/sdk';
import { Registry } from './pool.js';
import { snippets } from './prompts.js';

const client = new Anthropic();

export async function run(prompt: string, planMode: boolean): Promise<string> {
  const registry = new Registry(planMode);
  const offered = registry.active();
  const system = [...snippets(offered).values()].join(' ');
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: prompt }];
  while (true) {
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-5', max_tokens: 4096, system, messages, tools: registry.active(),
    });
    messages.push({ role: 'assistant', content: reply.content });
    const results = [];
    for (const block of reply.content) {
      if (block.type !== 'tool_use') continue;
      const tool = registry.active().find((t) => t.name === block.name);
      const content = tool === undefined ? 'unknown tool ' + block.name : tool.run(block.input as Record<string, string>);
      results.push({ type: 'tool_result' as const, tool_use_id: block.id, content });
    }
    if (results.length === 0) return 'done';
    messages.push({ role: 'user', content: results });
  }
}
`;

const CLI =
  "#!/usr/bin/env node\nimport { run } from './agent.js';\nconsole.log(await run(process.argv[2] ?? '', process.env.PLAN === '1'));\n";

it('cites where the offered tools are picked and what the choice turns on', async () => {
  const report = await evaluateFiles({
    'package.json': JSON.stringify({ name: 'a', bin: 'src/cli.ts', dependencies: { '@anthropic-ai/sdk': '1.0.0' } }),
    'src/tools.ts': TOOLS,
    'src/pool.ts': POOL,
    'src/prompts.ts': PROMPTS,
    'src/agent.ts': AGENT,
    'src/cli.ts': CLI,
  });
  const cited = (id: string): string[] => {
    const found = report.criteria.find((c) => c.id === id);
    return [found?.verdict ?? '', ...(found?.evidence ?? []).map((e) => `${e.file} ${e.text.trim()}`)];
  };
  expect(cited('tool-pool/assembled')).toEqual(['met', 'src/pool.ts if (this.isActive(tool)) activeTools.push(tool);']);
  expect(cited('tool-pool/by-context')).toEqual([
    'met',
    "src/pool.ts if (this.planMode && tool.name !== 'read_file') return false;",
  ]);
});
