// Finds the code that shortens the message history, and the functions that belong to it. Named for what it does, or told
// by its structure: the history is replaced by a part of itself, cut in place, or handed to a model to be summarised.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import {
  clipLine,
  cutLine,
  lastName,
  measured,
  replacedOverLimit,
  SHRINK,
  STRICT,
  slices,
  trimmedByLibrary,
  viewLine,
} from './compaction-cuts.js';
import { historyOf, reductions } from './history.js';

export interface Compactor {
  fn: FunctionNode;
  /** The line that shortens. */
  line: number;
  /** `summary`: a model writes one; `prune`: entries go; `cut`: only the text given to the model is cut. */
  how: 'summary' | 'prune' | 'cut';
}

const HISTORY = [
  '=messages',
  '=msgs',
  'histor',
  'conversation',
  'convo',
  'transcript',
  '=chat',
  'session',
  'memory',
  'context',
  '=entries',
  '=turns',
  'trajectory',
  '=contents',
  '=thread',
  'dialog',
  'scratchpad',
];

/** First words of functions that look at a history or a summary, and leave it as it is. */
const LOOKS = [
  '=get',
  '=load',
  '=fetch',
  '=list',
  '=find',
  '=store',
  '=save',
  '=is',
  '=has',
  '=should',
  '=can',
  '=needs',
  '=format',
  '=render',
  '=show',
  '=log',
  '=print',
  '=test',
  '=on',
  '=handle',
  '=parse',
  '=validate',
];

const known = new WeakMap<JudgeContext, Compactor[]>();

/** Code in scope that shortens the history, summaries first. */
export function findCompactors(context: JudgeContext): Compactor[] {
  const old = known.get(context);
  if (old !== undefined) return old;
  const asking = context.code.reachedBy(
    context.map.modelCalls.flatMap((m) => context.code.function(m.fn) ?? []),
    4,
  );
  const named = context.code.functions.flatMap((fn) => compactorIn(context, fn, asking) ?? []);
  const taken = new Set(named.map((c) => c.fn));
  const found = [...named, ...byWhatTheyDo(context, asking).filter((c) => !taken.has(c.fn))];
  const rank = { summary: 0, prune: 1, cut: 2 };
  found.sort((a, b) => rank[a.how] - rank[b.how]);
  known.set(context, found);
  return found;
}

/** Functions that are given the history and give back less of it. */
function byWhatTheyDo(context: JudgeContext, asking: ReadonlyMap<FunctionNode, unknown>): Compactor[] {
  const found = new Map<FunctionNode, Compactor>();
  for (const { target: fn, view } of reductions(context)) {
    const how = view ? 'cut' : asking.has(fn) && !context.path.to.has(fn) ? 'summary' : 'prune';
    const cut = fn.calls.find((c) => /^(shift|splice|slice|drain|pop|truncate|take)$/.test(c.fact.name));
    if (!found.has(fn))
      found.set(fn, { fn, line: how === 'summary' ? fn.fact.line : (cut?.fact.line ?? fn.fact.line), how });
  }
  return [...found.values()];
}

function compactorIn(
  context: JudgeContext,
  fn: FunctionNode,
  asking: ReadonlyMap<FunctionNode, unknown>,
): Compactor | undefined {
  if (fn.fact.kind === 'module' || /\.[jt]sx$/.test(fn.file.path)) return undefined;
  const name = splitWords(fn.fact.name);
  if (mentions(name.slice(0, 1), LOOKS) || isAboutOutput(name)) return undefined;
  const cut = cutLine(fn, historyOf(context).lists);
  const trimmed = trimmedByLibrary(fn);
  if (trimmed !== undefined) return { fn, line: trimmed, how: 'prune' };
  const named = mentions(name, SHRINK) && isAboutHistory(fn);
  if (named && asking.has(fn) && !context.path.to.has(fn)) return { fn, line: fn.fact.line, how: 'summary' };
  if (named && cut !== undefined) return { fn, line: cut.line, how: 'prune' };
  if (named && mentions(splitWords(fn.fact.returns ?? ''), SHRINK)) return { fn, line: fn.fact.line, how: 'prune' };
  if (
    cut !== undefined &&
    asking.has(fn) &&
    !context.path.to.has(fn) &&
    onPath(context, fn) &&
    sizedBefore(context, fn)
  )
    return { fn, line: cut.line, how: 'summary' };
  const { lists, sent } = historyOf(context);
  const inPlace = fn.assignments.find((a) => a.target.endsWith('[]') && lists.has(lastName(a.target)));
  const taken = fn.assignments.some((a) => slices(a.text) && a.idents.some((i) => lists.has(i)));
  if (inPlace !== undefined && (asking.has(fn) || taken) && !context.path.to.has(fn) && onPath(context, fn))
    return { fn, line: inPlace.line, how: asking.has(fn) ? 'summary' : 'prune' };
  const view = onPath(context, fn) ? viewLine(fn, sent) : undefined;
  if (view !== undefined) return { fn, line: view, how: 'cut' };
  const replaced = context.path.from.has(fn) ? replacedOverLimit(fn) : undefined;
  if (replaced !== undefined) return { fn, line: replaced, how: 'summary' };
  if (cut?.replaces === true && measured(fn) && onPath(context, fn)) return { fn, line: cut.line, how: 'prune' };
  const clipped = mentions(name, STRICT) && onPath(context, fn) ? clipLine(fn) : undefined;
  return clipped === undefined ? undefined : { fn, line: clipped, how: 'cut' };
}

/** Whatever it is called: a size is held against a limit before it is asked for. */
function sizedBefore({ code }: JudgeContext, fn: FunctionNode): boolean {
  return fn.callers.some((caller) =>
    caller.calls
      .filter((c) => c.targets.includes(fn))
      .some((c) => code.guards(caller, c.fact.line).some((g) => g.how === 'inside' && /[<>]/.test(g.branch.test))),
  );
}

function onPath({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.from.has(fn) || path.to.has(fn);
}

/** `summarizeToolOutput`, `truncateFile`: one text is shortened, and not the history. */
function isAboutOutput(name: readonly string[]): boolean {
  const text = [
    'output',
    'file',
    'text',
    'string',
    'line',
    'lines',
    'stdout',
    'title',
    'path',
    'name',
    'error',
    'diff',
    'page',
  ];
  return mentions(name, text) && !mentions(name, STRICT);
}

/** Its name, owner, file or parameters speak of the history. */
function isAboutHistory(fn: FunctionNode): boolean {
  const { fact, file } = fn;
  const place = `${fact.name} ${fact.owner ?? ''} ${file.path.replace(/^.*\//, '')}`;
  const params = fact.params.map((p) => `${p.name} ${p.type ?? ''}`).join(' ');
  return (
    mentions(`${place} ${params}`, HISTORY) ||
    mentions(`${fact.owner ?? ''} ${file.path.replace(/^.*\//, '')}`, SHRINK.slice(0, 4))
  );
}

/** The compactors with what they call for it and what decides for them. */
export function compactionCode(context: JudgeContext, depth = 2): FunctionNode[] {
  const compactors = findCompactors(context).map((c) => c.fn);
  const below = [...context.code.reach(compactors, depth).keys()].filter(
    (fn) => compactors.includes(fn) || compactors.some((c) => c.file === fn.file || sharesWords(c, fn)),
  );
  const above = compactors.flatMap((c) => c.callers).filter((fn) => mentions(splitWords(fn.fact.name), SHRINK));
  const closures = [...below, ...above].flatMap((fn) => fn.children.filter((c) => c.fact.kind === 'closure'));
  return [...new Set([...below, ...above, ...closures])].filter((fn) => fn.inScope);
}

function sharesWords(a: FunctionNode, b: FunctionNode): boolean {
  return mentions(splitWords(b.fact.name), [...SHRINK, ...STRICT]) && a.file.package === b.file.package;
}

/** Is any of the code that shortens the history there at all? */
export function noCompaction(context: JudgeContext): string | undefined {
  return findCompactors(context).length > 0
    ? undefined
    : 'No code shortens the message history: nothing summarises it with a model, slices, splices or drops its entries.';
}
