import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearest, stepsBefore } from '../kit/dispatch-steps.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { exitsIn, inArm } from '../kit/find.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { deciding, decisionZone, firmGates, gatesOf } from '../kit/permission.js';
import { PERMISSION } from '../kit/permission-words.js';
import { allowsUnlisted, refusesUnknown } from '../kit/unknown-tools.js';
import { yesByDefault } from '../kit/yes-by-default.js';

export const criterion: Criterion = {
  id: 'permission-system/fail-closed',
  title: 'No answer means no',
  statement:
    'A tool nobody knows, a permission check that fails, or a question nobody answers leads to a refusal or a question, and never to a yes.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'The protection is gone exactly when something is wrong: a typo in the rules file, or a run without a terminal, opens every door without a word.',
  fix: 'Make deny the last line of the decision: the default arm, the catch block, the empty answer and the unknown name all end there.',
  effort: 'hours',
  confirm: {
    given: 'a rules file that does not parse, a closed standard input, and a call to an unknown tool',
    when: '{dispatch} handles one call in each of the 3 situations',
    then: '{effect} has run 0 times, and each result says why the call was refused',
  },
  signals:
    'Catch arms, default arms, last returns and the reading of the answer in the deciding functions; what dispatch does with an unknown name; a catch arm that says yes speaks against it.',
  judge,
  pass: example('unknown tools, broken rules and silence are refused', {
    'permissions.json': '{ "read_file": "allow", "write_file": "ask" }',
    'src/ask.ts': ASK,
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';
      import { ask } from './ask.js';

      export async function permitted(name: string): Promise<boolean> {
        try {
          const rules: Record<string, string> = JSON.parse(readFileSync('permissions.json', 'utf8'));
          if (rules[name] === 'allow') return true;
          if (rules[name] === 'ask') return await ask('Allow ' + name + '?');
          return false;
        } catch {
          return false;
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { permitted } from './permissions.js';",
      beforeTool: `${refuse('!tool', 'Unknown tool.')}\n${refuse('!(await permitted(call.name))')}`,
    }),
  }),
  fail: example('a check that answers yes when it breaks', {
    'permissions.json': '{ "bash": "deny" }',
    'src/permissions.ts': `
      import { readFileSync } from 'node:fs';

      // Fail closed: deny by default.
      export function permitted(name: string): boolean {
        try {
          const rules: Record<string, string> = JSON.parse(readFileSync('permissions.json', 'utf8'));
          return rules[name] !== 'deny';
        } catch {
          return true;
        }
      }
    `,
    'src/agent.ts': agent({
      imports: "import { execSync } from 'node:child_process';\nimport { permitted } from './permissions.js';",
      beforeTool: refuse('!permitted(call.name)'),
      invoke: "tool ? await tool.run(input) : execSync(call.name, { encoding: 'utf8' })",
    }),
  }),
};

const YES = /^((\w+\()?\(*(true|True)\b.*|.*\b(allow(ed)?|approved?|Allow(ed)?|ALLOW|Approved?)\b.*)$/;
const NO =
  /^((\w+\()?\(*(false|False)\b.*|.*\b(declined?|den(y|ied)|Den(y|ied)|DENY|reject(ed)?|Reject(ed)?|refuse[ds]?|ask(_\w+|s|ed)?|ASK\w*|blocked)\b.*)$/;
/** The answer is held against it; a bare 'allow' is only said. */
const COMPARED =
  /(==|\bin\b|\b(includes|has|contains|matches!?|test|match|startsWith|starts_with|HasPrefix|EqualFold)\b)[^?]*["'](y|yes|Y|ok|allow|approve|accept)["']|["'](y|yes|Y)["'] ==/;
const EXPLICIT = /["'](y|yes|Y|ok|allow|approve|accept)["']/;

function judge(context: JudgeContext): Judgement {
  const zone = decisionZone(context).filter((fn) => fn.exits.length > 0);
  const open = zone.flatMap(opens);
  const gates = gatesOf(context);
  const unknown = refusesUnknown(context);
  const closed = gates.length === 0 ? [] : zone.flatMap(closes);
  const listed = allowsUnlisted(context);
  const firm = firmGates(context).length > 0 || gates.some(({ gate }) => gate.kind === 'check');
  const full = firm && open.length === 0 && listed.length === 0 && closed.length > 0;
  const first = open[0] ?? listed[0];
  if (first !== undefined && unknown.length === 0) {
    const seen = [context.code.evidence(first.file, first.line, first.note)];
    return absent(`${first.note}, and no refusal of unknown tools was seen.`, 'medium', seen);
  }
  const signals = [...unknown.slice(0, 1), ...oneOfEach(shared(context, closed))].map(
    (s): Signal => ({ ...s, strength: full ? 'full' : 'half' }),
  );
  return decide(context.code, signals, {
    met: 'What is unknown, fails or gets no clear yes ends in a refusal.',
    partial:
      first === undefined
        ? 'Unknown tools are refused; that a missing answer or a failed check about known ones refuses was not seen.'
        : `Unknown tools are refused, but ${first.note} (${first.file}:${first.line}).`,
    absent: 'No decision that ends in a refusal was found, and none of the dispatch sites refuses an unknown tool.',
  });
}

type Seen = Omit<Signal, 'strength'>;

/** Farther from the dispatch than the nearest refusal by more than this, another decision is meant. */
const BESIDE = 2;

/** What one tool refuses for itself says less than what stands before all. */
function shared(context: JudgeContext, seen: Seen[]): Seen[] {
  const own = new Set(context.map.tools.filter((t) => t.how === 'class').map((t) => t.site.file));
  const before = seen.filter(({ file }) => !own.has(file));
  return nearest(context, before.length > 0 ? before : seen, BESIDE, stepsBefore);
}

/** The same way of refusing is shown once. */
function oneOfEach(seen: Seen[]): Seen[] {
  return seen.filter((s, i) => seen.findIndex((t) => t.note === s.note) === i);
}

/** The decision's last word, its catch arms, or its reading of the answer is a no. */
function closes(fn: FunctionNode): Seen[] {
  if (!decidesHere(fn) || mentions(fn.fact.name, KEEPS) || mentions(fn.fact.name, PRESENCE)) return [];
  const at = (line: number, note: string): Seen => ({ file: fn.file.path, line, note, fn });
  const caught = fn.branches.filter((b) => b.kind === 'catch').flatMap((b) => exitsIn(fn, b));
  const broken = fn.branches
    .filter((b) => b.kind !== 'catch' && UNANSWERED.test(b.test))
    .flatMap((b) => exitsIn(fn, b));
  const failing = [
    ...caught.filter((e) => e.kind === 'throw' || NO.test(e.text)),
    ...broken.filter((e) => e.kind === 'return' && NO.test(e.text)),
  ].slice(0, 2);
  const last = fn.exits.filter((e) => e.branch === undefined).at(-1);
  const explicit =
    fn.exits.find((e) => e.kind === 'return' && COMPARED.test(e.text)) ??
    fn.branches.find((b) => EXPLICIT.test(b.test) && exitsIn(fn, b).some((e) => /^(true|True|Ok\(true)/.test(e.text)));
  const answers = fn.exits.some((e) => YES.test(e.text) || NO.test(e.text));
  const other = fn.branches.find(
    (b) => answers && b.kind === 'default' && (b.exit === 'throw' || exitsIn(fn, b).some((e) => NO.test(e.text))),
  );
  const refused = fn.branches.find((b) => b.exit === 'throw' && b.kind !== 'catch' && NO.test(b.test));
  return [
    ...(explicit === undefined || yesByDefault(fn) ? [] : [at(explicit.line, 'only an explicit yes permits')]),
    ...failing.map((e) => at(e.line, 'a failing check refuses')),
    ...(last !== undefined &&
    NO.test(last.text) &&
    !/[:,]\s*[\w.]*["']?(allow\w*|true|True)\b/.test(last.text) &&
    (!/^(false|False)$/.test(last.text) || mentions(fn.fact.name, PERMISSION))
      ? [at(last.line, 'the last word is a refusal')]
      : []),
    ...fallbacks(fn).map((line) => at(line, 'what no rule knows is asked or refused')),
    ...(other === undefined ? [] : [at(other.line, 'anything unforeseen is refused')]),
    ...(refused === undefined ? [] : [at(refused.line, 'a refusal leaves as an error')]),
  ];
}

/** The question could not be put, or its time ran out. */
const UNANSWERED = /\bis_err\(\)|\bErr\(|\.Done\(\)|[Tt]imeout/;

/** The value taken where there is none: `rules.get(name, "ask")`, `?? 'deny'`, `unwrap_or(Ask)`, `if !known { verdict = Ask }`. */
function fallbacks(fn: FunctionNode): number[] {
  const texts = [...fn.assignments, ...fn.exits].filter((x) => FALLBACK.test(x.text)).map((x) => x.line);
  const keyed = fn.objects.filter((o) => o.keys.some((k) => FALLBACK.test(k.text))).map((o) => o.line);
  const args = fn.calls
    .filter(
      (c) =>
        c.fact.args.some((a) => FALLBACK.test(a.text)) ||
        FALLBACK.test(`${c.fact.callee}(${c.fact.args.map((a) => a.text).join(', ')})`),
    )
    .map((c) => c.fact.line);
  const unknown = fn.branches.filter((b) => /^!|^not |(is None|== nil|=== undefined)$/.test(b.test));
  const set = fn.assignments.filter((a) => unknown.some((b) => inArm(b, a.line)) && ANSWER.test(a.text));
  return [...texts, ...keyed, ...args, ...set.map((a) => a.line)].slice(0, 1);
}

const ANSWER = /^[\w.:"']*(deny|denied|ask|refuse|reject)\w*["']?$/i;
const FALLBACK =
  /(\?\?|unwrap_or\(|\bor\b|\.get\([^()]*,|\bget\([^()]*,)\s*[\w.:"']*(deny|denied|ask|refuse|reject)\b/i;

/** It answers yes or no, or says by its name that it decides: what else is near a gate may fail for any reason. */
function decidesHere(fn: FunctionNode): boolean {
  return deciding(fn) || (fn.exits.some((e) => YES.test(e.text)) && fn.exits.some((e) => NO.test(e.text)));
}

/** A yes of these keeps things from happening, or brings up a question. */
const KEEPS = ['block', 'deny', 'denied', 'danger', 'unsafe', 'forbid', 'restrict', 'outside', 'escape', 'private'];
/** Whether something is there decides about nothing. */
const PRESENCE = ['exist', 'found', 'available'];
const INVERSE = [...KEEPS, 'requir', 'need', 'ask', 'confirm'];

/** A catch arm or the last word of a function that also refuses says yes. */
function opens(fn: FunctionNode): Seen[] {
  const caught = fn.branches.filter((b) => b.kind === 'catch').flatMap((b) => exitsIn(fn, b));
  const refuses = mentions(fn.fact.name, INVERSE);
  return caught
    .filter(
      (e) => e.kind === 'return' && (refuses ? /^(false|False)$/.test(e.text) : YES.test(e.text) && !NO.test(e.text)),
    )
    .map((e) => ({ file: fn.file.path, line: e.line, note: 'a check that fails answers yes', fn }));
}
