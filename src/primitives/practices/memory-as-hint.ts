import type { FunctionNode, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example, tools } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { distance, nameOf, onScreen, strongest } from '../kit/nearness.js';
import { rememberedByTools } from '../kit/remembered.js';

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
    'Functions about memory that reach files, a database or a store; instruction files that are loaded; and checks of what an entry claims.',
  judge,
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

const REACH = 3;
const VERBS = ['read', 'load', 'get', 'recall', 'remember', 'write', 'save', 'store', 'update', 'append', 'search'];
const ABOUT = ['memory', 'memories', 'remember', 'recall'];
/** The machine's memory, and the running conversation's. */
const OTHER = [
  'node',
  'argv',
  'args',
  'usage',
  'heap',
  'rss',
  'inmemory',
  'leak',
  'bytes',
  'limit',
  'memoiz',
  'mb',
  'pressure',
  'stats',
];
const FILES = /^(AGENTS|CLAUDE|GEMINI|MEMORY|memory|INSTRUCTIONS|CONTEXT)\.(md|MD)$|(^|\/)MEMORY\.md$/;
const LASTS = new Set(['read', 'write', 'database']);
const STORES = /(^|\.)(store|memory|mem0|memoryStore)\.(put|get|search|aput|aget|asearch)$/;
const CHECKS = ['stale', 'outdat', 'expire', 'fresh', 'verif', 'missing', 'exist', 'exists', 'gone', 'stillvalid'];

function judge(context: JudgeContext): Judgement {
  const found = context.code.functions.filter((fn) => isMemory(fn) && !tellsOnly(fn) && lasts(context, fn));
  const direct = found.filter((fn) => actLine(context, fn) !== undefined);
  const near = (fn: FunctionNode): number => distance(context, fn);
  const verb = (fn: FunctionNode): number => Number(!mentions(nameOf(fn), VERBS));
  const kept = (direct.length > 0 ? direct : found).sort((a, b) => verb(a) - verb(b) || near(a) - near(b));
  const checked = kept.filter((fn) => checks(fn));
  const signals = [
    ...checked.map((fn) => signal(fn, 'full', `${fn.fact.name} checks what the memory claims`)),
    ...kept.map((fn) => signal(fn, 'half', `${nameOf(fn)} reads or keeps memory`, actLine(context, fn))),
    ...rememberedByTools(context),
    ...instructionFiles(context),
  ];
  return decide(context.code, strongest(signals), {
    met: 'What is remembered is kept in the open, and checked before it is relied on.',
    partial: 'What is remembered is open to inspection, but nothing checks it against reality before it is used.',
    absent: 'Nothing was found that keeps or loads memory across sessions.',
  });
}

function signal(fn: FunctionNode, strength: Signal['strength'], note: string, line = fn.fact.line): Signal {
  return { strength, file: fn.file.path, line, note, fn };
}

/** What a command or a screen says of the memory keeps none, and the run does not pass there. */
function tellsOnly(fn: FunctionNode): boolean {
  const place = `${fn.fact.owner ?? ''} ${fn.fact.name}`;
  const folder = fn.file.path.split('/').slice(0, -1).join(' ');
  return (
    onScreen(fn) ||
    mentions(place, ['render', 'print', 'report', 'show', 'command', 'dialog']) ||
    mentions(folder, ['command', 'commands'])
  );
}

/** The line that reads or writes, where the function does so itself. */
function actLine({ map }: JudgeContext, fn: FunctionNode): number | undefined {
  const store = fn.calls.find((c) => STORES.test(c.fact.callee));
  const effect = map.effects.find((e) => e.fn === fn.id && LASTS.has(e.class));
  return store?.fact.line ?? effect?.site.line;
}

function isMemory({ fact, file }: FunctionNode): boolean {
  if (fact.kind === 'module') return false;
  const name = `${fact.owner ?? ''} ${fact.name}`;
  const about = mentions(name, ABOUT) || /(^|\/)memor(y|ies)[\w-]*\.\w+$/i.test(file.path);
  return about && !mentions(name, OTHER) && !/in_?memory/i.test(name);
}

/** It reaches a file, a database or a store of memories. */
function lasts({ code, map }: JudgeContext, fn: FunctionNode): boolean {
  const near = code.reach([fn], REACH);
  const lasting = map.effects.some((e) => LASTS.has(e.class) && [...near.keys()].some((n) => n.id === e.fn));
  return lasting || [...near.keys()].some((n) => n.calls.some((c) => STORES.test(c.fact.callee)));
}

/** Existence or age of what an entry speaks of is looked at, and the answer depends on it. */
function checks(fn: FunctionNode): boolean {
  const own = [fn, ...fn.children];
  const looks = own.some((n) =>
    n.calls.some((c) =>
      /(^|\.)(exists(Sync)?|access(Sync)?|stat(Sync)?|is_file|is_dir|Stat|try_exists|getmtime)$/.test(
        c.fact.callee.replace(/::/g, '.'),
      ),
    ),
  );
  const decides = own.some((n) => n.branches.some((b) => b.idents.some((i) => mentions(i, CHECKS.slice(0, 7)))));
  const claims = own.some(
    (n) => n.loops.length > 0 || n.calls.some((c) => /(^|\.)(filter|map|every|some|all|any|find)$/.test(c.fact.callee)),
  );
  return (
    looks &&
    decides &&
    claims &&
    mentions(fn.fact.name, ['recall', 'load', 'read', 'get', 'verif', 'check', 'valid', 'retriev', 'search'])
  );
}

/** Instruction files are memory where the user can look at them or load them from within: a command for it says so. */
function instructionFiles({ code, map }: JudgeContext): Signal[] {
  if (!map.commands.some((c) => mentions(c.name, [...ABOUT, 'skill']))) return [];
  const named = new Set(
    code.values
      .filter((v) => FILES.test(v.fact.text) || v.fact.items.some((i) => FILES.test(i)))
      .map((v) => v.fact.name),
  );
  return code.functions
    .filter((fn) => fn.strings.some((s) => FILES.test(s.value)) || fn.fact.idents.some((i) => named.has(i)))
    .filter(
      (fn) =>
        fn.fact.kind !== 'module' &&
        mentions(fn.words, ['read', 'load', 'discover', 'find', 'context', 'exists', 'instruction', 'prompt']),
    )
    .map((fn) => {
      const line =
        fn.strings.find((s) => FILES.test(s.value))?.line ??
        fn.loops.find((l) => l.idents.some((i) => named.has(i)))?.line;
      return signal(fn, 'half', `${fn.fact.name} loads files that people keep for the agent`, line);
    });
}
