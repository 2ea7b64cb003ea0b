import type { Criterion } from '../../contracts.js';
import { agent, example, refuse, tools } from '../kit/example.js';
import { ASK, TOOLS_WITH_RISK } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/side-effect-class',
  title: 'Risk class on each tool',
  statement:
    'Every tool carries a class of what it can change (read, write, execute; safe or risky) in a field that code can read.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'A tool that deletes is treated like one that reads, because nothing but its name tells them apart; the next tool added is trusted by accident.',
  fix: 'Add a required field for the risk class to the tool declaration, so that a tool without one does not compile or load.',
  effort: 'hours',
  confirm: {
    given: 'the list of all tools',
    when: 'a test reads the risk class of each and runs every tool of the read class in a temporary folder',
    then: 'every tool has one of the known classes, and 0 files in the folder have changed',
  },
  signals:
    'A field of the tool declarations with a small set of values (kind, risk, permission, read-only), and code that reads it.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('a risk field on every tool, read by the dispatch', {
    'src/ask.ts': ASK,
    'src/tools.ts': TOOLS_WITH_RISK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse("tool!.risk !== 'read' && !(await ask('Run ' + call.name + '?'))"),
    }),
  }),
  fail: example('risk in comments and prose only', {
    'src/tools.ts': tools({
      read: '// risk: read-only',
      write: '// risk: mutating',
      bash: '// risk: destructive, dangerous',
    }),
    'README.md': `
      # small-agent

      | tool | risk class |
      |---|---|
      | read_file | read-only |
      | bash | destructive |
    `,
  }),
};
