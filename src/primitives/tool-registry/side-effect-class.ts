import type { Criterion, FunctionNode, JudgeContext, Judgement, MemberFact } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, refuse, tools } from '../kit/example.js';
import { ASK, TOOLS_WITH_RISK } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf } from '../kit/nearness.js';
import { deciding } from '../kit/permission.js';
import { allFields, entryFields, fieldsOf, isRank, ranks, shown, spelled, type ToolField } from '../kit/tool-fields.js';
import { toolTypeNames } from '../kit/tool-types.js';

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

/** Names that many records have: they have to be read off a tool. */
const GENERIC = /^(kind|category|type|class|tier|level|group|status|mode)$/i;
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

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const ranked = rankedTypes(code);
  const varying = varyingFields(context);
  const isClass = (name: string): boolean => mentions(name, CLASS) || /read_?only/i.test(name);
  const isRanked = ({ type }: MemberFact): boolean =>
    (type?.match(/\w+/g) ?? []).some((word) => ranked.has(word)) || ranks(spelled(type ?? ''));
  const members = entryFields(context, (m) => (isClass(m.name) && !isService(code, m)) || isRanked(m));
  const byType = new Set(members.map(({ member }) => member.name));
  const fields = fieldsOf(context, (name) => isClass(name) || byType.has(name) || varying.has(name));
  const methods = classMethods(context, ranked);
  const names = new Set([...fields.map((f) => f.name), ...byType, ...methods.map((fn) => fn.fact.name)]);
  const readers = nearestFirst(
    context,
    code.functions.flatMap((fn) => readAt(fn, names) ?? []),
  );
  const read = readers.some(({ fn }) => fn.wired);
  const whole = read && (fields.length * 2 >= map.tools.length || members.length + methods.length > 0);
  const strength = whole ? 'full' : 'half';
  const declared = declarations(strength, fields, members, methods);
  const signals = declared.length > 0 ? declared.slice(0, 2) : grouped(context);
  if (declared.length > 0)
    for (const { fn, line } of readers
      .filter(({ fn: own }) => !methods.includes(own) && !isClass(own.fact.name))
      .slice(0, 1))
      signals.push({ strength, file: fn.file.path, line, note: 'the class is read here', fn });
  return decide(code, signals, {
    met: 'Tool entries carry a class of effect, and code reads it.',
    partial: 'Some tools are classed by their effect, or nothing reads the class.',
    absent: `None of ${map.tools.length} tool declarations has a field for its risk, kind or permission.`,
  });
}

/** `permissions Service`: something that is asked, not a value that says what a tool may do. */
function isService({ types }: JudgeContext['code'], { type }: MemberFact): boolean {
  const name = /(\w+)\W*$/.exec(type ?? '')?.[1];
  const declared = types.filter((t) => t.fact.name === name && t.fact.variants.length === 0);
  return declared.some((t) => t.fact.kind !== 'alias' && t.fact.members.some((m) => m.kind === 'method'));
}

/** Where the classes are declared: two tools with unlike values first, then the field of their type, then a method. */
function declarations(
  strength: Signal['strength'],
  fields: ToolField[],
  members: ReturnType<typeof entryFields>,
  methods: FunctionNode[],
): Signal[] {
  const at = (file: string, line: number, note: string): Signal => ({ strength, file, line, note });
  const said = unlike(fields).map(({ tool, name, line }) => at(tool.site.file, line, `${tool.name} carries ${name}`));
  const typed = members.map(({ type, member }) =>
    at(type.file.path, member.line, `${type.fact.name}.${member.name} classes the tool`),
  );
  const answered = methods.map((fn) => ({
    ...at(fn.file.path, fn.fact.line, `${fn.fact.name} tells the class of a tool`),
    fn,
  }));
  const own = fields.some((f) => f.text !== '') ? said : [];
  const all = [...own.slice(0, 2), ...(own.length > 1 ? [] : [...answered, ...typed])];
  return all.length > 0 ? all : said;
}

/** One declaration for each value of the field: what reads and what writes, side by side. */
function unlike(fields: ToolField[]): ToolField[] {
  const own = fields.filter((f) => f.text !== '');
  const first = new Map(
    (own.length > 0 ? own : fields).map((f) => [`${f.name}=${f.text}`, f]).reverse() as [string, ToolField][],
  );
  return [...first.values()].reverse();
}

/** No field, but a list of tools called after what they may do: `readOnlyTools`. */
function grouped({ code }: JudgeContext): Signal[] {
  return code.values
    .filter((v) => /^(read_?only|safe|mutating|dangerous|destructive|write|risky)_?tool(s|_?names)$/i.test(v.fact.name))
    .map((v) => ({
      strength: 'half',
      file: v.file.path,
      line: v.fact.line,
      note: `${v.fact.name} groups tools by what they may do`,
    }));
}

/** Where a function turns on the class: in a condition, or, in code that decides or is given the tool, in what it answers, binds or hands on. */
function readAt(fn: FunctionNode, names: ReadonlySet<string>): { fn: FunctionNode; line: number }[] | undefined {
  if (shown(fn.file.path) || mentions(nameOf(fn), TELLS)) return undefined;
  const given = new Set(
    fn.fact.params.filter((p) => /tool|spec/i.test(p.type ?? '') || EACH.test(p.name)).map((p) => p.name),
  );
  const reads = (text: string): boolean =>
    [...text.matchAll(/([\w\])]*)[.?!]*(?:\.|\[['"]|\(['"])(\w+)/g)].some(
      ([, owner, word]) =>
        names.has(word as string) &&
        (!GENERIC.test(word as string) ||
          ((/tool|spec|def/i.test(owner ?? '') || given.has(owner ?? '')) && ranked(text))),
    );
  const tested = fn.branches.find((b) => reads(b.test));
  if (tested !== undefined) return [{ fn, line: tested.line }];
  if (!deciding(fn) && given.size === 0) return undefined;
  const taken = [
    ...fn.exits.map(({ line, text }) => ({ line, text })),
    ...fn.assignments.map(({ line, text }) => ({ line, text })),
    ...fn.calls.flatMap(({ fact }) =>
      fact.args.filter((a) => !CLOSURE.test(a.text)).map((a) => ({ line: fact.line, text: a.text })),
    ),
  ].find(({ text }) => reads(text));
  return taken === undefined ? undefined : [{ fn, line: taken.line }];
}

/** Code that tells people how things stand decides nothing. */
const TELLS = ['health', 'doctor', 'diagnos', 'status', 'describ', 'render', 'display', 'print', 'help', 'report'];
/** A field of many records is the class where it is held against ranks: `tool.kind === Kind.Agent` says what the tool is. */
function ranked(text: string): boolean {
  if (/^&?[\w.?]+$/.test(text)) return true;
  const beside = text.replace(/\w+\.(kind|category|type|class|tier|level|group|status|mode)\b/gi, '');
  return (beside.match(/\w+/g) ?? []).some(isRank);
}

const CLOSURE = /=>|^(move )?\||^lambda\b|\bfunc\(/;
/** What a function handed to a walk over the tools is given. */
const EACH = /^(tool|spec|entry|op|def|definition)$/;

/** Closed sets of which most members are ranks: read, mutate, destructive. */
function rankedTypes({ types }: JudgeContext['code']): Set<string> {
  const sets = types.filter((t) => ranks(t.fact.variants) && !mentions(t.fact.name, STYLE));
  return new Set(sets.map((t) => t.fact.name));
}

const STYLE = ['text', 'style', 'emphasis', 'color', 'log', 'level', 'priority', 'event', 'message'];

/** Methods of a tool, or of the set of tools, that answer with such a rank. */
function classMethods(context: JudgeContext, ranked: ReadonlySet<string>): FunctionNode[] {
  const { code, map } = context;
  const classes = new Set(map.tools.filter((t) => t.how === 'class').map((t) => t.site.file));
  const shared = toolTypeNames(context);
  return code.functions.filter(
    (fn) =>
      (shared.has(fn.fact.owner ?? '') &&
        /^_?(is_?)?(read_?only|destructive|mutating|dangerous)$/i.test(fn.fact.name)) ||
      (fn.fact.owner !== undefined &&
        (fn.fact.returns?.match(/\w+/g) ?? []).some((word) => ranked.has(word)) &&
        (mentions(`${fn.fact.owner} ${fn.fact.trait ?? ''}`, ['=tool', '=tools']) || classes.has(fn.file.path))),
  );
}

/** Keys whose values differ from tool to tool and are ranks, whatever the key is called. */
function varyingFields(context: JudgeContext): Set<string> {
  const values = new Map<string, Set<string>>();
  for (const { name, text } of allFields(context)) values.set(name, (values.get(name) ?? new Set()).add(text));
  const most = Math.max(2, context.map.tools.length - 1);
  return new Set(
    [...values].filter(([, seen]) => seen.size <= most && ranks([...seen].map(lastWord))).map(([name]) => name),
  );
}

function lastWord(text: string): string {
  return /(\w+)["']?\)?$/.exec(text)?.[1] ?? '';
}
