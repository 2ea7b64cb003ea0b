// Expressions inside strings (`${…}` in templates, `{…}` in f-strings) are code that decides and code that a reader may
// quote. They are told apart from the text around them here.

/** How a string's expressions open: `${` or `{`. Both close with `}`. */
export type HoleOpener = '${' | '{';

export interface Part {
  kind: 'text' | 'hole';
  /** A hole's text is its expression, without the braces. */
  text: string;
}

/** The parts of a string's inside, in order; `{{` in an f-string is text. */
export function partsOf(inner: string, opener: HoleOpener): Part[] {
  const parts: Part[] = [];
  let text = '';
  let at = 0;
  while (at < inner.length) {
    const end = holeAt(inner, at, opener);
    if (end === undefined) {
      const step = inner[at] === '\\' || inner.startsWith('{{', at) ? 2 : 1;
      text += inner.slice(at, at + step);
      at += step;
      continue;
    }
    parts.push({ kind: 'text', text }, { kind: 'hole', text: inner.slice(at + opener.length, end - 1) });
    text = '';
    at = end;
  }
  return [...parts, { kind: 'text' as const, text }].filter((part) => part.kind === 'hole' || part.text !== '');
}

/** Where the hole that opens here ends, behind its brace; undefined where none opens or it never closes. */
export function holeAt(text: string, at: number, opener: HoleOpener): number | undefined {
  if (!text.startsWith(opener, at) || (opener === '{' && text.startsWith('{{', at))) return undefined;
  let depth = 1;
  for (let i = at + opener.length; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '"' || char === "'" || char === '`') i = quoted(text, i, char);
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i + 1;
    // An expression of an f-string stays on its line; one of a template need not.
    else if (char === '\n' && opener === '{') return undefined;
  }
  return undefined;
}

/** Last character of a string inside a hole; a template there may have holes of its own. */
function quoted(text: string, from: number, quote: string): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i;
    else if (quote === '`' && text.startsWith('${', i)) i = (holeAt(text, i, '${') ?? text.length) - 1;
    else if (text[i] === '\n' && quote !== '`') return i;
  }
  return text.length;
}
