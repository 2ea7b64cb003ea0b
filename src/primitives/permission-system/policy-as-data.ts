import type { Criterion, JudgeContext, Judgement, TypeNode } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { conditionsOf, decisionZone, gatesOf, noGate } from '../kit/permission.js';
import { lookedUp, ruleRecords, verdictMaps } from '../kit/rules.js';
import { shown } from '../kit/tool-fields.js';

export const criterion: Criterion = {
  id: 'permission-system/policy-as-data',
  title: 'Rules as data',
  statement:
    'Rules that allow, ask about or deny actions are kept in configuration or data that people can read and change, and neither in a prompt nor in code paths.',
  core: false,
  weight: 3,
  consequence: 'hard-to-change',
  impact:
    'Users cannot see what the agent may do on their machine, and cannot forbid one thing without editing and shipping the program.',
  fix: 'Read allow, ask and deny rules from a settings file, let deny win, and keep the code that applies them free of names.',
  effort: 'day',
  confirm: {
    given: 'a settings file with one deny rule for {tool}',
    when: 'a fake model calls {tool}, the rule is removed, and the model calls it again',
    then: 'the first call is refused and the second is not, without a change to the code',
  },
  signals:
    'A type of rules with allow and deny or ask parts, or with a pattern and a decision, that is filled from data and read by the deciding functions; an allow list or switches in the settings count half.',
  judge,
  pass: example('a permissions file with allow, ask and deny', {
    'permissions.json': '{ "allow": ["read_file"], "ask": ["write_file"], "deny": ["bash"] }',
    'src/ask.ts': ASK,
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';
      import { ask } from './ask.js';

      interface Rules {
        allow: string[];
        ask: string[];
        deny: string[];
      }

      const rules: Rules = JSON.parse(readFileSync('permissions.json', 'utf8'));

      export async function permitted(name: string): Promise<boolean> {
        if (rules.deny.includes(name)) return false;
        if (rules.allow.includes(name)) return true;
        return rules.ask.includes(name) && (await ask('Allow ' + name + '?'));
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: refuse('!(await permitted(call.name))'),
    }),
  }),
  fail: example('a rule in an if and a policy in a prompt', {
    'src/ask.ts': ASK,
    'prompts/policy.md': `
      # Policy

      - allow: read_file
      - ask: write_file
      - deny: bash
    `,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse("call.name === 'bash' && !(await ask('Run ' + input.command + '?'))"),
    }),
  }),
};

const ALLOW =
  /(^|_|\b)(allow\w*|permit\w*|white_?list\w*|approved\w*|authorized_\w+|auto_?(approve|exec|apply|run)\w*)$/i;
const DENY = /(^|_|\b)(deny\w*|denied\w*|block(ed|_?list)\w*|forbid\w*|black_?list\w*|disallow\w*|exclude\w*)$/i;
const ASKS = /^(ask|asks|confirm|prompt)(_?(rules|tools|list|patterns))?$/i;
/** A type of rules, or of settings that hold them; a program's main object that also keeps two lists is neither. */
const RULES = ['config', 'setting', 'permission', 'polic', 'rule', 'profile', 'preference', 'access', 'guard', 'gate'];
/** What a program is started with holds lists of every kind; a type of rules holds little else. */
const MOST_LISTS = 12;
const PATTERNED = 'rules with a pattern and a decision';
/** A record of rules has few methods; with more it is a part of the program. */
const MANY_METHODS = 20;
const SETTINGS = ['config', 'setting', 'option', 'permission', 'polic', 'rule', 'profile', 'preference'];

function judge(context: JudgeContext): Judgement {
  if (gatesOf(context).length === 0) return absent(`No rules can decide without a gate: ${noGate(context)}.`);
  const zone = decisionZone(context);
  const read = new Set(zone.flatMap((fn) => fn.fact.idents));
  const full = [
    ...ruleTypes(context, read),
    ...decidedRules(context),
    ...ruleRecords(context),
    ...verdictMaps(context, zone),
    ...lookedUp(zone),
  ];
  const inZone = new Set(zone.map((fn) => fn.file.path));
  const weight = ({ file, note }: Signal): number => (inZone.has(file) ? 2 : 0) + (note === PATTERNED ? 1 : 0);
  const ranked = [...full].sort((a, b) => weight(b) - weight(a));
  const signals = ranked.length > 0 ? ranked.slice(0, 2) : [...switches(context, read), ...options(context, read)];
  return decide(context.code, signals, {
    met: 'Rules that allow, ask or deny are loaded as data and consulted by the gate.',
    partial: 'An allow list or single switches can be configured, but there are no rules that also ask or deny.',
    absent: `The ${zone.length} deciding functions read no allow, ask or deny rules from configuration.`,
  });
}

/** A type for rules with both allow and deny (or ask) parts that is filled from data, beside or in the decision. */
function ruleTypes({ code }: JudgeContext, read: ReadonlySet<string>): Signal[] {
  return code.types.flatMap((type) => {
    const fields = type.fact.members.filter((m) => m.kind === 'field' && isList(m.type));
    const allow = fields.find((m) => ALLOW.test(m.name));
    const other = fields.find((m) => DENY.test(m.name) || ASKS.test(m.name));
    if (
      allow === undefined ||
      other === undefined ||
      shown(type.file.path) ||
      fields.length > MOST_LISTS ||
      !(mentions(type.fact.name, RULES) || (read.has(allow.name) && read.has(other.name))) ||
      type.methods.length > MANY_METHODS ||
      !(read.has(allow.name) || read.has(other.name) || read.has(type.fact.name))
    )
      return [];
    return [signal(type, 'full', 'rules that allow and rules that do not')];
  });
}

/** A rule type with a decision and a pattern or tool, kept in a list that the decision walks. */
function decidedRules(context: JudgeContext): Signal[] {
  const zone = decisionZone(context);
  const walked = new Set(
    zone
      .filter((fn) => fn.loops.length > 0 || fn.calls.some((c) => /^(find|some|any|filter|iter)$/.test(c.fact.name)))
      .flatMap((fn) => fn.fact.idents),
  );
  if (!walked.has('rules')) return [];
  return context.code.types.flatMap((type) => {
    const names = type.fact.members.map((m) => m.name);
    const decides = names.some((n) =>
      /^(decision|effect|action|verdict|behaviou?r|permission|outcome|level)$/i.test(n),
    );
    const about = names.some((n) =>
      /^(tool|tool_?name|pattern|command|path|prefix|args_?pattern|command_?prefix|match\w*|glob)$/i.test(n),
    );
    const rule = mentions(type.fact.name, ['rule', 'polic', 'permission']);
    return rule && decides && about && loads(context, type.fact.name) ? [signal(type, 'full', PATTERNED)] : [];
  });
}

/** Is there code that reads values of the type from data? */
function loads({ code }: JudgeContext, type: string): boolean {
  return code.functions.some(
    (fn) =>
      fn.fact.idents.includes(type) &&
      fn.calls.some((c) => /pars|load|from_?(json|yaml|toml|str)|safe_load|Unmarshal/i.test(c.fact.name)),
  );
}

/** Fields of a settings type, an allow list or two switches, that the decision reads. */
function switches(context: JudgeContext, read: ReadonlySet<string>): Signal[] {
  const tested = new Set(conditionsOf(decisionZone(context)).flatMap(({ branch }) => branch.idents));
  return context.code.types.flatMap((type) => {
    if (!mentions(type.fact.name, SETTINGS)) return [];
    const fields = type.fact.members.filter((m) => m.kind === 'field' && (ALLOW.test(m.name) || DENY.test(m.name)));
    const lists = fields.filter((m) => isList(m.type) && read.has(m.name));
    const flags = fields.filter((m) => tested.has(m.name));
    const first = lists[0] ?? (flags.length >= 2 ? flags[0] : undefined);
    if (first === undefined) return [];
    const note = `the decision reads ${type.fact.name}.${first.name}`;
    return [{ ...signal(type, 'half', note), line: first.line }];
  });
}

/** A list given as a parameter to the code that decides and offered as an option by a command. */
function options({ code, map }: JudgeContext, read: ReadonlySet<string>): Signal[] {
  if (map.gates.every((g) => g.kind === 'hook' || g.kind === 'framework')) return [];
  const offered = code.calls.filter(
    (c) =>
      /^(add_argument|option|flag|Option|StringSlice\w*|arg)$/.test(c.fact.name) &&
      c.fact.args.some((a) => a.kind === 'string' && /(allow|authoriz|deny|disallow|white_?list)/i.test(a.text)),
  );
  return offered
    .filter((c) =>
      c.fact.args.some((a) =>
        [...read].some(
          (i) =>
            i.length > 6 &&
            a.text
              .replace(/[^a-z]/gi, '')
              .toLowerCase()
              .includes(i.replace(/[^a-z]/gi, '').toLowerCase()),
        ),
      ),
    )
    .map((c) => ({
      strength: 'half',
      file: c.fn.file.path,
      line: c.fact.line,
      note: 'an option fills the list',
      fn: c.fn,
    }));
}

function isList(type: string | undefined): boolean {
  return type === undefined || /\[\]|Array|Vec|[Ll]ist|[Ss]et|Sequence|tuple|Record|Map|dict/.test(type);
}

function signal(type: TypeNode, strength: Signal['strength'], note: string): Signal {
  return { strength, file: type.file.path, line: type.fact.line, note };
}
