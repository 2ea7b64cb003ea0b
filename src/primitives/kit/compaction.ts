// Finds the code that shortens the message history, and the functions that belong to it. Named for what it does, or told
// by its structure: the history is replaced by a part of itself, cut in place, or handed to a model to be summarised.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { historyOf, reductions } from './history.js';

export interface Compactor {
  fn: FunctionNode;
  /** The line that shortens. */
  line: number;
  /** `summary`: a model writes one; `prune`: entries go; `cut`: only the text given to the model is cut. */
  how: 'summary' | 'prune' | 'cut';
}

export const SHRINK = [
  'compact',
  'compress',
  'summar',
  'condens',
  'prun',
  'trim',
  'truncat',
  'shrink',
  'evict',
  'shorten',
  'reduce',
  'forget',
];
const CLIPS = ['clip', 'truncat', 'trim', 'shorten', 'limit', '=cut', '=tail', 'elide'];
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
const STRICT = [
  '=messages',
  '=msgs',
  'histor',
  'conversation',
  'convo',
  'transcript',
  'trajectory',
  '=contents',
  '=turns',
  '=entries',
  '=memory',
  '=dialog',
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

/** First line where a history is cut; `replaces` when the history itself becomes the part. */
function cutLine(fn: FunctionNode, lists: ReadonlySet<string>): { line: number; replaces: boolean } | undefined {
  const isList = (path: string): boolean =>
    isHistory(path) || lists.has(path.replace(/\[\]$/, '').replace(/^.*[.:]/, ''));
  const edit = fn.calls.find(({ fact }) => {
    const fromFront = fact.name === 'pop' && fact.args[0]?.text === '0';
    const edits =
      /^(splice|shift|popleft|pop_front|drain|truncate|split_off|remove_range)$/.test(fact.name) || fromFront;
    return edits && isList(fact.receiver);
  });
  if (edit !== undefined) return { line: edit.fact.line, replaces: true };
  const assigned = fn.assignments.find((a) => isList(a.target) && (slices(a.text) || slices(a.target)));
  if (assigned !== undefined) return { line: assigned.line, replaces: true };
  const part = fn.assignments.find((a) => slices(a.text) && a.idents.some(isHistory));
  if (part !== undefined) return { line: part.line, replaces: false };
  const left = fn.exits.find((e) => e.kind === 'return' && slices(e.text) && mentions(e.text, STRICT));
  if (left !== undefined) return { line: left.line, replaces: false };
  const handed = fn.calls.find(({ fact }) => fact.name === 'slice' && isHistory(fact.receiver) && fact.args.length > 0);
  return handed === undefined ? undefined : { line: handed.fact.line, replaces: false };
}

/** A part of a list: `x[-10:]`, `x[a:b]`, `x[k..]`, `x.slice(-10)`; neither a copy nor its last element. */
function slices(text: string): boolean {
  const part = /[\w)\]]\[[^[\]{}]*(?::|\.\.)[^[\]{}]*\]/;
  return part.test(text.replace(/\[:\]|\[:-1\]/g, '')) || /\.slice\((?!-1\)|0?\)|0,\s*-1\))/.test(text);
}

function isHistory(path: string): boolean {
  const last = path.replace(/\[\]$/, '').replace(/^.*[.:]/, '');
  return mentions(last, STRICT);
}

/** The function compares a size with a limit. */
function measured(fn: FunctionNode): boolean {
  return (
    fn.branches.some((b) => /[<>]/.test(b.test)) || fn.loops.some((l) => l.kind === 'while' && /[<>]/.test(l.test))
  );
}

/** The name of something that is told to shorten. */
export const SHORTENS =
  /^_?(try|maybe|auto|do|run|perform|should|needs)?_?(compact|compress|condense|summari[sz]e|prune)/i;

/** What is handed to the model is bound to the newest part of a list. */
function viewLine(fn: FunctionNode, sent: ReadonlySet<string>): number | undefined {
  const call = fn.calls.find(
    ({ fact }) =>
      fact.name === 'slice' && sent.has(fact.result ?? '') && /^-\s*(?!1$)\w/.test(fact.args[0]?.text ?? ''),
  );
  const part = fn.assignments.find(
    (a) => sent.has(lastName(a.target)) && /\[\s*-\s*(?!1\b)\w[\w.]*\s*:\s*\]|\.slice\(\s*-(?!1\b)/.test(a.text),
  );
  return call?.fact.line ?? part?.line;
}

function lastName(path: string): string {
  return path.replace(/\[\]$/, '').replace(/^.*[.:]/, '');
}

/** Over a limit of tokens, a summary goes into the messages instead of what it covers. */
function replacedOverLimit(fn: FunctionNode): number | undefined {
  const over = fn.branches.find((b) => /[<>]/.test(b.test) && mentions(b.idents.flatMap(splitWords), ['token']));
  const chosen = fn.branches.some((b) => mentions(b.idents.flatMap(splitWords), SHRINK.slice(0, 4)));
  const filled =
    fn.assignments.some((a) => isHistory(a.target)) ||
    fn.calls.some((c) => isHistory(c.fact.receiver) && /^(push|append|extend|add)$/.test(c.fact.name));
  const delegates = fn.calls.some((c) => SHORTENS.test(c.fact.name) && c.targets.length > 0);
  return over !== undefined && chosen && filled && !delegates ? over.line : undefined;
}

/** The transcript's text goes through a clip with a limit on its way out. */
function clipLine(fn: FunctionNode): number | undefined {
  const call = fn.calls.find(
    (c) => mentions(c.fact.name, CLIPS) && c.fact.args.length > 1 && c.fact.result === 'return',
  );
  return call?.fact.line;
}

/** `trim_messages`, `trimMessages`, `SummarizationMiddleware`, `RemoveMessage` and their kin: the library shortens. */
function trimmedByLibrary(fn: FunctionNode): number | undefined {
  const call = fn.calls.find(({ fact, targets }) => {
    if (targets.length > 0) return false;
    const words = splitWords(fact.name);
    return (
      (mentions(words, SHRINK.slice(0, 8)) &&
        mentions(words, ['=messages', 'histor', 'context', 'middleware', 'conversation', 'memory'])) ||
      fact.name === 'RemoveMessage'
    );
  });
  return call?.fact.line;
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
