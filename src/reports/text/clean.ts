// The evaluated repository is hostile input: a file name or a source line may carry escape sequences that rewrite a
// terminal, or marks that reverse the reading direction. A report is cleaned once, as a whole, before it is laid out.
import { stripVTControlCharacters } from 'node:util';

/** The text without escape sequences, control, format and line-breaking characters; tabs become spaces. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}

/** A copy of any plain value with every string in it cleaned. */
export function clean<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleaned(inner)]));
}
