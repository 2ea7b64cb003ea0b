import type { Criterion, JudgeContext, Judgement, Tool } from '../../contracts.js';
import { example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/declared',
  title: 'Tools declared as data',
  statement:
    'Every tool the model can ask for is declared as data, with a name, a description and an input schema that can be read without running the tool.',
  core: true,
  weight: 5,
  consequence: 'hard-to-change',
  impact:
    'The agent calls tools with made-up names and arguments, because what it was told in prose and what the code accepts have drifted apart.',
  fix: 'Give each tool an object (or class) with name, description and input schema, and send exactly those fields to the model.',
  effort: 'day',
  confirm: {
    given: 'the declarations of all tools, imported without starting an agent',
    when: 'a test reads the name, the description and the input schema of each',
    then: 'all three are non-empty for every one, {tool} included, and 0 tools have run',
  },
  signals:
    'Tool declarations (objects, classes, decorated functions, structs) with their keys, as opposed to tools that only a prompt describes.',
  judge,
  pass: example('three tools with name, description and schema'),
  fail: example('tools that only the prompt describes', {
    'src/tools.ts': null,
    'src/agent.ts': `
      import { execSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      import Anthropic from '@anthropic-ai/sdk';

      const client = new Anthropic();

      // Every tool has a name, a description and an input schema: see the prompt.
      const SYSTEM =
        'You have two tools. Tool read_file: answer READ <path> to read a file. Tool bash: answer RUN <command> to run it.';

      export async function run(prompt: string): Promise<string> {
        const messages: Anthropic.MessageParam[] = [{ role: 'user', content: prompt }];
        while (true) {
          const reply = await client.messages.create({
            model: 'claude-sonnet-4-5',
            max_tokens: 4096,
            system: SYSTEM,
            messages,
          });
          const text = reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
          messages.push({ role: 'assistant', content: text });
          if (text.startsWith('READ ')) messages.push({ role: 'user', content: readFileSync(text.slice(5), 'utf8') });
          else if (text.startsWith('RUN ')) messages.push({ role: 'user', content: execSync(text.slice(4), { encoding: 'utf8' }) });
          else return text;
        }
      }
    `,
  }),
};

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const all = map.tools.filter((tool) => tool.how !== 'prompt');
  const weight = ({ effects, run }: Tool): number => (effects.length > 0 ? 2 : 0) + (run === undefined ? 0 : 1);
  const declared = [...all].sort((a, b) => weight(b) - weight(a));
  const signals = declared.map(({ name, site, hasDescription, hasSchema }): Signal => {
    const fn = code.at(site.file, site.line);
    const whole = hasDescription && hasSchema;
    const note = whole ? `declares ${name} with description and schema` : `declares ${name} in part`;
    return { strength: whole ? 'full' : 'half', file: site.file, line: site.line, note, ...(fn ? { fn } : {}) };
  });
  return decide(code, signals.length > 0 ? signals : listedNames(context), {
    met: `${declared.length} tools are declared with name, description and schema.`,
    partial: 'Tools are declared, but without a description or a schema.',
    absent: 'No tool declaration (object, class, decorated function or struct) was found.',
  });
}

/** Only the prompt describes them, but a list or a closed set of the code holds the name of each. */
function listedNames({ code, map }: JudgeContext): Signal[] {
  const names = map.tools.filter((tool) => tool.how === 'prompt').map((tool) => tool.name);
  if (names.length < 2) return [];
  const all = (items: readonly string[]): boolean => names.every((name) => items.includes(name));
  const lists = code.values.filter((v) => all(v.fact.items)).map((v) => ({ file: v.file.path, line: v.fact.line }));
  const sets = code.types.filter((t) => all(t.fact.variants)).map((t) => ({ file: t.file.path, line: t.fact.line }));
  return [...lists, ...sets]
    .slice(0, 2)
    .map((at) => ({ strength: 'half', ...at, note: 'holds the names of the tools' }));
}
