import type { Practice } from '../../contracts.js';
import { example, tools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const BATCH = `
  import { tools } from './tools.js';

  export interface Call {
    id: string;
    name: string;
    input: Record<string, string>;
  }

  async function runOne(call: Call) {
    const tool = tools.find((each) => each.name === call.name);
    const content = tool === undefined ? 'No such tool.' : await tool.run(call.input);
    return { type: 'tool_result' as const, tool_use_id: call.id, content };
  }
`;

const SPLIT = `
  const isReadOnly = (call: Call) => tools.find((tool) => tool.name === call.name)?.readOnly === true;

  /** Reads together, then everything else in order. */
  export async function runAll(calls: Call[]) {
    const results = await Promise.all(calls.filter(isReadOnly).map(runOne));
    for (const call of calls.filter((each) => !isReadOnly(each))) results.push(await runOne(call));
    return results;
  }
`;

const RACE = `
  /** Reads run in parallel, writes one at a time. */
  export async function runAll(calls: Call[]) {
    return Promise.all(calls.map(runOne));
  }
`;

const LOOP = `
  import Anthropic from '@anthropic-ai/sdk';
  import { type Call, runAll } from './batch.js';
  import { tools } from './tools.js';

  const client = new Anthropic();

  export async function run(prompt: string): Promise<string> {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: prompt }];
    while (true) {
      const reply = await client.messages.create({
        model: 'claude-sonnet-4-5',
        max_tokens: 4096,
        messages,
        tools: tools.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
      });
      messages.push({ role: 'assistant', content: reply.content });
      const calls = reply.content.filter((block) => block.type === 'tool_use') as Call[];
      if (calls.length === 0) return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
      messages.push({ role: 'user', content: await runAll(calls) });
    }
  }
`;

export const practice: Practice = {
  id: 'practice/read-parallel-write-serial',
  kind: 'practice',
  title: 'Parallel reads, serial writes',
  statement: 'Tool calls that only read may run at the same time; those that write run one after the other.',
  consequence: 'lost-or-doubled-work',
  impact: 'Two edits of one file race and one is lost without a word; or ten slow reads queue up while the user waits.',
  fix: 'Split the calls of a turn by side-effect class: reads together, everything else in order.',
  effort: 'hours',
  confirm: {
    given: 'a turn with 3 reads and 2 writes to one file',
    when: '{dispatch} handles the turn',
    then: 'the reads overlap in time, the writes never do, and the file holds both edits',
  },
  signals:
    'A split of tool calls by a read-only flag, with concurrent execution on one side and sequential execution on the other.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('reads at once, writes in order', {
    'src/batch.ts': BATCH + SPLIT,
    'src/tools.ts': tools({ fields: 'readOnly?: boolean;', read: 'readOnly: true,' }),
    'src/agent.ts': LOOP,
  }),
  fail: example('everything at once', { 'src/batch.ts': BATCH + RACE, 'src/agent.ts': LOOP }),
};
