// Where a decision is written to a record of its own, whatever the outcome: in the gate, by who hears of its ruling, or
// in a record of the call that carries the decision.
import type { AssignmentFact, BranchFact, CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { FAR, nearest, stepsTo } from './dispatch-steps.js';
import { isToolsOwn } from './find.js';
import type { Signal } from './judgement.js';
import { keptAnswers } from './kept-answers.js';
import { deciding, decisionZone, gatesOf } from './permission.js';
import { PERMISSION } from './permission-words.js';
import { refusals } from './refusals.js';
import { heardBy, recordedInside, rulingsOf, VERDICT_FIELD } from './rulings.js';

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
  '=put',
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
  const beside = [...near].filter((fn) => zone.includes(fn) || (fn.inScope && stepsTo(context, fn) < FAR));
  const own = beside.flatMap((fn) =>
    fn.calls.filter((c) => writesDecision(context, fn, c)).map((c) => recordAt(fn, c)),
  );
  const heard = [...heardBy(context), ...recordedInside(context)]
    .filter(({ call }) => mentions(call.fact.name, WRITES) || call.targets.some((t) => lasting(context, t)))
    .map(({ fn, call }) => recordAt(fn, call));
  const kept = keptAnswers(context)
    .filter(({ fn, call }) => lasting(context, fn, call.fact.line))
    .map(({ fn, call }) => recordAt(fn, call));
  const all = [...heard, ...own, ...kept];
  if (all.length > 0) return nearest(context, all, 1);
  const calls = carried(context);
  return calls.length > 0 ? calls : refusals(context);
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
    answersRequest(fn, call) ||
    mentions(call.fact.name, ['rule', 'polic', 'listener', 'handler']) ||
    !(
      deciding(fn) ||
      gatesOf(context).some((g) => g.fn === fn) ||
      rulingsOf(context).some((r) => r.call.targets.includes(fn))
    )
  )
    return false;
  const text = argumentText(fn, call);
  if (!mentions(text, OUTCOME) || !mentions(text, SUBJECT)) return false;
  if (!decidesByName(fn) && afterTheRun(context, fn, call)) return false;
  return !armsAround(fn, call).some((arm) => /[!]|not /i.test(arm.test) || mentions(arm.test, ONE_OUTCOME));
}

/** `deciding`, but by the function's own name or type: a file of gates also holds what runs the tools. */
function decidesByName(fn: FunctionNode): boolean {
  return mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, PERMISSION);
}

/** What is written behind the call of the tool tells how the tool went. */
function afterTheRun({ map }: JudgeContext, fn: FunctionNode, { fact }: CallNode): boolean {
  return map.dispatches.some((d) => d.fn === fn.id && d.site.line < fact.line);
}

/** The arm a call stands in, and the arms around that. */
function armsAround(fn: FunctionNode, { fact }: CallNode): BranchFact[] {
  const arms: BranchFact[] = [];
  for (let at = fact.branch; at !== undefined; at = arms.at(-1)?.parent) {
    const arm = fn.file.branches[at];
    if (arm === undefined || arms.includes(arm)) break;
    arms.push(arm);
  }
  return arms;
}

/** Beside the dispatch, a record of the call is made and written whose type has a field for the decision. */
function carried(context: JudgeContext): Signal[] {
  const { code } = context;
  const types = new Set(
    code.types
      .filter(({ fact: { members } }) => {
        const fields = members.filter((m) => m.kind === 'field').map((m) => m.name);
        return fields.some((f) => VERDICT_FIELD.test(f)) && fields.some((f) => mentions(f, [...SUBJECT, 'function']));
      })
      .map((t) => t.fact.name),
  );
  const made = ({ fact }: CallNode): string | undefined =>
    fact.args.flatMap((a) => MADE.exec(a.text)?.[1] ?? []).find((name) => types.has(name));
  const written = code.functions
    .filter((fn) => fn.wired && stepsTo(context, fn) < FAR)
    .flatMap((fn) =>
      fn.calls
        .filter((c) => mentions(c.fact.name, WRITES) && made(c) !== undefined)
        .map((c): Signal => ({ ...recordAt(fn, c), note: `${made(c)} is written with the decision about the call` })),
    );
  const [first] = nearest(context, written, 0);
  const type = first?.note.split(' ')[0];
  const kept = code.functions
    .filter((fn) => fn.wired && type !== undefined && fn.fact.owner === type)
    .flatMap((fn) =>
      fn.assignments
        .filter((a) => VERDICT_FIELD.test(a.target.replace(/^(this|self)\./, '')))
        .slice(0, 1)
        .map(
          (a): Signal => ({
            strength: 'full',
            file: fn.file.path,
            line: a.line,
            note: `${fn.fact.owner} holds the decision`,
            fn,
          }),
        ),
    );
  const same = written.filter((s) => s.note === first?.note);
  return [...nearest(context, same, 2).slice(0, 2), ...kept.slice(0, 1)];
}

/** A record that is made where it is given; made without the call, it knows of no decision about it. */
const MADE = /^&?(?:new )?([A-Z]\w*)\s*[({](?!\s*(?:undefined|null|None|nil)\b)/;

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

/** The answer that goes back under the id of the request is heard by who asked, and kept by nobody. */
function answersRequest(fn: FunctionNode, { fact }: CallNode): boolean {
  const keys = fn.objects.filter((o) => fact.line <= o.line && o.line <= fact.endLine).flatMap((o) => o.keys);
  return keys.some((k) => /^(correlation|request)_?id$/i.test(k.name));
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
