// Comments, docs and prompts prove nothing, and they are where a repository can talk to its reader. So they are taken
// out before a model sees the code: what is not sent cannot persuade. Line breaks stay, so line numbers hold.
import { type HoleOpener, holeAt, partsOf } from './holes.js';
import type { Syntax } from './syntax.js';

/** A string with so many words, or so long, is prose. */
const WORDS = 4;
const LONG = 60;
/** Scripts without spaces say much in few characters. */
const FOREIGN = 6;

/** A piece of the source: what it is and where it ends. */
interface Piece {
  kind: 'comment' | 'string' | 'code';
  open: string;
  close: string;
  end: number;
  /** How expressions open in it, if it may hold any. */
  holes?: HoleOpener | undefined;
}

/** The source with comments emptied and prose in strings replaced by its length; expressions in strings stay. */
export function maskProse(text: string, syntax: Syntax): string {
  let masked = '';
  let at = 0;
  while (at < text.length) {
    const piece = pieceAt(text, at, syntax, masked);
    masked += shown(text.slice(at, piece.end), piece, syntax);
    at = piece.end;
  }
  return masked;
}

/** Does a text say something to a person, rather than name something to a program? */
export function isProse(text: string): boolean {
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return text.length > LONG || foreign >= FOREIGN || text.trim().split(/\s+/).length >= WORDS;
}

function shown(source: string, { kind, open, close, holes }: Piece, syntax: Syntax): string {
  if (kind === 'code') return source;
  const breaks = source.replace(/[^\n]/g, '');
  if (kind === 'comment') return `${open}…${breaks}${close}`;
  const inner = source.slice(open.length, source.length - (source.endsWith(close) ? close.length : 0));
  const parts = holes === undefined ? [{ kind: 'text' as const, text: inner }] : partsOf(inner, holes);
  const prose = isProse(parts.map((part) => (part.kind === 'text' ? part.text : ' ')).join(''));
  const masked = parts.map(({ kind: what, text }) =>
    what === 'hole' ? `${holes}${maskProse(text, syntax)}}` : prose ? told(text) : text,
  );
  return `${open}${masked.join('')}${source.slice(open.length + inner.length)}`;
}

/** Length and line breaks of a text; what has no letters says nothing and stays. */
function told(text: string): string {
  return /\p{L}/u.test(text) ? `‹text of ${text.length} characters›${text.replace(/[^\n]/g, '')}` : text;
}

function pieceAt(text: string, at: number, syntax: Syntax, before: string): Piece {
  const line = syntax.line.find((open) => text.startsWith(open, at));
  if (line !== undefined) return { kind: 'comment', open: line, close: '', end: lineEnd(text, at) };
  const block = syntax.block.find(([open]) => text.startsWith(open, at));
  if (block !== undefined)
    return { kind: 'comment', open: block[0], close: block[1], end: after(text, at + 2, block[1]) };
  const string = syntax.strings.find(
    (s) => text.startsWith(s.open, at) && !/[\p{L}\d_]$/u.test(rawPrefix(s.open, before)),
  );
  if (string !== undefined) {
    const holes = holesIn(string, syntax, before);
    return { kind: 'string', ...string, holes, end: stringEnd(text, at, string, holes) };
  }
  const whole = (syntax.runes && rune(text, at)) || (syntax.regex && regex(text, at, before)) || 1;
  return { kind: 'code', open: '', close: '', end: at + whole };
}

/** `r"` opens a raw string only where `r` is a word of its own; other openers have no such doubt. */
function rawPrefix(open: string, before: string): string {
  return open.startsWith('r') ? before.slice(-1) : '';
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function after(text: string, from: number, close: string): number {
  const end = text.indexOf(close, from);
  return end === -1 ? text.length : end + close.length;
}

/** Templates hold expressions, and so do strings behind an `f`. */
function holesIn(
  { open, raw }: Syntax['strings'][number],
  { formatted }: Syntax,
  before: string,
): HoleOpener | undefined {
  if (open === '`' && raw !== true) return '${';
  return formatted && /(?<![\p{L}\d_])([fF][rR]?|[rR][fF])$/u.test(before.slice(-3)) ? '{' : undefined;
}

function stringEnd(
  text: string,
  at: number,
  { open, close, lines, raw }: Syntax['strings'][number],
  holes: HoleOpener | undefined,
): number {
  let i = at + open.length;
  while (i < text.length) {
    if (text.startsWith(close, i)) return i + close.length;
    if (text[i] === '\n' && !lines) return i;
    const hole = holes === undefined ? undefined : holeAt(text, i, holes);
    if (hole !== undefined) i = hole;
    else i += (text[i] === '\\' && raw !== true) || (holes === '{' && text.startsWith('{{', i)) ? 2 : 1;
  }
  return text.length;
}

function rune(text: string, at: number): number {
  return /^'(\\(u\{[^}]*\}|.)[^']{0,8}|[^'\\\n]{1,2})'/u.exec(text.slice(at, at + 16))?.[0].length ?? 0;
}

/** A slash divides after a value and opens a regular expression after an operator or keyword. */
function regex(text: string, at: number, before: string): number {
  if (text[at] !== '/') return 0;
  const opens = /(^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(return|typeof|case|in|of))\s*$/.test(before.slice(-40));
  if (!opens) return 0;
  return /^\/(\\.|\[(\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.exec(text.slice(at, at + 500))?.[0].length ?? 0;
}
