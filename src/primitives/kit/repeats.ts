// How a run notices that it goes in circles: calls whose signature was seen before, and failures in a row, counted and
// held against a limit on the path of the loop.
import type { AssignmentFact, BranchFact, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { cameBack } from './came-back.js';
import type { Signal } from './judgement.js';

const AGAIN = ['repeat', 'repetit', 'duplicate', 'identical', 'loop', 'stuck', 'cycle', 'stagnat', 'doom'];
const CALLS = ['call', 'tool', 'action', 'command', 'step', 'loop', 'response', 'output'];
const FAILURES = ['error', 'fail', 'failure', 'failed', 'invalid', 'malformed', 'mistake', 'miss', 'unparsable'];
const ROW = ['consecutive', 'successive', 'streak', 'row', 'repeated'];
const RETRIES = ['retry', 'retries', 'attempt'];
/** `failures = ok ? 0 : failures + 1`, `0 if ok else failures + 1`: it starts again or goes on. */
const EITHER = /\?\s*0\s*:.*\+\s*1\b|\+\s*1\s*:\s*0\b|\b0 if .*else.*\+ 1\b|\+ 1 if .*else 0\b/s;
const SIGNATURE = /stringify|dumps|\bhash|sha\d|md5|digest|to_string|Sprintf|format!|fingerprint|\brepr\(/i;
const BEFORE = ['seen', 'last', 'prev', 'previous', 'recent', 'histor', 'past', 'known'];

/** Every sign of a breaker, on the loop's path or on the way to it. */
export function breakers(context: JudgeContext): Signal[] {
  const { path } = context;
  const near = [...new Set([...path.from.keys(), ...path.to.keys()])].filter((fn) => fn.inScope);
  const counted = near.flatMap((fn) => [
    ...sameCall(fn),
    ...askedAboutRepeats(context, fn),
    ...signatureCounted(fn),
    ...failuresInRow(context, fn),
    ...sameInRow(context, fn),
  ]);
  return [...counted, ...cameBack(context)];
}

/** A count that is about repetition, against a number. */
function sameCall(fn: FunctionNode): Signal[] {
  return fn.branches.flatMap((b) => {
    const words = b.idents.flatMap(splitWords);
    const counted = ordered(b) && mentions(words, [...AGAIN, 'consecutive']) && !mentions(words, RETRIES);
    if (!counted || !(acts(fn, b) || returnsTrue(fn, b))) return [];
    return [signal(fn, b.line, 'full', 'repetition is counted and held against a limit')];
  });
}

/** A branch asks a function that looks for repetition among calls, and leaves by its answer. */
function askedAboutRepeats({ path }: JudgeContext, fn: FunctionNode): Signal[] {
  if (!path.from.has(fn)) return [];
  return fn.calls.flatMap((call) => {
    const owners = call.guessed === true ? [] : call.targets.flatMap((t) => t.fact.owner ?? []);
    const words = splitWords([call.fact.receiver, call.fact.name, ...owners].join(' '));
    const asks = mentions(words, AGAIN) && (mentions(words, CALLS) || mentions(words, ['detect', 'check']));
    const { result, line } = call.fact;
    const branch = fn.branches.find(
      (b) =>
        b.line >= line &&
        b.line <= line + 6 &&
        b.exit !== 'none' &&
        (b.line === line || b.idents.includes(result ?? '\0')),
    );
    if (!asks || branch === undefined || !call.targets.some(compares)) return [];
    const target = call.targets.find(compares) as FunctionNode;
    return [
      signal(fn, branch.line, 'full', `${call.fact.name} decides whether the call goes on`),
      signal(target, comparingLine(target), 'full', 'looks for the same call in what went before'),
    ];
  });
}

/** It holds one thing against another: in a condition or in what it answers, itself or by a method beside it. */
function compares(fn: FunctionNode): boolean {
  const beside = fn.callees.filter((c) => fn.fact.owner !== undefined && c.fact.owner === fn.fact.owner && c !== fn);
  return comparesItself(fn) || beside.some(comparesItself);
}

function comparesItself(fn: FunctionNode): boolean {
  return (
    fn.branches.some((b) => /[=<>]/.test(b.test)) || fn.exits.some((e) => /==|[<>]|\ball\(|\.every\(/.test(e.text))
  );
}

/** Where it compares: its answer before a condition on the way. */
function comparingLine(fn: FunctionNode): number {
  const answer = fn.exits.find((e) => /==|[<>]|\ball\(|\.every\(/.test(e.text));
  return answer?.line ?? fn.branches.find((b) => /[=<>]/.test(b.test))?.line ?? fn.fact.line;
}

/** A name is made of a call's arguments, counted under that name, and the count is compared. */
function signatureCounted(fn: FunctionNode): Signal[] {
  const signatures = fn.assignments.filter(
    (a) =>
      SIGNATURE.test(a.text) &&
      mentions(a.idents.flatMap(splitWords), ['arg', 'argument', 'input', 'param', 'call', 'action']),
  );
  return signatures.flatMap((s) => {
    const counts = fn.assignments.filter(
      (a) => a !== s && a.idents.includes(s.target) && /get|count|filter|\[|\+/i.test(a.text),
    );
    const names = new Set([...counts.map((c) => c.target), s.target]);
    const branch = fn.branches.find(
      (b) =>
        b.line > s.line &&
        acts(fn, b) &&
        b.idents.some((i) => names.has(i)) &&
        (ordered(b) || mentions(b.idents.flatMap(splitWords), BEFORE)),
    );
    return branch === undefined
      ? []
      : [signal(fn, branch.line, 'full', 'the same call with the same arguments is counted')];
  });
}

/** A counter of failures that a success resets, held against a limit. Retries of one request are only half of it. */
function failuresInRow({ code }: JudgeContext, fn: FunctionNode): Signal[] {
  return fn.branches.flatMap((b) => {
    if (!ordered(b) || !acts(fn, b)) return [];
    const own = code.functions.filter(
      (f) => f === fn || (fn.fact.owner !== undefined && f.fact.owner === fn.fact.owner && f.file === fn.file),
    );
    const changing = (name: string): AssignmentFact[] =>
      own.flatMap((f) => f.assignments.filter((a) => lastOf(a.target) === name));
    const name = b.idents.find((i) => countsFailures(i, changing));
    if (name === undefined || !inRow(name, changing(name))) return [];
    const retry = mentions(splitWords(name), RETRIES);
    const note = retry ? 'retries in a row are capped' : 'failures in a row are capped';
    return [signal(fn, b.line, retry ? 'half' : 'full', note)];
  });
}

/** By its name, or because one line starts it again or raises it. */
function countsFailures(name: string, changing: (name: string) => AssignmentFact[]): boolean {
  const words = splitWords(name);
  if (mentions(words, ['max', 'limit', 'delay', 'threshold'])) return false;
  return mentions(words, [...FAILURES, ...RETRIES]) || changing(name).some((a) => restarts(name, a));
}

function restarts(name: string, { op, text, idents }: AssignmentFact): boolean {
  return op === '=' && EITHER.test(text) && idents.includes(name);
}

/** It grows, and something between two of its steps sets it back. */
function inRow(name: string, changes: AssignmentFact[]): boolean {
  if (changes.some((a) => restarts(name, a))) return true;
  const grows = changes.some((a) => a.op === '+=' || a.op === '++');
  const member = changes.some((a) => a.target.includes('.'));
  const resets = changes.filter((a) => a.op === '=' && a.text === '0');
  const setBack = resets.some((a) => a.loop !== undefined) || (member && resets.length > 1);
  return grows && (mentions(splitWords(name), ROW) || setBack);
}

/** A count that starts again when the key changes, and an answer that says when it is too high; a run asks for it. */
function sameInRow({ path }: JudgeContext, fn: FunctionNode): Signal[] {
  const answer = fn.exits.find((e) => e.kind === 'return' && e.value === 'binary' && />=?\s*[\w.]+$/.test(e.text));
  const counter = answer === undefined ? undefined : lastOf(answer.text.split(/\s*>/)[0] ?? '');
  if (answer === undefined || counter === undefined || counter === '') return [];
  const grows = fn.assignments.some((a) => lastOf(a.target) === counter && /^(\+=|\+\+)$/.test(a.op));
  const changed = fn.branches.find(
    (b) =>
      b.operators.some((o) => /^!==?$|^is not$/.test(o)) &&
      fn.assignments.some((a) => b.bodyLine <= a.line && a.line <= b.endLine && a.target.includes(counter)),
  );
  const asked = fn.callers.some(
    (c) =>
      path.from.has(c) &&
      c.calls.some(
        (k) => k.targets.includes(fn) && c.branches.some((b) => b.line === k.fact.line && b.exit !== 'none'),
      ),
  );
  if (!grows || changed === undefined || !asked) return [];
  return [signal(fn, answer.line, 'full', 'the same thing in a row is counted and held against a limit')];
}

function ordered(branch: BranchFact): boolean {
  const compares =
    branch.kind !== 'catch' && branch.kind !== 'else' && branch.operators.some((o) => /^[<>]=?$/.test(o));
  // A count held against nothing asks whether there is any, not how many.
  return compares && !/^[^<>]*[<>]=?\s*0\s*\)?$/.test(branch.test.replace(/^.*(&&|\|\||\band\b|\bor\b)/, ''));
}

/** The arm leaves, or does something. */
function acts(fn: FunctionNode, b: BranchFact): boolean {
  return b.exit !== 'none' || fn.calls.some((c) => b.bodyLine <= c.fact.line && c.fact.line <= b.endLine);
}

function returnsTrue(fn: FunctionNode, b: BranchFact): boolean {
  return fn.exits.some((e) => b.bodyLine <= e.line && e.line <= b.endLine && /^true$/i.test(e.text));
}

function signal(fn: FunctionNode, line: number, strength: Signal['strength'], note: string): Signal {
  return { strength, file: fn.file.path, line, note, fn };
}

function lastOf(target: string): string {
  return target.slice(target.lastIndexOf('.') + 1);
}
