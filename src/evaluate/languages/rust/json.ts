// `json!({...})` writes an object as tokens. Tool schemas and requests are written this way, so its keys are read.
import type { ArgFact, KeyFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { elementOf, type Place, placed } from '../tree-sitter/place.js';
import type { Syntax } from '../tree-sitter/syntax.js';
import { kindOf, stringValue, valueText } from './text.js';
import type { Walk } from './walk.js';

type Value = ArgFact & { items?: string[] };

/** The value that a run of tokens inside `json!` writes. */
export function jsonValue(walk: Walk, tokens: Syntax[], place: Place): Value {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return { kind: 'none', text: '' };
  const text = clip(walk.text.slice(first.start, Math.min(last.end, first.start + 600)));
  const bracket = tokens.length === 1 && first.type === 'token_tree' ? walk.text[first.start] : undefined;
  if (bracket === '{') return { kind: 'object', text, object: jsonObject(walk, first, place) };
  if (bracket === '[') return { kind: 'array', text, items: jsonArray(walk, first, place) };
  if (tokens.length === 1 && walk.source(first) === 'null') return { kind: 'null', text };
  const [node] = walk.fragment(first.start, last.end, first.line) ?? [];
  if (node === undefined) return { kind: 'other', text };
  return { kind: kindOf(walk.text, node), text: valueText(walk.text, node), ...walk.visit(node, place) };
}

function jsonObject(walk: Walk, tokens: Syntax, place: Place): number {
  const { line, endLine } = tokens;
  const object = walk.build.addObject({ line, endLine, keys: [], ...placed(place) });
  for (const entry of split(tokens)) {
    const colon = entry.findIndex((token) => token.type === ':');
    const [first] = entry;
    if (colon < 1 || first === undefined) continue;
    const name = keyName(walk, entry.slice(0, colon));
    const value = jsonValue(walk, entry.slice(colon + 1), { context: 'property', in: name, parent: object });
    const key: KeyFact = { ...value, name, line: first.line };
    walk.build.addKey(object, key);
  }
  return object;
}

/** A literal key is its value; a computed one its source. */
function keyName(walk: Walk, tokens: Syntax[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return '';
  if (tokens.length === 1 && first.type.endsWith('string_literal')) return stringValue(walk.text, first);
  return clip(walk.text.slice(first.start, last.end));
}

function jsonArray(walk: Walk, tokens: Syntax, place: Place): string[] {
  const values = split(tokens).map((entry) => jsonValue(walk, entry, elementOf(place)));
  return values.filter((v) => v.kind === 'string' || v.kind === 'number').map((v) => v.text);
}

/** The entries between the brackets, at commas. */
function split(tokens: Syntax): Syntax[][] {
  const entries: Syntax[][] = [[]];
  for (const token of tokens.children.slice(1, -1)) {
    if (token.type === ',') entries.push([]);
    else if (!token.type.endsWith('comment')) entries.at(-1)?.push(token);
  }
  return entries.filter((entry) => entry.length > 0);
}
