// No citation is believed before it is found. A quote must stand in the file at or near its line, must be code rather
// than comment or prose, and is worth as much as the place it stands in.
import type { Evidence, EvidenceLevel, JudgeContext, Quote } from '../contracts.js';
import { addressesReader } from './persuasion.js';
import type { Relevance } from './relevance.js';
import type { Source, Sources } from './sources.js';

/** Readers miscount by a line or two; further away it is another line. */
const NEAR = 3;
/** A brace or a lone keyword is found anywhere and says nothing. */
const SHORTEST = 6;
const LONGEST = 160;
/** Tests earn nothing for the harness, except where being tested is the question. */
const ON_TESTS = 'verification';

/** `level` says what a verdict may rest on it. */
export interface Citation {
  evidence: Evidence;
  level: EvidenceLevel;
}

/** `false`: it is not there. `worthless`: it is there and proves nothing. */
export interface Rejected {
  rejected: 'false' | 'worthless';
  why: string;
}

/** The quote as it stands in the target, or why it does not count. */
export async function checkQuote(
  quote: Quote,
  criterion: string,
  context: JudgeContext,
  sources: Sources,
  isRelevant: Relevance,
): Promise<Citation | Rejected> {
  const at = `${quote.file}:${quote.line}`;
  const source = await sources(quote.file);
  if (source === undefined) return { rejected: 'false', why: `${at} is in no file that can be quoted` };
  const wanted = quote.text
    .split('\n')
    .map(squash)
    .filter((part) => part !== '');
  if (wanted.join('').length < SHORTEST)
    return { rejected: 'worthless', why: `the quote of ${at} is too short to be told apart` };
  const line = near(quote.line).find((candidate) => stands(wanted, candidate, source));
  if (line === undefined) return { rejected: 'false', why: `the quote is not at ${at}` };
  const shown = source.shown[line - 1] ?? '';
  if (!isCode(shown)) return { rejected: 'worthless', why: `${at} is a comment or prose, which proves nothing` };
  if (addressesReader(source.original[line - 1] ?? ''))
    return { rejected: 'worthless', why: `${at} speaks to its reader` };
  if (!isRelevant(quote.file, line))
    return { rejected: 'worthless', why: `nothing ties ${at} to ${criterion}, and it was not shown` };
  const evidence = { file: quote.file, line, text: shown.trim().slice(0, LONGEST), note: 'quoted by the reviewer' };
  return { evidence, level: levelAt(source, line, criterion, context) };
}

/** Does the place exist in a file of the target? */
export async function placeExists({ file, line }: { file: string; line: number }, sources: Sources): Promise<boolean> {
  const source = await sources(file);
  return source !== undefined && line >= 1 && line <= source.original.length;
}

function near(line: number): number[] {
  return Array.from({ length: NEAR * 2 + 1 }, (_, i) => line + Math.ceil(i / 2) * (i % 2 === 0 ? 1 : -1));
}

function stands(wanted: readonly string[], line: number, { original, shown }: Source): boolean {
  return wanted.every((part, i) => [original, shown].some((lines) => squash(lines[line - 1 + i] ?? '').includes(part)));
}

function squash(text: string): string {
  return text.replace(/\s+/g, '');
}

/** What is left of the line without comments and strings does something. To put prose under a name is not doing anything. */
function isCode(shown: string): boolean {
  const left = shown.replace(/([\w]?)(["'`])(‹[^›]*›)?.*?(\2|$)/g, expressions).replace(/‹[^›]*›/g, '');
  return /\p{L}{2}/u.test(left) && (!shown.includes('‹text of ') || /[({?]|=>/.test(left));
}

/** What a string does: its calls in templates and f-strings. */
function expressions(string: string, prefix: string, quote: string): string {
  const holes = quote === '`' ? /\$\{[^{}]*\}/g : /f/i.test(prefix) ? /\{[^{}]*\}/g : undefined;
  const calls = holes === undefined ? [] : (string.match(holes) ?? []).filter((hole) => hole.includes('('));
  return `${prefix}${calls.join(' ')}`;
}

function levelAt(source: Source, line: number, criterion: string, { code }: JudgeContext): EvidenceLevel {
  const onTests = criterion.startsWith(`${ON_TESTS}/`);
  if (!source.isCode) return onTests && source.role === 'ci' ? 'wired' : 'asserted';
  const fn = code.at(source.path, line);
  const isTest = source.role === 'test' || source.role === 'eval' || fn?.fact.inTest === true;
  if (isTest) return onTests ? 'tested' : 'asserted';
  if (fn === undefined || !fn.inScope) return 'asserted';
  return fn.wired ? 'wired' : 'defined';
}
