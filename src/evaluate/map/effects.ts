// Says what a call does to the world. Every call of a codebase is asked, so patterns are found by the callee's last
// segment, and nothing is parsed or allocated for the many calls that no pattern names.
import type { ArgFact, Language } from '../../contracts.js';
import { mentions } from '../../words.js';
import { dotted, endsWithPath, lastSegment } from './dotted-path.js';
import { effects as go } from './effects/go.js';
import { deleted, type EffectPattern, inserted, queried, type Variant } from './effects/pattern.js';
import { effects as python } from './effects/python.js';
import { effects as rust } from './effects/rust.js';
import { effects as typescript } from './effects/typescript.js';
import { isNamedBy, modulesMatch } from './framework-match.js';

/** A call that leaves the code: one that resolves to a function of the target is no effect itself. */
export interface EffectCall {
  callee: string;
  name: string;
  args: readonly ArgFact[];
  language: Language;
  isNew?: boolean;
  /** Outside module the callee comes from, when an import tells. */
  module?: string;
  /** Outside modules its file imports; consulted for methods of objects. */
  imports?: readonly string[];
  /** The arguments with the text of constants in the place of their names. */
  spelled?: () => readonly ArgFact[];
}

interface Entry {
  pattern: EffectPattern;
  /** What is returned when the variant of the same index holds. */
  resolved: EffectPattern[];
}

const PATTERNS: Record<Language, EffectPattern[]> = { typescript, python, rust, go };
const INDEX: Record<Language, ReadonlyMap<string, Entry[]>> = {
  typescript: byLastSegment(typescript),
  python: byLastSegment(python),
  rust: byLastSegment(rust),
  go: byLastSegment(go),
};
const ASKS =
  /^(query|exec|execute|executemany|fetch|fetch_?\w*|prepare|run|all|get|one|rows|queryRow|Query\w*|Exec\w*)$/;
const STATEMENT =
  /^[\s`'"(]*(insert(?=\s+(?:or\s+\w+\s+)?into\s)|update(?=\s+[\w."]+\s+set\s)|select(?=\s[\s\S]*\sfrom\s)|delete(?=\s+from\s))/i;
const GLOBAL_OBJECTS = ['globalThis.', 'window.', 'global.'];

/** All effect patterns of a language, in the order in which they are tried. */
export function allEffects(language: Language): EffectPattern[] {
  return PATTERNS[language];
}

/** The effect of a call, its class and store settled by its arguments; undefined when it has none that is known. */
export function matchEffect(call: EffectCall): EffectPattern | undefined {
  const entries = INDEX[call.language].get(call.name) ?? [];
  const path = dotted(call.callee);
  const entry = entries.find(({ pattern }) => matches(call, path, pattern));
  return entry === undefined ? toldInSql(call) : settle(entry, call.args);
}

/** A method that is given a literal statement asks a database, whoever made the object; connections are handed around. */
function toldInSql(call: EffectCall): EffectPattern | undefined {
  if (call.callee === call.name || !ASKS.test(call.name)) return undefined;
  const told = (call.spelled?.() ?? call.args).slice(0, 2);
  const said = told.map((a) => STATEMENT.exec(a.text)?.[1]?.toLowerCase());
  const verb = said.find((v) => v !== undefined);
  if (verb === undefined) return undefined;
  const suffix = call.name;
  return verb === 'select'
    ? { ...queried, suffix }
    : verb === 'delete'
      ? { ...deleted, suffix }
      : { ...inserted, suffix };
}

function matches(call: EffectCall, path: string, pattern: EffectPattern): boolean {
  if (pattern.isNew === true && call.isNew !== true) return false;
  if (pattern.given !== undefined && call.args[0]?.text !== pattern.given) return false;
  if (!endsWithPath(path, pattern.suffix)) return false;
  if (pattern.how === 'instance') return isMethod(call, path, pattern);
  if (pattern.module === undefined) return call.module === undefined && isGlobal(path, pattern.suffix);
  if (isNamedBy(call, pattern.module)) return true;
  return pattern.how === 'binding' && call.module === undefined && imports(call, pattern.module);
}

function isMethod(call: EffectCall, path: string, pattern: EffectPattern): boolean {
  if (pattern.module !== undefined) {
    if (isNamedBy(call, pattern.module)) return true;
    if (call.module !== undefined || !imports(call, pattern.module)) return false;
  }
  if (path.length === call.name.length) return false;
  const receiver = path.slice(0, -call.name.length);
  return pattern.receiver === undefined || mentions(receiver, pattern.receiver);
}

function isGlobal(path: string, suffix: string): boolean {
  return path === suffix || GLOBAL_OBJECTS.some((object) => path === object + suffix);
}

function imports(call: EffectCall, modules: readonly string[]): boolean {
  return call.imports?.some((specifier) => modulesMatch(specifier, modules)) ?? false;
}

function settle(entry: Entry, args: readonly ArgFact[]): EffectPattern {
  const { argument } = entry.pattern;
  if (argument === undefined) return entry.pattern;
  const given = args.find((arg) => arg.name !== undefined && arg.name === argument.keyword);
  const positional = args[argument.at];
  const decisive = given ?? (positional?.name === undefined ? positional : undefined);
  const chosen = argument.variants.findIndex((variant) => holds(variant, decisive));
  return entry.resolved[chosen] ?? entry.pattern;
}

function holds(variant: Variant, argument: ArgFact | undefined): boolean {
  if (argument === undefined) return variant.has.length === 0;
  // A single letter means something in a literal mode string only, not in the name of a variable.
  return variant.has.some((mark) => (mark.length > 1 || argument.kind === 'string') && argument.text.includes(mark));
}

function byLastSegment(patterns: readonly EffectPattern[]): ReadonlyMap<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const pattern of patterns) {
    const name = lastSegment(pattern.suffix);
    const variants = pattern.argument?.variants ?? [];
    const resolved = variants.map((v) => ({ ...pattern, class: v.class ?? pattern.class, store: v.store }));
    const entries = index.get(name) ?? [];
    entries.push({ pattern, resolved });
    index.set(name, entries);
  }
  return index;
}
