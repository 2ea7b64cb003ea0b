import type { Practice } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const MEMORY = `
  import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';

  const FOLDER = '.agent/memory';
  const INDEX = join(FOLDER, 'MEMORY.md');

  interface Note {
    text: string;
    /** Files the note speaks of. */
    files: string[];
  }

  /** One line for each note; small enough to be in every prompt. */
  export function memoryIndex(): string {
    return existsSync(INDEX) ? readFileSync(INDEX, 'utf8') : '';
  }

  export function remember(name: string, note: Note): void {
    writeFileSync(join(FOLDER, name + '.json'), JSON.stringify(note));
    appendFileSync(INDEX, '- ' + name + ': ' + note.text.slice(0, 80) + '\\n');
  }

  /** A note is a hint: files it names may have moved since. */
  export function recall(name: string): string {
    const note = JSON.parse(readFileSync(join(FOLDER, name + '.json'), 'utf8')) as Note;
    const missing = note.files.filter((file) => !existsSync(file));
    return missing.length === 0 ? note.text : 'STALE, these files are gone: ' + missing.join(', ') + '\\n' + note.text;
  }
`;

const MEMORY_TOOLS = `
  {
    name: 'recall',
    description: 'Read a note from memory in full.',
    input_schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    run: ({ name }) => recall(name),
  },
  {
    name: 'remember',
    description: 'Keep a note about a file for later sessions.',
    input_schema: {
      type: 'object',
      properties: { name: { type: 'string' }, text: { type: 'string' }, file: { type: 'string' } },
      required: ['name', 'text', 'file'],
    },
    run: ({ name, text, file }) => (remember(name, { text, files: [file] }), 'noted'),
  },
`;

export const practice: Practice = {
  id: 'practice/memory-as-hint',
  kind: 'practice',
  title: 'Memory as a hint',
  statement:
    'What is remembered across sessions lies open to inspection (files with an index, details on demand), and is checked before it is relied on.',
  consequence: 'silent-harm',
  impact:
    'A stale note is taken for a fact: the agent edits a file that moved last month and tells the user that all is well.',
  fix: 'Keep memory in plain files with a short index, load entries on demand, and verify paths, names and versions against the workspace before use.',
  effort: 'day',
  confirm: {
    given: 'a memory entry that names a file which no longer exists',
    when: 'a run starts and loads it',
    then: 'the entry is marked as stale and is not presented to the model as fact',
  },
  signals:
    'Files of memory with an index, functions that read single entries, and existence or freshness checks on what they claim.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('an index, notes on demand, and a check of what they name', {
    'src/memory.ts': MEMORY,
    'src/tools.ts': tools({ imports: "import { recall, remember } from './memory.js';", more: MEMORY_TOOLS }),
    'src/agent.ts': agent({
      imports: "import { memoryIndex } from './memory.js';",
      history: "{ role: 'user', content: 'Notes from earlier sessions:\\n' + memoryIndex() }, ",
    }),
  }),
  fail: example('memory that is measured in megabytes', {
    'docs/memory.md': '# Memory\n\nLong-term memory is kept in files with an index and verified before use.\n',
    'src/agent.ts': agent({
      endTurn: "console.error('memory: ' + Math.round(process.memoryUsage().rss / 1e6) + ' MB');",
    }),
  }),
};
