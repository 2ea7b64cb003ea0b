// Names come from the code under study and may hold any character; none may break the analysis.
import { expect, test } from 'vitest';
import { literally } from '../../../src/words.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

test('a receiver that is a regular expression is a name like any other', async () => {
  const report = await evaluateFiles({
    'package.json': '{ "name": "compiler", "type": "module" }',
    'src/compile.ts': `
      interface Options { text: string; mode: { name: string } }
      export function scripts({ text, mode }: Options): string[] {
        const { name } = mode;
        const found = /(<script.[^>]*>|\\/\\*+.)/gm.exec(text);
        return /^\\s*[+*?(]/.test(name) && found !== null ? [...found] : [];
      }
    `,
  });
  expect(report.harness.found).toBe(false);
});

test('names with characters of expressions leave no criterion undecided', async () => {
  const report = await evaluateFiles({
    'package.json': '{ "name": "odd", "type": "module", "bin": "src/main.ts", "dependencies": { "openai": "6" } }',
    'src/agents.ts': `
      export interface Role { name: string; prompt: string; 'tools(': string[]; '*turns[': number }
      export const roles: Role[] = [
        { name: 'scout', prompt: 'look', 'tools(': ['read_file'], '*turns[': 3 },
        { name: 'mason', prompt: 'build', 'tools(': ['read_file', 'run(it'], '*turns[': 9 },
      ];
    `,
    'src/main.ts': `
      import OpenAI from 'openai';
      import { exec } from 'node:child_process';
      import { roles } from './agents.js';
      const client = new OpenAI();
      const tools = {
        read_file: { name: 'read_file', description: 'Read', parameters: {}, execute: async (...$a: string[]) => $a.join() },
        'run(it': { name: 'run(it', description: 'Run', parameters: {}, execute: async ({ line = '(' }) => { exec(line); return line; } },
      };
      function clip([text, most]: [string, number]): string { return text.length > most ? text.slice(0, most) : text; }
      export async function run(messages: object[], role = roles[0]!): Promise<void> {
        while (true) {
          const reply = await client.chat.completions.create({ model: 'm', messages, tools: Object.values(tools).filter((t) => role['tools('].includes(t.name)) });
          const calls = reply.choices[0]?.message.tool_calls ?? [];
          if (calls.length === 0) return;
          for (const call of calls) {
            const tool = tools[call.function.name as keyof typeof tools];
            messages.push({ role: 'tool', content: clip([await tool.execute(JSON.parse(call.function.arguments)), 100]) });
          }
        }
      }
      await run([]);
    `,
  });
  expect(report.harness.found).toBe(true);
  expect([...report.criteria, ...report.practices].filter((c) => c.verdict === 'unknown')).toEqual([]);
});

test('a literal stands for itself in an expression', () => {
  const text = String.raw`a.b*(c)[d]{e}^$|\/-?+`;
  expect(new RegExp(`^${literally(text)}$`).test(text)).toBe(true);
  expect(new RegExp(`^${literally('a.b')}$`).test('axb')).toBe(false);
});
