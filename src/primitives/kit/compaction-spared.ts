// What compaction carries over word for word: the newest entries, and the beginning that says what the work is.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { literally, mentions, splitWords } from '../../words.js';
import { compactionCode, findCompactors } from './compaction.js';
import { SHRINK } from './compaction-cuts.js';
import type { Signal } from './judgement.js';

const KEPT = ['keep', 'kept', 'preserv', 'recent', 'retain', '=tail'];
const NAMED = [...SHRINK, ...KEPT, 'cut', 'split', 'tail'];
const COUNTS = ['count', 'estimat', 'token', 'tokens', 'size', 'length', 'measure', 'weigh'];
const LIST = ['message', 'msgs', 'histor', 'entries', 'turns', 'conversation', 'contents', 'transcript'];
const OPENING = ['initial', 'opening', 'original', '=first', 'starting', '=pinned'];
const WORK = [
  'message',
  'histor',
  'prompt',
  'request',
  'task',
  'instruction',
  'goal',
  'chat',
  'conversation',
  'context',
  'user',
  'turn',
];
/** `messages[0]`, `history[:1]`, `messages.slice(0, 1)`, a splice that begins behind the first entry. */
const HEAD =
  /(?<!\w)(?:all_?|full_?|old_?|original_?|current_?|chat_?)?(?:messages|msgs|history|conversation|transcript|turns|entries|contents)(?:\[\s*0\s*\]|\[\s*:\s*1\s*\]|\.slice\(\s*0\s*,\s*1\s*\)|\.splice\(\s*1\b)/i;

/** The first and the last of one list side by side, whatever the list is called: `[items[0], summary, *items[-KEEP:]]`. */
const BOTH_ENDS = /\b(\w+)\[0\].*\b\1(?:\[\s*-\w+\s*:|\.slice\()/;

/** `[first, ...rest] = messages` takes the opening apart from what is shortened. */
const HEAD_TAKEN =
  /^\[\s*\w+\s*,\s*(?:\.\.\.|\*)\w+\s*\]\s*=\s*[\w.]*(?:messages|msgs|history|conversation|transcript|turns|entries|contents)\b/i;

/** Signals that the newest entries are carried over, and that the opening is. */
export function spared(context: JudgeContext): { recent: Signal[]; opening: Signal[] } {
  const recent: (Signal & { weight: number })[] = [];
  const opening: Signal[] = [];
  for (const fn of carryingOver(context)) {
    for (const { line, text } of statements(fn).filter((s) => !isCounted(fn, s.line))) {
      const words = splitWords(text);
      const tail =
        /\[\s*-\s*[\w.]+\s*:\s*\]|\.slice\(\s*-\s*(?!1\b)\w|\[[\w.]+\s*\.\.\s*\]|\.slice\(\s*(?!0\b|1\b)[A-Za-z_][\w.]*\s*\)|\[[\w()\s]+-\s*\w+\s*:\s*\]/.test(
          text,
        );
      const weight = (tail ? 2 : 0) + (mentions(words, KEPT) ? 1 : 0) + (mentions(words, LIST) ? 1 : 0);
      if (tail || (mentions(words, KEPT) && /\d|[-<>]|slice|\[|len/i.test(text)))
        recent.push({ strength: 'full', file: fn.file.path, line, note: 'the newest entries are kept', fn, weight });
      if (HEAD.test(text) || BOTH_ENDS.test(text) || HEAD_TAKEN.test(text) || namesOpening(text))
        opening.push({ strength: 'full', file: fn.file.path, line, note: saidOfOpening(text), fn });
    }
  }
  recent.sort((a, b) => b.weight - a.weight);
  const newest = [...recent.map(({ weight: _, ...s }) => s), ...behindSummary(context)];
  return { recent: newest, opening: opening.filter((o) => goTogether(newest[0]?.fn, o.fn)) };
}

/** `all = withOpening(kept)`, and only the tokens of `all` are counted: nothing is kept by it. */
function isCounted(fn: FunctionNode, line: number): boolean {
  const result = fn.calls.find((c) => c.fact.line === line)?.fact.result;
  if (result === undefined || !/^\w+$/.test(result)) return false;
  const uses = fn.calls.filter(
    (c) => c.fact.line > line && c.fact.args.some((a) => new RegExp(`\\b${literally(result)}\\b`).test(a.text)),
  );
  const goesOn = [...fn.exits.map((e) => e.text), ...fn.assignments.map((a) => a.text)].some((t) =>
    new RegExp(`\\b${literally(result)}\\b(?!\\.(length|flatMap|map|reduce))`).test(t),
  );
  return uses.length > 0 && !goesOn && uses.every((c) => mentions(splitWords(c.fact.name), COUNTS));
}

/** What puts the opening back is what keeps the newest entries, or stands in its file or a call away. */
function goTogether(recent: FunctionNode | undefined, opening: FunctionNode | undefined): boolean {
  if (recent === undefined || opening === undefined || recent === opening) return true;
  const next = [...opening.callers, ...opening.callees].includes(recent) || opening.parent === recent;
  return recent.file === opening.file || next;
}

/** A function that makes the opening again puts it in front; else a part of the history is left in place. */
function saidOfOpening(text: string): string {
  const made = /(\w+)\([^()]*\)?/.exec(text)?.[1];
  return made !== undefined && namesOpening(made) && !HEAD.test(text)
    ? `${made} puts the opening in front of what is kept`
    : 'the opening of the work is kept';
}

/** The compactors, what is named for keeping or cutting, and what stands one call from a compactor in its file. */
function carryingOver(context: JudgeContext): FunctionNode[] {
  const compactors = new Set(findCompactors(context).map((c) => c.fn));
  const beside = (fn: FunctionNode): boolean =>
    [...fn.callers, ...fn.callees].some((other) => compactors.has(other) && other.file === fn.file);
  return compactionCode(context).filter(
    (fn) => compactors.has(fn) || beside(fn) || mentions(`${fn.fact.name} ${fn.parent?.fact.name ?? ''}`, NAMED),
  );
}

/** Entries go in again when they are later than what the summary covers. */
function behindSummary(context: JudgeContext): Signal[] {
  return compactionCode(context).flatMap((fn) =>
    fn.branches
      .filter(
        (b) =>
          mentions(b.idents.flatMap(splitWords), SHRINK) &&
          mentions(b.idents.flatMap(splitWords), ['after', 'since', 'behind', 'later', 'newer', 'covered']),
      )
      .map(
        (b): Signal => ({
          strength: 'full',
          file: fn.file.path,
          line: b.line,
          note: 'entries after the summary are kept',
          fn,
        }),
      ),
  );
}

/** An identifier for how the work began: `initialHistory`, `firstUserMessage`, `task = ...`. */
function namesOpening(text: string): boolean {
  if (/^(?:task|goal|opening)\b\s*[,=]/.test(text)) return true;
  return (text.match(/\w+/g) ?? []).some((name) => {
    const words = splitWords(name);
    return (
      words.length < 5 &&
      mentions(words, OPENING) &&
      mentions(words, WORK) &&
      !mentions(words, [...SHRINK, 'kept', 'keep', 'retain', 'preserv', 'recent', 'index', 'token', 'count', 'length'])
    );
  });
}

/** Assignments, calls and exits of a function as code text, without their string literals. */
function statements(fn: FunctionNode): { line: number; text: string }[] {
  return [
    ...fn.assignments.map((a) => ({ line: a.line, text: `${a.target} = ${a.text}` })),
    ...fn.calls.map(({ fact }) => ({
      line: fact.line,
      text: `${fact.callee}(${fact.args.map((a) => (a.kind === 'string' ? "''" : a.text)).join(', ')})`,
    })),
    ...fn.exits.map((e) => ({ line: e.line, text: e.text })),
  ].map(({ line, text }) => ({
    line,
    // An empty list keeps nothing.
    text: text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, "''").replace(/\w+\s*[:=]\s*\[\s*\]/g, ''),
  }));
}
