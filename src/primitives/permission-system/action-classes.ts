import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { literally, mentions, type Vocabulary } from '../../words.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK, TOOLS_WITH_RISK } from '../kit/example-parts.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { byNames } from '../kit/named-actions.js';
import { answersOf, conditionsOf, decisionZone, firmGates, gatesOf, handedOn, noGate } from '../kit/permission.js';
import { rulingsOf } from '../kit/rulings.js';
import { entryFields, ranks, spelled } from '../kit/tool-fields.js';

export const criterion: Criterion = {
  id: 'permission-system/action-classes',
  title: 'Decision by risk class',
  statement: 'Actions fall into two or more classes of risk, and the class is what the permission decision turns on.',
  core: true,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'With one rule for everything, users are asked about reading a file as often as about deleting one; they learn to press yes, and then press it once too often.',
  fix: 'Sort tools (and commands) into at least read, change and destroy, and let the decision function switch on that class.',
  effort: 'hours',
  confirm: {
    given: 'one tool of each class and a user who answers no to everything',
    when: 'a fake model calls each of them 1 time',
    then: 'only the tool of the read class has run, and {gate} was asked about each of the others',
  },
  signals:
    'A field of the tools or an enumeration of risk classes that a condition of the decision reads; two functions that sort commands into safe and dangerous. Lists of names and separate switches count half.',
  judge,
  pass: example('read is allowed, write asks, execute needs a flag', {
    'src/ask.ts': ASK,
    'src/tools.ts': TOOLS_WITH_RISK,
    'src/permissions.ts': `
      import { ask } from './ask.js';
      import type { Tool } from './tools.js';

      export async function permitted(tool: Tool, input: Record<string, string>): Promise<boolean> {
        switch (tool.risk) {
          case 'read':
            return true;
          case 'write':
            return ask('Allow ' + tool.name + ' on ' + input.path + '?');
          case 'execute':
            return process.env.ALLOW_EXECUTE === '1' && ask('Run ' + input.command + '?');
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: refuse('tool && !(await permitted(tool, input))'),
    }),
  }),
  fail: example('the same question for every tool', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: `// Risk classes: read is low, write is medium, execute is high.\n${refuse("!(await ask('Allow ' + call.name + '?'))")}`,
    }),
  }),
};

/** Fields that every tool has, whatever its risk. */
const PLAIN = new Set(['name', 'title', 'label', 'description', 'run', 'execute', 'handler', 'parameters', 'type']);
const CLASS =
  /^(risk\w*|risky|danger\w*|destructive\w*|severity|safety\w*|mutat\w*|side_?effects?|kind|category|tier|(is_?)?read_?only(Hint)?|(is_?)?destructive\w*|(required|permission)_?(mode|level|class)|(needs|requires?)_?(approval|confirmation|permission)|access_?(level|mode))$/i;
const RANKS: Vocabulary = [
  'read',
  'write',
  'execut',
  'danger',
  'destruct',
  'mutat',
  'modif',
  '=safe',
  '=unsafe',
  '=low',
  '=medium',
  '=high',
  '=critical',
  '=full',
  '=edit',
  'workspace',
];

function judge(context: JudgeContext): Judgement {
  if (gatesOf(context).length === 0)
    return absent(`Without a gate no class of risk can decide: ${noGate(context)}.`, 'high');
  const gated = decisionZone(context);
  const named = firmGates(context).every(({ gate }) => gate.kind === 'framework');
  const zone = named ? [...new Set([...gated, ...context.path.dispatches])] : gated;
  const compared = byRank(context, zone);
  const signals = [...compared.slice(0, 2), ...byField(context, zone), ...bySorting(zone), ...byNames(context, zone)];
  return decide(context.code, signals, {
    met: 'The decision turns on the class of risk an action belongs to.',
    partial:
      'The decision tells actions apart by a list of names or by separate switches, without declared classes of risk.',
    absent: `No condition of the ${zone.length} deciding functions turns on a class of risk of the tool or command.`,
  });
}

/** A condition reads a field that the tools declare with different values, or that says risk by its name. */
function byField(context: JudgeContext, zone: FunctionNode[]): Signal[] {
  const varying = varyingFields(context);
  const declared = new Set(context.map.tools.flatMap((t) => t.keys));
  const typed = entryFields(context, (m) => ranks(spelled(m.type ?? '')) || ranked(context, m.type ?? '')).map(
    (f) => f.member.name,
  );
  const fields = new Set([
    ...[...declared].filter((k) => !PLAIN.has(k) && (varying.has(k) || CLASS.test(k))),
    ...typed,
  ]);
  const reads = (text: string): string | undefined =>
    [...fields].find((f) => readsField(text, f) && (!GENERIC.test(f) || /tool|spec|action/i.test(text)));
  const conditions = conditionsOf(zone)
    .filter(({ branch }) => branch.kind !== 'else')
    .map(({ fn, branch }) => ({ fn, line: branch.line, text: branch.test }));
  const answers = answersOf(zone).filter(({ text }) => !/^&?(self|this)\.\w+$/.test(text));
  const seen = [...conditions, ...answers, ...handedOn(zone)].filter(({ text }) => !CLOSURE.test(text));
  return seen.flatMap(({ fn, line, text }) => {
    const last = ownState(text) ? '' : lastField(text);
    const field = reads(text) ?? (CLASS.test(last) && !GENERIC.test(last) ? last : undefined);
    if (field === undefined) return [];
    return [{ strength: 'full', file: fn.file.path, line, note: `the decision turns on ${field}`, fn } as const];
  });
}

/** A function that is made here reads nothing yet. */
const CLOSURE = /^(async\s*)?(\([^()]*\)|\w+)(\s*:\s*[\w<>[\]]+)?\s*=>/;

/** A switch of the deciding object itself is no class of the action. */
function ownState(text: string): boolean {
  return /^!?(?:not )?(self|this)\.\w+\b/.test(text);
}

/** The declared type is a closed set of ranks. */
function ranked({ code }: JudgeContext, type: string): boolean {
  const words: string[] = type.match(/\w+/g) ?? [];
  return code.types.some((t) => words.includes(t.fact.name) && ranks(t.fact.variants));
}

/** Names that many records have: they count when they are read off a tool. */
const GENERIC = /^(kind|category|tier|type|level)$/i;

/** `tool.risk`, `tool["risk"]`, `tool.get("risk")`. */
function readsField(text: string, field: string): boolean {
  return new RegExp(`(\\.|\\[['"]|\\(['"])${literally(field)}\\b`).test(text);
}

/** Last segment of a path that the test compares or reads. */
function lastField(test: string): string {
  return /^!?(?:not )?[\w.?]*\.(\w+)\b/.exec(test)?.[1] ?? '';
}

/** Keys of tool literals whose literal values differ from tool to tool. */
function varyingFields({ code, map }: JudgeContext): Set<string> {
  const values = new Map<string, Set<string>>();
  const sites = new Set(map.tools.map((t) => `${t.site.file}:${t.site.line}`));
  for (const { fact, file } of code.objects) {
    if (!sites.has(`${file.path}:${fact.line}`)) continue;
    for (const key of fact.keys) {
      if (key.kind !== 'string' && key.kind !== 'boolean' && key.kind !== 'reference') continue;
      values.set(key.name, (values.get(key.name) ?? new Set()).add(key.text));
    }
  }
  const many = map.tools.length > 2 ? map.tools.length : 3;
  return new Set([...values].filter(([, seen]) => seen.size >= 2 && seen.size < many).map(([name]) => name));
}

/** An enumeration of two or more ranks, named in a deciding function that compares it. */
function byRank(context: JudgeContext, zone: FunctionNode[]): Signal[] {
  const { code } = context;
  const sets = code.types.filter((t) => {
    const known = t.fact.variants.filter((v) => mentions(v, RANKS)).length;
    return (known >= 2 && known * 2 >= t.fact.variants.length) || ranks(t.fact.variants);
  });
  const asked = new Set(rulingsOf(context).flatMap(({ call }) => call.targets));
  const conditions = conditionsOf(zone).filter(
    ({ fn, branch }) => (branch.exit !== 'none' && branch.kind !== 'case') || asked.has(fn),
  );
  return sets.flatMap((type) => {
    const uses = conditions.filter(({ branch }) => branch.idents.includes(type.fact.name));
    const found = uses.find(({ branch }) => branch.operators.some((o) => /[<>]/.test(o))) ?? uses[0];
    if (found === undefined) return [];
    const { fn, branch } = found;
    return [
      { strength: 'full', file: fn.file.path, line: branch.line, note: `the decision compares ${type.fact.name}`, fn },
      { strength: 'full', file: type.file.path, line: type.fact.line, note: 'the classes of risk', fn },
    ] as const;
  });
}

/** Commands are sorted into safe and dangerous ones by two functions of the decision. */
function bySorting(zone: FunctionNode[]): Signal[] {
  const calls = zone.flatMap((fn) =>
    fn.calls.filter((c) =>
      conditionsOf([fn]).some(
        ({ branch: b }) => b.line <= c.fact.line && c.fact.line <= b.bodyLine && b.idents.includes(c.fact.name),
      ),
    ),
  );
  const safe = calls.find((c) => /(known_?|is_?)safe/i.test(c.fact.name));
  const danger = calls.find((c) => mentions(c.fact.name, ['danger', 'destruct', 'unsafe', 'risky']));
  if (safe === undefined || danger === undefined) return [];
  return [safe, danger].map(({ fact, fn }) => ({
    strength: 'full',
    file: fn.file.path,
    line: fact.line,
    note: `commands are classed by ${fact.name}`,
    fn,
  }));
}
