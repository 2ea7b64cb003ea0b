// Inside a macro the grammar sees only tokens, yet much of a Rust program stands there: what is logged, raised, put
// into JSON. Tokens that read as Rust are parsed again; `json!` becomes the object it writes.
import { clipString } from '../tree-sitter/builder.js';
import { NOTHING, type Place, type Produced, placed, resultOf } from '../tree-sitter/place.js';
import { field, named, type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { divergesAs } from './exits.js';
import { addArguments } from './expressions.js';
import { jsonValue } from './json.js';
import { pathOf, stringValue, valueText } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const macroHandlers: Handlers = { macro_invocation: macro };

/** Macros whose first string is a format: `{name}` in it stands for a value. */
const FORMATTING =
  /^(e?print(ln)?|format(_args)?|write(ln)?|panic|bail|anyhow|eyre|ensure|todo|unimplemented|unreachable|(debug_)?assert(_eq|_ne)?|trace|debug|info|warn|error)$/;
const PLACEHOLDER = /\{([\w.]*)(?::[^{}]*)?\}/g;
/** Macros whose arguments after the first are patterns. */
const MATCHING = /^(assert_)?matches$/;

function macro(walk: Walk, node: Syntax, place: Place): Produced {
  const path = pathOf(walk.text, field(node, 'macro'));
  const name = path.slice(path.lastIndexOf(':') + 1);
  const tokens = node.children.find((child) => child.type === 'token_tree');
  if (tokens === undefined) return NOTHING;
  walk.build.mention(name);
  if (name === 'vec') return parsed(walk, tokens, place);
  const { line, endLine } = node;
  const call = { line, endLine, callee: `${path}!`, args: [], isNew: false, awaited: place.awaited === true };
  const index = walk.build.addCall({ ...call, ...resultOf(place) });
  if (name === 'json') return json(walk, index, tokens, place);
  if (MATCHING.test(name)) matches(walk, index, tokens);
  else if (FORMATTING.test(name)) formatted(walk, index, tokens);
  else general(walk, index, tokens);
  if (divergesAs(walk.text, node) === 'throw') {
    const text = valueText(walk.text, node);
    walk.build.addExit({ line, kind: 'throw', value: 'call', text, callee: `${path}!` });
  }
  return NOTHING;
}

function json(walk: Walk, index: number, tokens: Syntax, place: Place): Produced {
  const content = tokens.children.slice(1, -1);
  const value = jsonValue(walk, content, { ...placed(place), ...(place.call === undefined ? { call: index } : {}) });
  walk.build.facts.calls[index]?.args.push(value);
  return value.object === undefined ? NOTHING : { object: value.object };
}

/** Log macros write `%value` and `?value` for how a field is shown, and `target:` before it; blanks read as Rust. */
function plainFields(source: string): string {
  return source
    .replace(/([(,=]\s*)[%?](?=[\w&(*])/g, '$1 ')
    .replace(/(?<=\(\s*)(target|parent|name)\s*:/g, (label) => ' '.repeat(label.length));
}

/** The tokens as nodes: arguments in (), elements in [], statements in {}. */
function parts(walk: Walk, tokens: Syntax): Syntax[] | undefined {
  const { start, end, line } = tokens;
  const [only] = walk.fragment(start, end, line) ?? walk.fragment(start, end, line, plainFields) ?? [];
  if (only === undefined) return undefined;
  return /^(tuple|parenthesized|array|unit)_expression$/.test(only.type) ? named(only) : [only];
}

function parsed(walk: Walk, tokens: Syntax, place: Place): Produced {
  const nodes = walk.fragment(tokens.start, tokens.end, tokens.line);
  if (nodes === undefined) loose(walk, tokens);
  return walk.visit(nodes?.[0], place);
}

function general(walk: Walk, index: number, tokens: Syntax): void {
  const nodes = parts(walk, tokens);
  if (nodes === undefined) loose(walk, tokens);
  else addArguments(walk, index, nodes);
}

function matches(walk: Walk, index: number, tokens: Syntax): void {
  const comma = tokens.children.findIndex((child) => child.type === ',');
  const [first, last] = [tokens.children[1], tokens.children[comma - 1]];
  if (first === undefined || last === undefined) return;
  addArguments(walk, index, walk.fragment(first.start, last.end, first.line) ?? []);
  mentionAll(walk, tokens);
}

function formatted(walk: Walk, index: number, tokens: Syntax): void {
  const nodes = parts(walk, tokens);
  if (nodes === undefined) {
    loose(walk, tokens);
    return;
  }
  const at = nodes.findIndex((node) => node.type.endsWith('string_literal'));
  const literal = nodes[at];
  const value = literal === undefined ? '' : stringValue(walk.text, literal);
  const names = [...value.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  if (literal === undefined || names.length === 0) {
    addArguments(walk, index, nodes);
    return;
  }
  for (const name of names) if (/^[a-z_]/i.test(name)) walk.build.mention(name);
  const plain = value.replace(PLACEHOLDER, '{}');
  addArguments(walk, index, nodes.slice(0, at));
  walk.build.facts.calls[index]?.args.push({ kind: 'template', text: clipString(plain) });
  walk.build.addString(literal.line, plain, true);
  addArguments(walk, index, nodes.slice(at + 1));
}

/** Tokens that are no Rust as a whole (`select!`, macros with a syntax of their own): the pieces that are. */
function loose(walk: Walk, tokens: Syntax): void {
  let piece: Syntax[] = [];
  const flush = (): void => {
    const [first, last] = [piece[0], piece.at(-1)];
    if (first && last) looseShare(walk, piece, walk.fragment(first.start, last.end, first.line));
    piece = [];
  };
  for (const token of tokens.children.slice(1, -1)) {
    if (token.type === ',' || token.type === ';' || token.type === '=>' || token.type === '=') flush();
    else if (token.type === 'token_tree' && walk.text[token.start] === '{') {
      flush();
      piece = [token];
      flush();
    } else piece.push(token);
  }
  flush();
}

function looseShare(walk: Walk, piece: Syntax[], nodes: Syntax[] | undefined): void {
  for (const node of nodes ?? []) walk.visit(node);
  if (nodes !== undefined) return;
  for (const token of piece) {
    mentionAll(walk, token);
    if (token.type === 'token_tree') loose(walk, token);
    else if (token.type === 'string_literal' || token.type === 'raw_string_literal') walk.visit(token);
  }
}

function mentionAll(walk: Walk, node: Syntax): void {
  walkSyntax(node, ({ type, start, end }) => {
    if (type === 'identifier') walk.build.mention(walk.text.slice(start, end));
    return undefined;
  });
}
