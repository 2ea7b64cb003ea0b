// Between what the model asks for and what carries it out, many harnesses put an action of their own: under the tool's name
// stands a maker, and elsewhere somebody takes what was made: by its type, by its tag, or by a method that is given one.
import type { BranchFact, CallNode, FunctionNode, KeyFact, ObjectFact } from '../../../contracts.js';
import { reachedDirectlyBy } from '../graph/delivery.js';
import type { Survey } from '../survey.js';
import type { Declaration } from './declaration.js';
import { handlersUnder } from './handlers.js';

const EFFECT_DEPTH = 5;
const TAGS = new Set(['type', 'kind', 'action', 'tag', '_tag', 'op']);
/** One tool that is turned into an object is no protocol. */
const FEWEST = 2;

/** Adds to declarations what they are turned into, and the functions that are given one of these to carry it out. */
export function withActions(survey: Survey, declarations: Declaration[]): Declaration[] {
  const made = new Map<Declaration, Made>();
  for (const d of declarations) {
    const found = madeUnder(survey, d);
    if (found.kinds.length > 0) made.set(d, found);
  }
  const counts = new Map<string, number>();
  for (const { kinds } of made.values()) for (const k of kinds) counts.set(k, (counts.get(k) ?? 0) + 1);
  const own = (kinds: string[]): string[] => kinds.filter((k) => counts.get(k) === 1);
  const taken = takenBy(survey, new Set([...made.values()].flatMap((m) => own(m.kinds))), makersOf(made));
  const telling = [...made.values()].filter((m) => own(m.kinds).some((k) => taken.has(k)));
  if (telling.length < FEWEST) return declarations;
  return declarations.map((d) => {
    const found = made.get(d);
    const kinds = own(found?.kinds ?? []).filter((k) => taken.has(k));
    if (found === undefined || kinds.length === 0) return d;
    const run = kinds.flatMap((k) => taken.get(k) ?? []);
    const makers = found.by;
    return {
      ...d,
      makers,
      actions: kinds,
      run: run.length > 0 ? [...new Set(run)] : d.run.filter((r) => !makers.includes(r)),
    };
  });
}

interface Made {
  /** Names of the types, variants or tags. */
  kinds: string[];
  by: FunctionNode[];
}

const makersOf = (made: ReadonlyMap<Declaration, Made>): Set<FunctionNode> =>
  new Set([...made.values()].flatMap((m) => m.by));

/** What is made under the tool's name: by a function in a table, or in an arm that compares with the name. */
function madeUnder(survey: Survey, d: Declaration): Made {
  const tabled = handlersUnder(survey, d.name);
  const whole = tabled.flatMap((fn) => kindsIn(survey, fn, fn.fact.line, fn.fact.endLine));
  const names = new Set([d.name, ...constantsOf(survey, d)]);
  const arms = survey.code.functions.flatMap((fn) =>
    fn.branches
      .filter((b) => isArmOf(b, names))
      .map((b) => ({ fn, kinds: kindsIn(survey, fn, b.bodyLine, b.endLine) })),
  );
  const said = arms.filter((a) => a.kinds.length > 0);
  return {
    kinds: [...new Set([...whole, ...said.flatMap((a) => a.kinds)])],
    by: [...(whole.length > 0 ? tabled : []), ...said.map((a) => a.fn)],
  };
}

/** The constants that hold the declaration: `name == READ["function"]["name"]` compares with the name in it. */
function constantsOf(survey: Survey, d: Declaration): string[] {
  return survey.code.values
    .filter(({ file, fact }) => file.path === d.file && fact.line <= d.line && d.line <= fact.endLine)
    .map(({ fact }) => fact.name)
    .filter((name) => /^[A-Z]/.test(name));
}

function isArmOf(branch: BranchFact, names: ReadonlySet<string>): boolean {
  if (branch.kind !== 'case' && !branch.operators.some((o) => /^(={2,3}|is|in|match)$/.test(o))) return false;
  return branch.literals.some((l) => names.has(l)) || branch.idents.some((i) => /[A-Z]/.test(i) && names.has(i));
}

/** Types of the code that are constructed in these lines, variants, and literal tags. */
function kindsIn(survey: Survey, fn: FunctionNode, from: number, to: number): string[] {
  const inside = (line: number): boolean => from <= line && line <= to;
  const types = typeNames(survey);
  const calls = fn.calls.filter((c) => inside(c.fact.line)).flatMap((c) => kindOfCall(c, types));
  const objects = fn.objects.filter((o) => inside(o.line)).flatMap((o) => kindOfObject(o, types));
  return [...new Set([...calls, ...objects])];
}

const typesOf = new WeakMap<Survey, ReadonlySet<string>>();

function typeNames(survey: Survey): ReadonlySet<string> {
  const known = typesOf.get(survey);
  if (known !== undefined) return known;
  const names = new Set(
    survey.code.types.flatMap(({ fact }) => [fact.name, ...fact.variants.map((v) => `${fact.name}::${v}`)]),
  );
  typesOf.set(survey, names);
  return names;
}

function kindOfCall({ fact }: CallNode, types: ReadonlySet<string>): string[] {
  const last = lastOf(fact.callee);
  return fact.isNew && known(fact.callee, types) ? [last] : [];
}

function kindOfObject({ typeName, keys }: ObjectFact, types: ReadonlySet<string>): string[] {
  if (typeName !== undefined) return known(typeName, types) ? [lastOf(typeName)] : [];
  const tag: KeyFact | undefined = keys.find((k) => TAGS.has(k.name) && k.kind === 'string');
  return tag !== undefined && /^[\w:./-]+$/.test(tag.text) ? [tag.text] : [];
}

const lastOf = (path: string): string => path.split(/[.:]/).at(-1) ?? path;

function known(path: string, types: ReadonlySet<string>): boolean {
  return types.has(lastOf(path)) || types.has(path.split('::').slice(-2).join('::'));
}

/** Who carries out which kind: effectful functions that are given one; an empty list where only an arm is for it. */
function takenBy(
  survey: Survey,
  kinds: ReadonlySet<string>,
  makers: ReadonlySet<FunctionNode>,
): Map<string, FunctionNode[]> {
  const effective = reachedDirectlyBy([...survey.effectsOf.keys()], EFFECT_DEPTH);
  const taken = new Map<string, FunctionNode[]>();
  for (const fn of survey.code.functions) {
    if (makers.has(fn)) continue;
    for (const kind of fn.branches.filter(testsKind).flatMap((b) => [...b.literals, ...b.idents]))
      if (kinds.has(kind) && !taken.has(kind)) taken.set(kind, []);
    if (!effective.has(fn)) continue;
    const words = fn.fact.params.flatMap((p) => p.type?.match(/\w+/g) ?? []);
    for (const kind of new Set(words)) if (kinds.has(kind)) taken.set(kind, [...(taken.get(kind) ?? []), fn]);
  }
  return new Map([...taken].map(([kind, fns]) => [kind, nearest(fns)]));
}

/** Of functions that hand a kind on to each other, the first. */
function nearest(fns: FunctionNode[]): FunctionNode[] {
  const first = fns.filter((fn) => !fns.some((other) => other !== fn && other.callees.includes(fn)));
  return first.length > 0 ? first : fns;
}

const TYPE_TEST = /\bisinstance\(|\binstanceof\b|\btype\(\w+\) (is|==)|^let /;

/** A condition that asks which kind something is. */
export function testsKind(branch: BranchFact): boolean {
  return branch.kind === 'case' || (branch.kind === 'if' && TYPE_TEST.test(branch.test));
}
