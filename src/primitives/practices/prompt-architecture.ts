import type { Practice } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';
import { vary } from '../kit/variations.js';

const PROMPT = `
  import { tools } from './tools.js';

  const identity = 'You are a coding assistant in a terminal.';

  const rules = [
    'Read a file before you change it.',
    'Say what you did in one sentence.',
    'Ask when a request can be read in two ways.',
  ].join('\\n');

  const toolGuide = () => tools.map((tool) => '- ' + tool.name + ': ' + tool.description).join('\\n');

  const environment = (directory: string) => 'Directory: ' + directory + '\\nPlatform: ' + process.platform;

  /** Stable sections first; what changes from session to session comes last. */
  export function systemPrompt(directory: string): string {
    const sections = [
      ['Identity', identity],
      ['Rules', rules],
      ['Tools', toolGuide()],
      ['Environment', environment(directory)],
    ];
    return sections.map(([title, text]) => '# ' + title + '\\n' + text).join('\\n\\n');
  }
`;

export const practice: Practice = {
  id: 'practice/prompt-architecture',
  kind: 'practice',
  title: 'Prompt in named sections',
  statement:
    'The system prompt is put together from named sections or files, with the stable parts before those that change with the session.',
  consequence: 'hard-to-change',
  impact: 'Each fix to one long prompt string breaks something else for some user, and nobody can see what.',
  fix: 'Split the prompt into files or functions by topic and join them in a fixed order: identity, rules and tools first; date, directory and memory last.',
  effort: 'hours',
  confirm: {
    given: 'two sessions on different days in different directories',
    when: 'their system prompts are compared',
    then: 'they are equal up to the first session-specific section, and each section can be tested alone',
  },
  signals:
    'A function or template that joins named sections or files into the system prompt, and the order of fixed and changing parts.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('sections in a fixed order, the environment last', {
    'src/prompt.ts': PROMPT,
    'src/agent.ts': vary(agent({ imports: "import { systemPrompt } from './prompt.js';" }), {
      "'You are a coding assistant.'": 'systemPrompt(process.cwd())',
    }),
  }),
  fail: example('one sentence of prompt', {
    'docs/prompt.md': '# Prompt\n\n## Identity\n\n## Rules\n\n## Tools\n\n## Environment\n',
    'src/agent.ts': agent({ turn: '// System prompt sections: identity, rules, tools, environment.' }),
  }),
};
