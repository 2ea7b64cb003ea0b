// Where a request is measured before it is sent. The map knows the comparisons; this asks what each one does about it.
import type { Budget, Codebase, FunctionNode, HarnessMap, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { findCompactors } from './compaction.js';
import type { Signal } from './judgement.js';
import { armsOf } from './limit-arms.js';
import { nearestFirst } from './nearness.js';

const SENT = [
  'token',
  'message',
  'msgs',
  'histor',
  'conversation',
  'convo',
  'prompt',
  'request',
  'estimat',
  'transcript',
];
/** Calls between a check and the model call it guards. */
const TO_MODEL = 8;

/** Signals for a size check before the model call: full in the loop, half beside it or for a plain cut. */
export function beforeTheCall(context: JudgeContext): Signal[] {
  const { code, map, path } = context;
  const asking = code.reachedBy(
    map.modelCalls.flatMap((m) => code.function(m.fn) ?? []),
    TO_MODEL,
  );
  const isAsked = (fn: FunctionNode): boolean => fn.callers.some((c) => asking.has(c) && path.from.has(c));
  // Behind its own question to the model, a compactor weighs what came of it.
  const compactors = new Set(findCompactors(context).map((c) => c.fn));
  const weighsSummary = (b: Budget): boolean => {
    const fn = code.function(b.fn);
    const asked = fn?.calls.find((c) => c.targets.some((t) => asking.has(t)) || isModelCall(map, fn, c.fact.line));
    return fn !== undefined && compactors.has(fn) && asked !== undefined && asked.fact.line < b.site.line;
  };
  const checks = map.budgets
    .filter((b) => b.of === 'context')
    .flatMap((b): Signal[] => {
      const fn = code.function(b.fn);
      if (fn === undefined || !(b.stops || actsOn(code, b)) || weighsSummary(b)) return [];
      const inLoop = path.from.has(fn) && (asking.has(fn) || (b.stops && isAsked(fn)));
      return [
        {
          strength: inLoop ? 'full' : 'half',
          file: b.site.file,
          line: b.site.line,
          note: inLoop
            ? 'the size is compared with a limit before the model call'
            : 'a size is compared with a limit, but not on the way to the model call',
          fn,
        },
      ];
    });
  const cuts = findCompactors(context)
    .filter((c) => c.how === 'cut' && path.from.has(c.fn))
    .map(
      (c): Signal => ({
        strength: 'half',
        file: c.fn.file.path,
        line: c.line,
        note: 'the history is cut without a measure of the request',
        fn: c.fn,
      }),
    );
  const near = nearestFirst(context, [...checks, ...cuts]);
  const measured = near.filter((s) => isOfRequest(s.fn, s.line));
  return [
    ...measured,
    ...(measured.some((s) => s.strength === 'full') ? [] : near.filter((s) => !measured.includes(s))),
  ];
}

const isModelCall = ({ modelCalls }: HarnessMap, fn: FunctionNode, line: number): boolean =>
  modelCalls.some((m) => m.fn === fn.id && m.site.line === line);

/** The condition speaks of tokens or of what is sent, and does more than choose what to show. */
function isOfRequest(fn: FunctionNode | undefined, line: number): boolean {
  const branches = fn?.branches.filter((b) => b.line === line) ?? [];
  if (branches.length > 0 && branches.every((b) => b.kind === 'ternary')) return false;
  const texts = [
    ...branches.map((b) => b.test),
    ...(fn?.loops.filter((l) => l.line === line).map((l) => l.test) ?? []),
    ...(fn?.exits.filter((e) => e.line === line).map((e) => e.text) ?? []),
  ];
  return texts.some((t) => mentions(t, SENT));
}

/** The arm calls something, drops something, or the loop around it does. */
function actsOn(code: Codebase, budget: Budget): boolean {
  return armsOf(code, budget).some(({ fn, from, to }) => calledBetween(fn, Math.max(budget.site.line, from), to));
}

function calledBetween(fn: FunctionNode, from: number, to: number): boolean {
  return (
    fn.calls.some((c) => from <= c.fact.line && c.fact.line <= to) ||
    fn.assignments.some((a) => from <= a.line && a.line <= to)
  );
}
