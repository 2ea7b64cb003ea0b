// Rows of declared tables: the statement says the table, the next call the row, and the columns what is stored.
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

const FILES = {
  'package.json':
    '{ "name": "heron", "type": "module", "bin": "src/main.ts", "dependencies": { "drizzle-orm": "1", "openai": "4" } }',
  'src/tables.ts': `import { pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';
export const errandPhase = pgEnum('errand_phase', ['queued', 'running', 'awaiting_approval', 'done', 'failed']);
export const errands = pgTable('errands', {
  id: uuid('id').primaryKey(),
  phase: errandPhase('phase').notNull(),
  model: text('model'),
});
`,
  'src/errands.ts': `import { eq } from 'drizzle-orm';
import { errands } from './tables.js';
export type Errand = typeof errands.$inferSelect;
export async function move(db: any, id: string, phase: Errand['phase']): Promise<void> {
  await db
    .update(errands)
    .set({ phase })
    .where(eq(errands.id, id));
}
export async function errandById(db: any, id: string): Promise<any> {
  const [row] = await db.select().from(errands).where(eq(errands.id, id));
  return row;
}
`,
  'src/main.ts': `import OpenAI from 'openai';
import { errandById, move } from './errands.js';
const client = new OpenAI();
const tools = { clock: { name: 'clock', description: 'The time', parameters: {}, execute: async () => 'noon' } };
async function perform(name: string): Promise<string> {
  return await tools[name as 'clock'].execute();
}
export async function run(db: any, id: string): Promise<void> {
  const messages: any[] = [];
  const errand = await errandById(db, id);
  if (errand.phase === 'done') return;
  for (;;) {
    await move(db, id, 'running');
    const reply = await client.chat.completions.create({ model: 'm', messages, tools: [] });
    const call = reply.choices[0].message.tool_calls?.[0];
    if (!call) break;
    messages.push({ role: 'tool', content: await perform(call.function.name) });
  }
  await move(db, id, 'done');
}
await run({}, process.argv[2] ?? '');
`,
};

const report = evaluateFiles(FILES);
const verdict = (r: Report, id: string): string | undefined => r.criteria.find((c) => c.id === id)?.verdict;

describe('a row that a query builder writes', () => {
  it('carries its columns, cited where the table declares them', async () => {
    const { map } = (await report).harness;
    const write = map.stores.find((s) => s.site.file === 'src/errands.ts' && s.op === 'insert');
    expect(write?.holds).toBe('state');
    expect(write?.carries.map((c) => `${c.name} ${c.site.file}:${c.site.line}`)).toContain('phase src/tables.ts:5');
  });

  it('makes the states of a column states of work that are stored', async () => {
    expect(verdict(await report, 'workflow-state/explicit-states')).toBe('met');
    expect(verdict(await report, 'workflow-state/persisted')).toBe('met');
  });

  it('is no state when the table has no such column', async () => {
    const plain = {
      ...FILES,
      'src/tables.ts': FILES['src/tables.ts']
        .replace("errandPhase('phase')", "text('phase')")
        .replace(/export const errandPhase.*\n/, ''),
    };
    expect(verdict(await evaluateFiles(plain), 'workflow-state/explicit-states')).not.toBe('met');
  });
});
