import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example, refuse, tools } from '../kit/example.js';
import { ASK, TOOLS_WITH_RISK } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { deciding } from '../kit/permission.js';

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
  judge,
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

const CLASS = [
  'risk',
  'readonly',
  'mutat',
  'destructive',
  'danger',
  'permission',
  '=kind',
  'approval',
  'sensitiv',
  'idempotent',
  'safety',
  'effect',
];

const RANKS = [
  'read',
  'write',
  'mutat',
  'modif',
  'execut',
  'danger',
  'destruct',
  '=safe',
  '=unsafe',
  '=low',
  '=medium',
  '=high',
];

function judge({ code, map }: JudgeContext): Judgement {
  const ranked = rankedFields(code);
  const isClass = (name: string): boolean => mentions(name, CLASS) || /read_?only/i.test(name) || ranked.has(name);
  const tools = map.tools.filter((t) => t.keys.some(isClass));
  const members = code.types
    .filter((t) => mentions(t.fact.name, ['tool']))
    .flatMap((t) => t.fact.members.filter((m) => m.kind === 'field' && isClass(m.name)).map((m) => ({ t, m })));
  const names = new Set([...tools.flatMap((t) => t.keys.filter(isClass)), ...members.map(({ m }) => m.name)]);
  const readers = code.functions.flatMap((fn) => {
    const line = readAt(fn, names);
    return line === undefined ? [] : [{ fn, line }];
  });
  const read = readers.some(({ fn }) => fn.wired);
  const strength = read && (tools.length * 2 >= map.tools.length || members.length > 0) ? 'full' : 'half';
  const signals: Signal[] = [
    ...tools.slice(0, 2).map(
      (t): Signal => ({
        strength,
        file: t.site.file,
        line: t.site.line,
        note: `${t.name} carries ${t.keys.filter(isClass).join(', ')}`,
      }),
    ),
    ...members.map(
      ({ t, m }): Signal => ({
        strength,
        file: t.file.path,
        line: m.line,
        note: `${t.fact.name}.${m.name} classes the tool`,
      }),
    ),
  ];
  if (signals.length > 0) {
    for (const { fn, line } of readers.slice(0, 2))
      signals.push({ strength, file: fn.file.path, line, note: 'the class is read here', fn });
  }
  return decide(code, signals, {
    met: 'Tool entries carry a class of effect, and code reads it.',
    partial: 'Some tool entries carry a class of effect, or nothing reads it.',
    absent: `None of ${map.tools.length} tool declarations has a field for its risk, kind or permission.`,
  });
}

/** Where a function turns on the class: in a condition, or, in code that decides, in what it answers, binds or hands on. */
function readAt(fn: FunctionNode, names: ReadonlySet<string>): number | undefined {
  const tested = fn.branches.find((b) => b.idents.some((i) => names.has(i)) || b.literals.some((l) => names.has(l)));
  if (tested !== undefined || !deciding(fn)) return tested?.line;
  const taken = [
    ...fn.exits.map(({ line, text }) => ({ line, text })),
    ...fn.assignments.map(({ line, text }) => ({ line, text })),
    ...fn.calls.flatMap(({ fact }) => fact.args.map((a) => ({ line: fact.line, text: a.text }))),
  ];
  return taken.find(({ text }) => (text.match(/(?<=[.['"])\w+/g) ?? []).some((word) => names.has(word)))?.line;
}

/** Fields of tool types whose declared type is a closed set of ranks: read, mutate, destructive. */
function rankedFields({ types }: JudgeContext['code']): Set<string> {
  const ranks = new Set(
    types.filter((t) => t.fact.variants.filter((v) => mentions(v, RANKS)).length >= 2).map((t) => t.fact.name),
  );
  const fields = types.filter((t) => mentions(t.fact.name, ['tool'])).flatMap((t) => t.fact.members);
  const classed = fields.filter(
    (m) => m.kind === 'field' && (m.type?.match(/\w+/g) ?? []).some((word) => ranks.has(word)),
  );
  return new Set(classed.map((m) => m.name));
}
