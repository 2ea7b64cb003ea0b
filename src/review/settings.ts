// The user's own settings for reviews, from a file of theirs. Whoever writes it decides where code and keys are sent, so it
// is never taken from what is evaluated, and it holds no keys: only the names of variables that do.
import { isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { HarnessError } from '../errors.js';
import { closest } from '../words.js';

/** What a user sets for one provider. */
export interface ProviderSettings {
  model?: string;
  baseUrl?: string;
  /** Name of the environment variable that holds the key. */
  keyVariable?: string;
  /** US dollars per million tokens of `model`. */
  price?: { input: number; output: number };
}

export interface ReviewSettings {
  /** Whom --review asks when it names nobody. */
  provider?: string;
  /** Input and output tokens together. */
  maxTokens?: number;
  /** US dollars. */
  maxCost?: number;
  providers?: Record<string, ProviderSettings>;
}

/** What a value must be; a group has keys of its own. */
type Shape = Check | { readonly [key: string]: Shape };

interface Check {
  is(value: unknown): boolean;
  wants: string;
}

const text: Check = { is: (v) => typeof v === 'string' && v.trim() !== '', wants: 'a text' };
const address: Check = {
  is: (v) => typeof v === 'string' && URL.canParse(v) && /^https?:$/.test(new URL(v).protocol),
  wants: 'the address of a server, such as http://localhost:8080/v1',
};
const variable: Check = {
  is: (v) => typeof v === 'string' && /^[A-Z_][A-Z0-9_]{0,63}$/.test(v),
  wants: 'the name of an environment variable, such as OPENAI_API_KEY; the key itself stays out of this file',
};
const count: Check = { is: (v) => Number.isInteger(v) && (v as number) > 0, wants: 'a whole number above 0' };
const dollars: Check = { is: (v) => Number.isFinite(v) && (v as number) > 0, wants: 'dollars above 0, such as 0.50' };
const rate: Check = { is: (v) => Number.isFinite(v) && (v as number) >= 0, wants: 'dollars per million tokens' };

/** The settings in this text. `file` is named in errors, `ids` are the providers there are. @throws HarnessError (exit code 2) */
export function readSettings(source: string, file: string, ids: readonly string[]): ReviewSettings {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, says: string, hint: string): HarnessError => {
    const { line, col } = lines.linePos(offset);
    return new HarnessError(`${file}:${line}:${col} ${says}`, hint, 2);
  };
  const [broken] = document.errors;
  if (broken !== undefined) throw fail(broken.pos[0], `is no YAML: ${broken.message}`, 'mend the line and try again');
  if (document.contents === null) return {};
  check(document.contents, { review: shape(ids) }, 'the file', fail);
  const { review = {} } = document.toJS() as { review?: ReviewSettings };
  for (const [id, { price, model }] of Object.entries(review.providers ?? {})) {
    if (price === undefined || model !== undefined) continue;
    const node = document.getIn(['review', 'providers', id, 'price'], true);
    throw fail(startOf(node), `the price of ${id} belongs to no model`, 'name the model beside it');
  }
  return review;
}

function shape(ids: readonly string[]): Shape {
  const provider = { model: text, baseUrl: address, keyVariable: variable, price: { input: rate, output: rate } };
  return {
    provider: { is: (v: unknown) => ids.includes(v as string), wants: `one of: ${ids.join(', ')}` },
    maxTokens: count,
    maxCost: dollars,
    providers: Object.fromEntries(ids.map((id) => [id, provider])),
  };
}

type Fail = (offset: number, says: string, hint: string) => HarnessError;

/** Values are never repeated in an error: one may be a key in the wrong place. */
function check(node: unknown, expected: Shape, name: string, fail: Fail): void {
  if (isCheck(expected)) {
    const value = isScalar(node) ? node.value : undefined;
    if (!expected.is(value)) throw fail(startOf(node), `${name} has a wrong value`, `it must be ${expected.wants}`);
    return;
  }
  const known = Object.keys(expected);
  if (!isMap(node)) throw fail(startOf(node), `${name} must be a group of keys`, `known keys: ${known.join(', ')}`);
  for (const { key, value } of (node as YAMLMap).items) {
    const own = String(isScalar(key) ? key.value : '');
    const inner = known.includes(own) ? expected[own] : undefined;
    if (inner === undefined)
      throw fail(startOf(key), `unknown key '${own.slice(0, 40)}' in ${name}`, hintFor(own, known));
    check(value, inner, own, fail);
  }
  const missing = name === 'price' ? known.find((key) => !node.has(key)) : undefined;
  if (missing !== undefined) throw fail(startOf(node), `${name} lacks '${missing}'`, `it has ${known.join(' and ')}`);
}

function hintFor(key: string, known: readonly string[]): string {
  if (/key|token|secret/i.test(key) && known.includes('keyVariable'))
    return 'keys stay in the environment; keyVariable names the variable that holds one';
  const meant = closest(key, known);
  const list = `known keys: ${known.join(', ')}`;
  return meant === undefined ? list : `did you mean '${meant}'? ${list}`;
}

function isCheck(expected: Shape): expected is Check {
  return typeof expected.is === 'function';
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
