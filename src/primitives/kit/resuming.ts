// How a stored session comes back to life: what was read is handed to what runs the agent, or becomes its history.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { literally, mentions, type Vocabulary } from '../../words.js';
import { historyOf } from './history.js';
import { distance, onScreen } from './nearness.js';
import { type Stored, sessionReads, sessionWrites, spokenFor } from './sessions.js';

/** What holds a conversation when a session comes back to life. */
const HISTORY: Vocabulary = [
  'message',
  'histor',
  'session',
  'conversation',
  'convo',
  'transcript',
  'trajector',
  'thread',
  'chat',
  'memory',
  'context',
  'entries',
  'agent',
];
const RESUME: Vocabulary = ['resum', 'restor', 'continu', 'rehydrat', 'replay', 'fork', 'reopen', 'rebuild', 'recover'];
/** Commands that look at stored sessions without going on with one. */
const VIEW: Vocabulary = [
  'list',
  'inspect',
  'view',
  'show',
  'export',
  'search',
  'browse',
  'stat',
  'delete',
  'print',
  'render',
  'diff',
  'summar',
];
const UP = 5;

/** A way from the store back into a running session. */
export interface Resume {
  read: Stored;
  /** Function that hands what was read to the session, and the line where it does. */
  fn: FunctionNode;
  line: number;
  /** How much was seen: 3 given to what runs the loop, 2 becomes a part of it, 1 told by the function's name. */
  sureness: number;
}

const found = new WeakMap<JudgeContext, Resume[]>();

/** Functions that read the session and go on with it, the surest and shortest way first; one for each read. */
export function resumes(context: JudgeContext): Resume[] {
  const known = found.get(context);
  if (known !== undefined) return known;
  const written = new Set(sessionWrites(context).map((w) => w.fn.file.path));
  const all = sessionReads(context).flatMap((read) => {
    const ways = [...context.code.reachedBy([read.fn], UP)].filter(
      ([fn]) => fn.inScope && !mentions(fn.fact.name, VIEW),
    );
    const seen = ways.flatMap(([fn, way]) => {
      const on = goesOn(context, fn, way[way.length - 2], read);
      return on === undefined
        ? []
        : [{ read, fn, ...on, steps: way.length + (onScreen(fn) ? 2 : 0) - (written.has(read.fn.file.path) ? 4 : 0) }];
    });
    // Of equal ways the shortest, then the one nearest to the loop: side jobs read the same store.
    const far = ({ fn }: Resume): number => distance(context, fn);
    return seen.sort((a, b) => score(b) - score(a) || a.steps - b.steps || far(a) - far(b)).slice(0, 1);
  });
  const ranked = all.sort((a, b) => score(b) - score(a));
  found.set(context, ranked);
  return ranked;
}

function score(resume: Resume & { steps: number }): number {
  const named = mentions(`${resume.fn.fact.owner ?? ''} ${resume.fn.fact.name}`, [...RESUME, 'load', 'open']) ? 2 : 0;
  return resume.sureness * 3 + named + spokenFor(resume.read) - resume.steps;
}

/** Line on which a function makes a running session of what it read, if it does. */
function goesOn(
  context: JudgeContext,
  fn: FunctionNode,
  via: FunctionNode | undefined,
  read: Stored,
): { line: number; sureness: number } | undefined {
  const loads = via === undefined ? fn.calls.filter((c) => c.fact.line === read.store.site.line) : callsTo(fn, via);
  const bound = loads
    .flatMap((c) => [`${c.fact.name}(`, ...(c.fact.result ?? '').split(/,\s*/)])
    .filter((n) => n.length > 1 && !/^(err|error|ok|return|yield)$/.test(n));
  const names = withDerived(fn, bound);
  const taken = sinks(context, fn, names, loads);
  if (taken !== undefined) return taken;
  const starts = context.path.to.has(fn) || context.path.from.has(fn);
  return mentions(fn.fact.name, RESUME) && starts
    ? { line: loads[0]?.fact.line ?? fn.fact.line, sureness: 1 }
    : undefined;
}

/** Names that a value goes on under: parts of it, arms that give it, what a list makes of itself. */
function withDerived(fn: FunctionNode, bound: readonly string[]): string[] {
  const names = new Set(bound);
  for (let round = 0; round < 3; round++) {
    const holds = holding([...names]);
    for (const a of fn.assignments) {
      const part = new Set([...names].filter((n) => !n.endsWith('(')));
      const passes = part.has(a.text.split(/[.?[]/)[0] ?? '') && a.kind !== 'binary';
      if (/^\w+$/.test(a.target) && (passes || (/^(match|if|switch)\b/.test(a.text) && holds(a.text))))
        names.add(a.target);
    }
  }
  return [...names];
}

function holding(names: readonly string[]): (text: string) => boolean {
  return (text) =>
    names.some((n) => (n.endsWith('(') ? text.includes(n) : new RegExp(`(^|\\W)${literally(n)}(\\W|$)`).test(text)));
}

function callsTo(fn: FunctionNode, target: FunctionNode): CallNode[] {
  return fn.calls.filter((c) => c.targets.includes(target));
}

/** The loop reads what it begins with itself: the loaded value is the list that it adds to and sends. */
function beginsAs(context: JudgeContext, fn: FunctionNode, names: string[], loads: CallNode[]): number | undefined {
  if (!context.path.loops.includes(fn)) return undefined;
  const { lists, sent } = historyOf(context);
  return names.some((n) => lists.has(n) || sent.has(n)) ? loads[0]?.fact.line : undefined;
}

/** The loaded value becomes a part of what the loop is a method of, or of what it is given. */
function intoRunner(loops: FunctionNode[], fn: FunctionNode, holds: (text: string) => boolean): number | undefined {
  const given = loops.flatMap((l) => l.fact.params.flatMap((p) => p.type?.match(/[A-Z]\w+/g) ?? []));
  const runners = new Set([...loops.flatMap((l) => l.fact.owner ?? []), ...given]);
  const literal = fn.objects.find(
    (o) => runners.has(o.typeName?.split(/::|\./).at(-1) ?? '') && o.keys.some((k) => holds(k.text)),
  );
  const made = fn.calls.find((c) => runners.has(c.fact.name) && c.fact.isNew && c.fact.args.some((a) => holds(a.text)));
  return literal?.line ?? made?.fact.line;
}

/** Functions around a closure. */
function enclosing({ fact, parent }: FunctionNode): FunctionNode[] {
  return fact.kind !== 'closure' || parent === undefined || parent.fact.kind === 'module'
    ? []
    : [parent, ...enclosing(parent)];
}

/** The loaded value is given to what runs the loop, to a constructor, or becomes the history. */
function sinks(
  context: JudgeContext,
  fn: FunctionNode,
  names: string[],
  loads: CallNode[],
): { line: number; sureness: number } | undefined {
  const { code, path } = context;
  const holds = holding(names);
  const owners = new Set(path.loops.flatMap((l) => l.fact.owner ?? []));
  const makes = (t: FunctionNode): boolean =>
    [...code.reach([t], 2).keys()].some(
      ({ fact }) =>
        owners.has(fact.owner ?? '') && (fact.kind === 'constructor' || /^(new|New|__init__)/.test(fact.name)),
    );
  const given = fn.calls.find(
    (c) =>
      !loads.includes(c) &&
      c.fact.args.some((a) => holds(a.text)) &&
      (c.targets.some((t) => path.to.has(t) || path.loops.includes(t) || makes(t)) ||
        (fn.fact.owner !== undefined &&
          owners.has(fn.fact.owner) &&
          /^(cls|Self|self\.__class__)$/.test(c.fact.callee)) ||
        owners.has(c.fact.name)),
  );
  if (given !== undefined) return { line: given.fact.line, sureness: 3 };
  const sent = beginsAs(context, fn, names, loads);
  if (sent !== undefined) return { line: sent, sureness: 3 };
  const part = intoRunner(path.loops, fn, holds);
  if (part !== undefined) return { line: part, sureness: 3 };
  const around = [fn, ...enclosing(fn)];
  const assigned = around
    .flatMap((f) => f.assignments)
    .find((a) => /[.[]|::/.test(a.target) && mentions(a.target, HISTORY) && holds(a.text));
  const bound = loads.find((c) => /\./.test(c.fact.result ?? '') && mentions(c.fact.result ?? '', HISTORY));
  const takes = fn.fact.params.some((p) => (p.type?.match(/[A-Z]\w+/g) ?? []).some((t) => owners.has(t)));
  const near = path.to.has(fn) || path.from.has(fn) || owners.has(fn.fact.owner ?? '') || takes;
  if (!near && !mentions(fn.fact.name, RESUME)) return undefined;
  const line = assigned?.line ?? bound?.fact.line;
  return line === undefined ? undefined : { line, sureness: 2 };
}
