// What a prompt is put together from, told by what stands in the function that makes it: files that are read, pieces that
// open with a heading or a tag, constants of the module, calls that make one section each.
import type { CallNode, FunctionNode, ValueFact } from '../../contracts.js';

const READS = /(^|[.:])(readFile(Sync)?|read_text|ReadFile|read_to_string|include_str!|readTextFile|read)$/;
const ENOUGH = 3;
const HEADING = /^\s*(#{1,4} \S|<[a-z][\w-]*>|\*\*[A-Z]|[A-Z][\w ]{2,40}:?\n)/;

/** Names of the sections in the order of the code; '' where one has no name of its own. */
export function sectionsOf(fn: FunctionNode, constants: ReadonlyMap<string, ValueFact>): string[] {
  const own = [fn, ...fn.children];
  const reads = own.flatMap((n) => n.calls.filter((c) => READS.test(c.fact.callee)));
  const files = reads.flatMap((c) => (isRepeated(fn, c) ? [nameOf(c), ''] : [nameOf(c)]));
  const headings = own.flatMap((n) => n.strings.filter((s) => HEADING.test(s.value)).map((s) => titleOf(s.value)));
  const named = fn.fact.idents.filter((i) => /^(string|template)$/.test(constants.get(i)?.kind ?? ''));
  const made = [...new Map(own.flatMap(piecesBy).map((c) => [`${c.fact.line}:${c.fact.args[0]?.text}`, c])).values()];
  const listed = fromList(fn, constants);
  if (listed.length > 0) return listed;
  const kinds = [headings, named, made.map((c) => c.fact.args[0]?.text ?? c.fact.name), mixed(reads, fn)];
  const longest = kinds.sort((a, b) => b.length - a.length)[0] ?? [];
  if (files.length < 2 || longest.length >= ENOUGH) return longest;
  return [...files, ''].slice(0, Math.max(ENOUGH, files.length));
}

/** One section for each name of a constant list, made by a function of the code and joined: `section(n) for n in STABLE`. */
function fromList(fn: FunctionNode, constants: ReadonlyMap<string, ValueFact>): string[] {
  const list = fn.fact.idents.map((i) => constants.get(i)).find((v) => v?.kind === 'array' && v.items.length > 1);
  const joined = fn.calls.filter((c) => /(^|\.)join$/i.test(c.fact.callee));
  const made = fn.calls.some(
    (c) => c.targets.length > 0 && joined.some((j) => j.fact.line <= c.fact.line && c.fact.endLine <= j.fact.endLine),
  );
  return list !== undefined && made ? [...list.items, ''] : [];
}

/** Files and headings together, one for each line. */
function mixed(reads: CallNode[], fn: FunctionNode): string[] {
  const lines = new Map<number, string>();
  for (const c of reads) lines.set(c.fact.line, nameOf(c));
  for (const s of fn.strings) if (HEADING.test(s.value)) lines.set(s.line, titleOf(s.value));
  return [...lines].sort(([a], [b]) => a - b).map(([, name]) => name);
}

/** Read once for each of several files: in a loop, a comprehension or a mapping. */
function isRepeated(fn: FunctionNode, { fact, fn: at }: CallNode): boolean {
  return fact.loop !== undefined || (at !== fn && at.fact.argumentOf !== undefined);
}

/** Calls of one small function of the code, once for each section, with the section's name. */
function piecesBy(fn: FunctionNode): CallNode[] {
  const calls = fn.calls.filter((c) => c.targets.length > 0 && c.fact.args[0]?.kind === 'string');
  return calls.filter((c) => calls.filter((other) => other.fact.name === c.fact.name).length > 1);
}

/** The file's own name where it is written out. */
function nameOf({ fact }: CallNode): string {
  const text = fact.args.map((a) => a.text).find((t) => /\.\w{2,5}\b/.test(t)) ?? fact.args[0]?.text ?? 'a file';
  return (
    /[\w./-]*\.(?:md|txt|j2|yaml|yml|prompt)\b/.exec(text)?.[0] ?? text.replace(/^.*["'`]([^"'`]+)["'`].*$/, '$1')
  ).slice(0, 40);
}

const titleOf = (text: string): string =>
  text
    .trim()
    .split('\n')[0]
    ?.replace(/^[#*<\s]+|[>*:]+$/g, '')
    .slice(0, 40) ?? '';
