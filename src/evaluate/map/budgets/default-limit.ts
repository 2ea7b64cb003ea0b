// A limit that nobody sets is no limit. This follows a limit's name to its defaults (constants, parameter defaults,
// members, options of the command line) and tells a number in force from "unset", "zero means none" and the largest integer.
import type { FileFacts, FunctionNode } from '../../../contracts.js';
import { literally, splitWords } from '../../../words.js';
import type { Survey } from '../survey.js';

interface Source {
  file: FileFacts;
  owner?: string;
  text: string;
  /** Said where the name is declared, and not where a value of it is made. */
  declared?: boolean;
  /** One of the answers of a function of that name. */
  answer?: boolean;
}

/** Where a name gets its values, over all product code in scope. */
export type Defaults = ReadonlyMap<string, Source[]>;

type Answer = 'on' | 'off' | 'unknown';

const MOST_HOPS = 3;
/** What a function answers is a value when it is no longer than this. */
const LONGEST = 80;
/** Beyond any run: integers this large stand for "no limit". */
const BOUNDLESS = 1e9;
const NO_LIMIT = /(usize|[ui](8|16|32|64|128))::MAX|MAX_SAFE_INTEGER|MAX_VALUE|\bInfinity\b|\binf\b|MaxInt|maxsize/;
/** A constant declared out of sight still has a value. */
const CONSTANT = /^[A-Z][A-Z0-9_]{2,}$/;
const UNSET = /^(None|null|undefined|nil|false|-\s*\d[\d.]*|0+(\.0*)?|Option(al)?|)$/;

/** Values of constants, members, parameters, keys and options, by normalised name. */
export function indexDefaults(survey: Survey): Defaults {
  const index = new Map<string, Source[]>();
  const add = (name: string, source: Source): void => {
    const key = normal(name);
    const list = index.get(key);
    if (list === undefined) index.set(key, [source]);
    else list.push(source);
  };
  for (const { file, fact } of survey.code.values) add(fact.name, { file, text: fact.text, ...owned(fact.owner) });
  for (const { file, fact } of survey.code.types)
    for (const m of fact.members) {
      if (m.value !== undefined) add(m.name, { file, owner: fact.name, text: m.value, declared: true });
      else if (m.kind === 'field' && m.optional) add(m.name, { file, owner: fact.name, text: '', declared: true });
    }
  for (const fn of survey.code.functions) addFunction(fn, add);
  addGiven(survey, add);
  return index;
}

type Add = (name: string, source: Source) => void;

/** `Rounds(settings.most, 0)`: what a type's fields are given by position, as values of that type. */
function addGiven({ code }: Survey, add: Add): void {
  const types = new Map(code.types.map((t) => [t.fact.name, t]));
  for (const { fact, fn } of code.calls) {
    const type = fact.isNew ? types.get(fact.name) : undefined;
    if (type === undefined) continue;
    const maker = type.methods.find((m) => m.fact.kind === 'constructor' || m.fact.name === '__init__');
    const params = maker?.fact.params.filter((p) => p.name !== 'self');
    const order = params ?? type.fact.members.filter((m) => m.kind === 'field');
    fact.args.forEach((arg, i) => {
      const name = arg.name ?? order[i]?.name;
      if (name !== undefined) add(name, { file: fn.file, owner: fact.name, text: arg.text });
    });
  }
}

function addFunction(fn: FunctionNode, add: Add): void {
  const at = { file: fn.file, ...owned(ownerOf(fn)) };
  for (const p of fn.fact.params) if (p.default !== undefined) add(p.name, { ...at, text: p.default });
  for (const a of fn.assignments) if (a.op === '=' || a.op === ':=') add(last(a.target), { ...at, text: a.text });
  for (const o of fn.objects) for (const key of o.keys) add(key.name, { ...at, text: key.text });
  for (const e of fn.exits)
    if (e.kind === 'return' && e.text.length < LONGEST) add(fn.fact.name, { ...at, text: e.text, answer: true });
  for (const call of fn.calls) {
    const option = call.fact.args[0];
    if (option?.kind !== 'string' || !/option|argument|flag|Int|Float/.test(call.fact.name)) continue;
    const rest = call.fact.args.slice(1);
    const value = rest.find((a) => a.name === 'default') ?? rest.find((a) => a.name === undefined && isNumber(a.text));
    if (value !== undefined) add(option.text.replace(/^-+/, '').replace(/[ =,<[].*$/, ''), { ...at, text: value.text });
  }
}

/** Is a finite limit in force when nobody configures anything? `limit` is an expression inside `fn`. */
export function onByDefault(defaults: Defaults, fn: FunctionNode, limit: string, test = ''): boolean {
  if (mayBeUnset(test, limit) && namesIn(limit).some((name) => declaredUnset(defaults, name))) return false;
  const own = ownSources(fn, limit).map((text) => evaluate(defaults, fn.file, ownerOf(fn), text, 1, new Set()));
  // What the function binds itself is no other's of that name.
  const bound = fn.assignments.filter((a) => a.target === limit && (a.op === '=' || a.op === ':=')).map((a) => a.text);
  const texts = bound.length > 0 ? bound : [limit];
  return [...own, ...texts.map((t) => evaluate(defaults, fn.file, ownerOf(fn), t, 0, new Set()))].includes('on');
}

/** The condition asks first whether there is a limit at all. */
function mayBeUnset(test: string, limit: string): boolean {
  const [name] = namesIn(limit).slice(-1);
  if (name === undefined) return false;
  const path = `(?:\\w+(?:\\?)?\\.)*${literally(name)}(?:\\(\\))?`;
  return new RegExp(
    `${path}\\s*(is not None|!==? ?(undefined|null)|!= ?(nil|0)|>=? ?0\\b)|(^|[(\\s])${path}\\s*(&&|and\\b)|${path}\\.is_some_and`,
  ).test(test);
}

/** Somewhere the name is declared as one that need not be set; what others of the same name say does not help there. */
function declaredUnset(defaults: Defaults, name: string): boolean {
  return (defaults.get(normal(name)) ?? []).some((s) => s.declared === true && UNSET.test(s.text.trim()));
}

/** Defaults of the function's own parameters that the limit names, however short the name. */
function ownSources(fn: FunctionNode, limit: string): string[] {
  const names: string[] = limit.match(/[A-Za-z_]\w*/g) ?? [];
  return fn.fact.params.flatMap((p) => (p.default !== undefined && names.includes(p.name) ? [p.default] : []));
}

function evaluate(
  defaults: Defaults,
  file: FileFacts,
  owner: string | undefined,
  text: string,
  hops: number,
  seen: Set<string>,
): Answer {
  const plain = text
    .trim()
    .replace(/^[(\s]+|[)\s]+$/g, '')
    .replace(/^['"]([\d_.]+)['"]$/, '$1');
  if (NO_LIMIT.test(plain) || UNSET.test(plain)) return 'off';
  const numbers = (plain.replace(/(['"`]).*?(\1|$)/g, '').match(/(?<![\w.[-])\d[\d_]*(\.\d+)?(e\d+)?/g) ?? []).map(
    (n) => Number(n.replace(/_/g, '')),
  );
  if (numbers.some((n) => n >= BOUNDLESS)) return 'off';
  if (numbers.some((n) => n > 0)) return 'on';
  const fallback = /(?:\?\?|\|\||\bor\b)\s*([-\w.]+)\)*$/.exec(plain)?.[1];
  if (fallback !== undefined && UNSET.test(fallback)) return 'off';
  if (hops === MOST_HOPS) return 'unknown';
  const answers = namesIn(plain).map((name) => lookUp(defaults, file, owner, name, hops + 1, seen));
  return strongest(answers);
}

/** The nearest level that knows the name decides: its owner, its file, then the whole scope. */
function lookUp(
  defaults: Defaults,
  file: FileFacts,
  owner: string | undefined,
  name: string,
  hops: number,
  seen: Set<string>,
): Answer {
  const key = normal(name);
  if (seen.has(key)) return 'unknown';
  const inner = new Set(seen).add(key);
  const sources = defaults.get(key) ?? [];
  const levels = [
    sources.filter((s) => s.file === file && s.owner !== undefined && s.owner === owner),
    sources.filter((s) => s.owner !== undefined && s.owner === owner),
    sources.filter((s) => s.file === file),
    sources,
  ];
  for (const level of levels) {
    const answers = level.map((s) => evaluate(defaults, s.file, s.owner, s.text, hops, inner));
    // A function gives a limit when each of its answers does.
    const open = level.length > 0 && level.every((s) => s.answer === true) && answers.some((a) => a !== 'on');
    const answer = open ? 'unknown' : strongest(answers);
    if (answer !== 'unknown') return answer;
    if (open) return 'unknown';
    // Bound here from something of another name: what others call by this name is not it.
    if (level.length > 0 && level.every((s) => comesFromElsewhere(s.text, key))) return 'unknown';
  }
  return sources.length === 0 && CONSTANT.test(name) ? 'on' : 'unknown';
}

function comesFromElsewhere(text: string, key: string): boolean {
  const names = namesIn(text);
  return names.length > 0 && !names.some((name) => normal(name) === key);
}

function strongest(answers: Answer[]): Answer {
  return answers.includes('on') ? 'on' : answers.includes('off') ? 'off' : 'unknown';
}

/** Last segments of the names in an expression, called functions included. */
function namesIn(text: string): string[] {
  const paths = text.replace(/(['"`]).*?\1/g, '').match(/[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::)[A-Za-z_$#][\w$]*)*/g) ?? [];
  return [...new Set(paths.map(last))].filter((name) => name.length > 1).slice(0, 6);
}

function normal(name: string): string {
  const words = splitWords(name);
  return (words[0] === 'get' ? words.slice(1) : words).join('_');
}

function last(path: string): string {
  return path.replace(/\[\]$/, '').slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1);
}

function isNumber(text: string): boolean {
  return /^['"]?\d[\d_.]*['"]?$/.test(text);
}

function ownerOf(fn: FunctionNode): string | undefined {
  for (let f: FunctionNode | undefined = fn; f !== undefined; f = f.parent)
    if (f.fact.owner !== undefined) return f.fact.owner;
  return undefined;
}

function owned(owner: string | undefined): { owner?: string } {
  return owner === undefined ? {} : { owner };
}
