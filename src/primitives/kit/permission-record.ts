// A decision leaves a trace in two ways: a record of its own, written whatever the outcome, or only the refusal that the
// model gets as the result of its call.
import type { AssignmentFact, BranchFact, CallNode, ExitFact, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { nearest } from './dispatch-steps.js';
import { inArm, isToolsOwn } from './find.js';
import type { Signal } from './judgement.js';
import { keptAnswers } from './kept-answers.js';
import { deciding, decisionZone, firmGates, type GateNode, gatesOf, mainGates } from './permission.js';
import { heardBy, recordedInside, rulingsOf } from './rulings.js';

const WRITES = [
  'record',
  'log',
  'append',
  'write',
  'insert',
  'emit',
  'audit',
  'track',
  'remember',
  'save',
  'persist',
  'store',
  '=push',
  '=add',
  'publish',
];
const STATEMENT = /^\s*(insert|update|replace)\b/i;
const LOOKUPS = ['=map', '=set', 'cache', 'index', 'table', 'lookup', 'seen'];
const OUTCOME = [
  'decision',
  'outcome',
  'allowed',
  'approv',
  'denied',
  'granted',
  'verdict',
  'confirmed',
  'permission',
  'rejected',
  'authoriz',
];
const SUBJECT = ['tool', '=name', 'action', 'command', 'call', 'input', 'arg', 'path', 'target'];
const RESULTS = ['push', 'append', 'add', 'insert', 'extend'];
const DEPTH = 4;

/** Records of decisions: `full` for writes on both outcomes, `half` for refusals that become results. */
export function records(context: JudgeContext): Signal[] {
  const zone = decisionZone(context);
  const near = new Set([...zone, ...zone.flatMap((fn) => fn.callers)]);
  const own = [...near].flatMap((fn) =>
    fn.calls.filter((c) => writesDecision(context, fn, c)).map((c) => recordAt(fn, c)),
  );
  const heard = [...heardBy(context), ...recordedInside(context)]
    .filter(({ call }) => mentions(call.fact.name, WRITES) || call.targets.some((t) => lasting(context, t)))
    .map(({ fn, call }) => recordAt(fn, call));
  const kept = keptAnswers(context)
    .filter(({ fn, call }) => lasting(context, fn, call.fact.line))
    .map(({ fn, call }) => recordAt(fn, call));
  const all = [...heard, ...own, ...kept];
  return all.length > 0 ? nearest(context, all, 1) : refusals(context);
}

/** Does what the function does reach a write to lasting storage? */
export function lasting({ code, map }: JudgeContext, fn: FunctionNode, line?: number): boolean {
  const writes = new Set(map.effects.filter((e) => e.class === 'write' || e.class === 'database').map((e) => e.fn));
  const stores = new Set(map.stores.filter((s) => s.op !== 'read').map((s) => s.fn));
  const kept = map.logs.some((l) => l.role === 'set-up' && l.kind === 'logger');
  const sinks = new Set(
    map.logs
      .filter(
        (l) => l.kind === 'file' || l.kind === 'database' || l.kind === 'telemetry' || (kept && l.kind === 'logger'),
      )
      .map((l) => l.fn),
  );
  const called = fn.calls.filter((c) => c.fact.line === line).flatMap((c) => c.targets);
  return [...code.reach(called.length > 0 ? called : [fn], DEPTH).keys()].some(
    (f) => writes.has(f.id) || stores.has(f.id) || sinks.has(f.id),
  );
}

function recordAt(fn: FunctionNode, call: CallNode): Signal {
  return { strength: 'full', file: fn.file.path, line: call.fact.line, note: 'both outcomes are recorded', fn };
}

/** A write outside of the refusing arm whose arguments name the outcome and what it was about. */
function writesDecision(context: JudgeContext, fn: FunctionNode, call: CallNode): boolean {
  if (
    !(mentions(call.fact.name, WRITES) || isStatement(call) || isLogged(context, fn, call)) ||
    fillsLookup(call) ||
    growsTranscript(call) ||
    collects(fn, call) ||
    isToolsOwn(context, fn.file.path, call.fact.line) ||
    !(
      deciding(fn) ||
      gatesOf(context).some((g) => g.fn === fn) ||
      rulingsOf(context).some((r) => r.call.targets.includes(fn))
    )
  )
    return false;
  const text = argumentText(fn, call);
  if (!mentions(text, OUTCOME) || !mentions(text, SUBJECT)) return false;
  const arm = call.fact.branch === undefined ? undefined : fn.file.branches[call.fact.branch];
  return arm === undefined || !(/[!]|not /i.test(arm.test) || mentions(arm.test, ONE_OUTCOME));
}

/** A write under one of these is about one outcome only. */
const ONE_OUTCOME = [
  'deny',
  'denied',
  'reject',
  'approv',
  'allow',
  'proceed',
  'confirm',
  'outcome',
  'grant',
  'permission',
];

/** A record with fields that a logger takes, whatever its levels are called. */
function isLogged({ map }: JudgeContext, fn: FunctionNode, { fact }: CallNode): boolean {
  return map.logs.some(
    (l) => l.fn === fn.id && l.site.line === fact.line && l.role === 'record' && l.structured && l.kind !== 'console',
  );
}

/** A statement that adds to a database. */
function isStatement({ fact }: CallNode): boolean {
  return fact.args.some((a) => a.kind === 'string' && STATEMENT.test(a.text));
}

/** Filling a table to look things up in is no record. */
function fillsLookup({ fact }: CallNode): boolean {
  return mentions(fact.name, ['insert', 'add', 'push']) && mentions(fact.receiver, LOOKUPS);
}

/** A list that the function itself makes and answers with, such as the options of a question, records nothing. */
function collects(fn: FunctionNode, { fact }: CallNode): boolean {
  if (!mentions(fact.name, ['=push', '=add', 'append', 'insert']) || fact.receiver.includes('.')) return false;
  const made = fn.assignments.some(
    (a) => a.target === fact.receiver && (a.kind === 'array' || a.kind === 'call' || a.kind === 'new'),
  );
  return made || mentions(fact.receiver, ['option', 'choice', 'item', 'line', 'part', 'arg']);
}

/** Results and messages are the transcript, not a record of decisions. */
function growsTranscript({ fact }: CallNode): boolean {
  return mentions(fact.name, RESULTS) && mentions(fact.receiver, ['result', 'message', 'output', 'histor', 'content']);
}

/** Argument texts, with the keys of the objects they hold and what their names were bound to. */
function argumentText(fn: FunctionNode, { fact }: CallNode): string {
  const objects = fn.objects.filter((o) => fact.line <= o.line && o.line <= fact.endLine);
  const names = fact.args.map((a) => a.text);
  const bound = fn.assignments.filter((a: AssignmentFact) => names.includes(a.target)).map((a) => a.text);
  const made = fn.calls.filter((c) => c.fact.result !== undefined && names.includes(c.fact.result));
  const from = made.flatMap((c) => [c.fact.callee, ...c.fact.args.map((a) => a.text)]);
  return [...names, ...bound, ...from, ...objects.flatMap((o) => o.keys.map((k) => k.name))].join(' ');
}

/** A refusing arm whose message goes to the model: added to results, returned to a caller, or thrown. */
function refusals(context: JudgeContext): Signal[] {
  const loops = new Set(context.path.loops);
  return mainGates(context, firmGates(context)).flatMap((gate): Signal[] => {
    const own = landsAt(gate, loops);
    const below = own === undefined ? throwsBelow(gate) : undefined;
    const line = own ?? below?.line;
    const fn = below?.fn ?? gate.fn;
    return line === undefined
      ? []
      : [{ strength: 'half', file: fn.file.path, line, note: 'a refusal becomes the result of the call', fn }];
  });
}

const NO: Vocabulary = [
  'deny',
  'denie',
  'reject',
  'refus',
  'cancel',
  'ignor',
  'declin',
  'block',
  'forbid',
  '=no',
  '=not',
];
/** Lines behind a question within which its answers are told apart. */
const ANSWERS = 140;

/** Where the refusal goes: the result that is added, or the way out, in the arm that says no. */
function landsAt({ gate, fn }: GateNode, loops: ReadonlySet<FunctionNode>): number | undefined {
  const arms = fn.branches.filter((b) => b.line === gate.site.line);
  const behind = fn.branches.filter((b) => gate.site.line < b.line && b.line <= gate.site.line + ANSWERS);
  const others = behind.filter((b) => refusing(b) && (gate.kind === 'framework' || siblings(arms, b)));
  const candidates = [...arms.filter(refusing), ...others, ...arms.filter((b) => !refusing(b) && b.exit !== 'none')];
  for (const arm of candidates) {
    const line = answeredIn(fn, arm, loops);
    if (line !== undefined) return line;
  }
  return undefined;
}

function refusing(branch: BranchFact): boolean {
  return mentions(branch.test, NO) || /(^|[^=])!(?!=)|\bnot\b/.test(branch.test) || branch.kind === 'else';
}

/** Another arm of the same decision. */
function siblings(arms: BranchFact[], branch: BranchFact): boolean {
  return arms.some(
    (a) =>
      a.parent === branch.parent && (branch.kind === 'else' || branch.kind === a.kind) && branch.line <= a.endLine + 60,
  );
}

/** The call at the gate leaves by throwing: where what it calls does so. */
function throwsBelow({ gate, fn }: GateNode): { fn: FunctionNode; line: number } | undefined {
  const throwing = (f: FunctionNode): boolean => f.exits.some((e) => e.kind === 'throw');
  const called = fn.calls
    .filter((c) => c.fact.line === gate.site.line && c.fact.result === undefined)
    .flatMap((c) => c.targets);
  for (const asked of called) {
    const own = asked.exits.find((e) => e.kind === 'throw');
    const handed = asked.calls.filter((c) => c.targets.some(throwing)).at(-1);
    const line = own?.line ?? handed?.fact.line;
    if (line !== undefined) return { fn: asked, line };
  }
  return undefined;
}

/** A refusal that leaves by returning says so. */
const SAYS_NO = /err|deni|deny|refus|reject|block|cancel|declin|not allowed|forbid|abort/i;

function says(fn: FunctionNode, exit: ExitFact): string {
  const object = fn.objects.find((o) => o.line === exit.line)?.keys.map((k) => `${k.name} ${k.text}`) ?? [];
  const strings = fn.strings.filter((s) => s.line === exit.line).map((s) => s.value);
  return [exit.text, exit.callee ?? '', ...object, ...strings].join(' ');
}

function answeredIn(fn: FunctionNode, branch: BranchFact, loops: ReadonlySet<FunctionNode>): number | undefined {
  const added = fn.calls.find((c) => inArm(branch, c.fact.line) && mentions(c.fact.name, RESULTS));
  if (added !== undefined) return added.fact.line;
  const leaves = fn.exits.find(
    (e) =>
      inArm(branch, e.line) &&
      (e.kind === 'throw' || (e.kind === 'return' && e.value !== 'boolean' && SAYS_NO.test(says(fn, e)))),
  );
  return loops.has(fn) ? undefined : leaves?.line;
}
