// Identifiers carry hints in their sub-words. Names are never enough for a verdict, but they say where to look.

const LONGEST_REMEMBERED = 80;
const remembered = new Map<string, readonly string[]>();

/** 'maxTurnsPerRun', 'MAX_TURNS', 'http2Client' → lowercase sub-words: ['max', 'turns', 'per', 'run']. */
export function splitWords(identifier: string): readonly string[] {
  const known = remembered.get(identifier);
  if (known !== undefined) return known;
  const words = split(identifier);
  if (identifier.length <= LONGEST_REMEMBERED) remembered.set(identifier, words);
  return words;
}

function split(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/** A set of word stems: a stem matches every sub-word that starts with it; '=word' matches only the whole sub-word. */
export type Vocabulary = readonly string[];

/** Does one sub-word of the identifier or text match one stem? */
export function mentions(text: string | Iterable<string>, vocabulary: Vocabulary): boolean {
  const words = typeof text === 'string' ? splitWords(text) : text;
  for (const word of words) if (matches(word, vocabulary)) return true;
  return false;
}

function matches(word: string, vocabulary: Vocabulary): boolean {
  return vocabulary.some((stem) => (stem.startsWith('=') ? word === stem.slice(1) : word.startsWith(stem)));
}
