// Lines that make a history shorter: a part of it is taken, entries go, or its text is clipped on the way to the model.
import type { FunctionNode } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';

/** Words for making something shorter. */
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
/** Words for a history and nothing else. */
export const STRICT = [
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
const CLIPS = ['clip', 'truncat', 'trim', 'shorten', 'limit', '=cut', '=tail', 'elide'];

/** First line where a history is cut; `replaces` when the history itself becomes the part. */
export function cutLine(fn: FunctionNode, lists: ReadonlySet<string>): { line: number; replaces: boolean } | undefined {
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
export function slices(text: string): boolean {
  const part = /[\w)\]]\[[^[\]{}]*(?::|\.\.)[^[\]{}]*\]/;
  return part.test(text.replace(/\[:\]|\[:-1\]/g, '')) || /\.slice\((?!-1\)|0?\)|0,\s*-1\))/.test(text);
}

function isHistory(path: string): boolean {
  const last = path.replace(/\[\]$/, '').replace(/^.*[.:]/, '');
  return mentions(last, STRICT);
}

/** The function compares a size with a limit. */
export function measured(fn: FunctionNode): boolean {
  return (
    fn.branches.some((b) => /[<>]/.test(b.test)) || fn.loops.some((l) => l.kind === 'while' && /[<>]/.test(l.test))
  );
}

/** The name of something that is told to shorten. */
export const SHORTENS =
  /^_?(try|maybe|auto|do|run|perform|should|needs)?_?(compact|compress|condense|summari[sz]e|prune)/i;

/** What is handed to the model is bound to the newest part of a list. */
export function viewLine(fn: FunctionNode, sent: ReadonlySet<string>): number | undefined {
  const call = fn.calls.find(
    ({ fact }) =>
      fact.name === 'slice' && sent.has(fact.result ?? '') && /^-\s*(?!1$)\w/.test(fact.args[0]?.text ?? ''),
  );
  const part = fn.assignments.find(
    (a) => sent.has(lastName(a.target)) && /\[\s*-\s*(?!1\b)\w[\w.]*\s*:\s*\]|\.slice\(\s*-(?!1\b)/.test(a.text),
  );
  return call?.fact.line ?? part?.line;
}

export function lastName(path: string): string {
  return path.replace(/\[\]$/, '').replace(/^.*[.:]/, '');
}

/** Over a limit of tokens, a summary goes into the messages instead of what it covers. */
export function replacedOverLimit(fn: FunctionNode): number | undefined {
  const over = fn.branches.find((b) => /[<>]/.test(b.test) && mentions(b.idents.flatMap(splitWords), ['token']));
  const chosen = fn.branches.some((b) => mentions(b.idents.flatMap(splitWords), SHRINK.slice(0, 4)));
  const filled =
    fn.assignments.some((a) => isHistory(a.target)) ||
    fn.calls.some((c) => isHistory(c.fact.receiver) && /^(push|append|extend|add)$/.test(c.fact.name));
  const delegates = fn.calls.some((c) => SHORTENS.test(c.fact.name) && c.targets.length > 0);
  return over !== undefined && chosen && filled && !delegates ? over.line : undefined;
}

/** The transcript's text goes through a clip with a limit on its way out. */
export function clipLine(fn: FunctionNode): number | undefined {
  const call = fn.calls.find(
    (c) => mentions(c.fact.name, CLIPS) && c.fact.args.length > 1 && c.fact.result === 'return',
  );
  return call?.fact.line;
}

/** `trim_messages`, `trimMessages`, `SummarizationMiddleware`, `RemoveMessage` and their kin: the library shortens. */
export function trimmedByLibrary(fn: FunctionNode): number | undefined {
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
