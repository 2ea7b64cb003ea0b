// What stands where a limit is checked: the arm that runs when it is reached, and what leaves from there.
import type { Budget, Codebase, FunctionNode, JudgeContext, ObjectFact, TypeNode } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';

/** The lines that run when a limit is reached. */
export interface LimitArm {
  fn: FunctionNode;
  from: number;
  to: number;
}

/** A place that names the limit in a way code can read. */
export interface TypedStop {
  fn: FunctionNode;
  line: number;
  name: string;
}

const REACHED = [
  'limit',
  'max',
  'exceed',
  'budget',
  'overflow',
  'exhaust',
  'turns',
  'steps',
  'iterations',
  'tokens',
  'cost',
  'timeout',
  'quota',
  'loop',
  'repeat',
  'window',
  'context',
];
/** Words that say a limit was reached, and not only what is counted. */
const OVER = [
  'limit',
  'max',
  'exceed',
  'budget',
  'overflow',
  'exhaust',
  'timeout',
  'timed',
  'quota',
  'toolong',
  'detected',
];
const REASON = [
  'reason',
  'status',
  'type',
  'kind',
  'code',
  'state',
  'outcome',
  'finish',
  'stop',
  'exit',
  'subtype',
  'event',
];

/** Arms of a budget: the branch of its line, or what follows the loop whose condition it is. */
export function armsOf(code: Codebase, budget: Budget): LimitArm[] {
  const fn = code.function(budget.fn);
  if (fn === undefined) return [];
  const { line } = budget.site;
  const branches = fn.branches.filter((b) => b.line === line && b.kind !== 'catch');
  const loops = fn.loops.filter((l) => l.line === line);
  return [
    ...branches.map((b) => ({ fn, from: b.bodyLine, to: b.endLine })),
    ...loops.map((l) => ({ fn, from: l.endLine, to: fn.fact.endLine })),
  ];
}

/** A class, enum value, event or reason in the arm, or in a function it calls, that names the limit. */
export function typedStop(context: JudgeContext, arm: LimitArm): TypedStop | undefined {
  const names = typeNames(context);
  const here = typedIn(names, arm);
  if (here !== undefined) return here;
  const called = arm.fn.calls
    .filter((c) => arm.from <= c.fact.line && c.fact.line <= arm.to)
    .flatMap((c) => c.targets)
    .filter((t) => mentions(t.fact.name, REACHED));
  return called
    .map((fn) => typedIn(names, { fn, from: fn.fact.line, to: fn.fact.endLine }))
    .find((stop) => stop !== undefined);
}

/** Whatever it is called: a member of a closed set, an error declared for it, or a value of a set that a parameter takes. */
function closedMember({ sets, errors }: Names, { fn, from, to }: LimitArm): TypedStop | undefined {
  const inside = (line: number): boolean => from <= line && line <= to;
  const exits = fn.exits
    .filter((e) => inside(e.line))
    .map((e) => ({ line: e.line, text: `${e.callee ?? ''} ${e.text}` }));
  const given = fn.calls.filter((c) => inside(c.fact.line));
  const assigned = fn.assignments.filter((a) => inside(a.line)).map((a) => ({ line: a.line, text: a.text }));
  const told = given.map((c) => ({
    line: c.fact.line,
    text: c.fact.args.map((a) => (a.kind === 'string' ? '' : a.text)).join(' '),
  }));
  for (const { line, text } of [...exits, ...assigned, ...told]) {
    for (const path of text.match(/[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*)+/g) ?? []) {
      const [variant, type] = path.split(/\.|::/).reverse() as [string, string];
      if (sets.get(type)?.includes(variant)) return { fn, line, name: path };
    }
    const error = (text.match(/[A-Za-z_]\w*/g) ?? []).find((name) => errors.has(name));
    if (error !== undefined) return { fn, line, name: error };
  }
  for (const { fact, targets } of given) {
    const types = targets.flatMap((t) => t.fact.params.map((p) => p.type ?? ''));
    const value = fact.args.find((a) => a.kind === 'string' && types.some((t) => sets.get(t)?.includes(a.text)));
    if (value !== undefined) return { fn, line: fact.line, name: value.text };
  }
  return undefined;
}

interface Names {
  /** Error values that are declared once: `var ErrTurns = errors.New(...)`. */
  errors: Set<string>;
  types: Set<string>;
  variants: Set<string>;
  /** Type → its closed set. */
  sets: Map<string, string[]>;
}

/** A member of the closed set that the function says it returns. */
function isAnswer({ sets }: Names, fn: FunctionNode, text: string): boolean {
  const returned = (fn.fact.returns?.match(/[A-Za-z_]\w*/g) ?? []).flatMap((type) => sets.get(type) ?? []);
  return returned.includes(text) && isCode(text);
}

/** Python's enums say their names and their values; code asks for the names. */
function memberNames({ fact }: TypeNode): string[] {
  return fact.kind === 'enum' ? fact.members.filter((m) => m.kind === 'variant').map((m) => m.name) : [];
}

function typeNames({ code }: JudgeContext): Names {
  return {
    errors: new Set(
      code.values.filter((v) => /^(errors\.New|fmt\.Errorf)\b/.test(v.fact.text)).map((v) => v.fact.name),
    ),
    types: new Set(code.types.map((t) => t.fact.name)),
    variants: new Set(code.types.flatMap((t) => t.fact.variants)),
    sets: new Map(code.types.map((t) => [t.fact.name, [...t.fact.variants, ...memberNames(t)]])),
  };
}

/** A call over several lines may make the value on a later one. */
function lineOf(fn: FunctionNode, line: number, name: string): number {
  const outer = fn.calls.find((c) => c.fact.line === line && c.fact.endLine > line);
  const last = name.split(/\.|::/).at(-1);
  const made = fn.calls.find(
    (c) => outer !== undefined && c.fact.name === last && c.fact.line > line && c.fact.line <= outer.fact.endLine,
  );
  return made?.fact.line ?? line;
}

function typedIn(names: Names, { fn, from, to }: LimitArm): TypedStop | undefined {
  const inside = (line: number): boolean => from <= line && line <= to;
  const texts = [
    ...fn.exits.filter((e) => inside(e.line)).map((e) => ({ line: e.line, text: `${e.callee ?? ''} ${e.text}` })),
    ...fn.calls
      .filter((c) => inside(c.fact.line))
      .map(({ fact }) => ({
        line: fact.line,
        text: [fact.callee, ...fact.args.map((a) => (a.kind === 'string' ? `'${a.text}'` : a.text))].join(' '),
      })),
    ...fn.assignments
      .filter((a) => inside(a.line) && mentions(a.target, REASON))
      .map((a) => ({ line: a.line, text: a.kind === 'string' ? `reason: '${a.text}'` : a.text })),
  ];
  for (const { line, text } of texts) {
    const name = typedPath(names, text) ?? coded(names, text);
    if (name !== undefined) return { fn, line: lineOf(fn, line, name), name };
  }
  const member = closedMember(names, { fn, from, to });
  if (member !== undefined) return member;
  const answer = fn.exits.find((e) => inside(e.line) && e.value === 'string' && isAnswer(names, fn, e.text));
  if (answer !== undefined) return { fn, line: answer.line, name: answer.text };
  for (const object of fn.objects.filter((o) => inside(o.line))) {
    const reason = reasonIn(names, object);
    if (reason !== undefined) return { fn, line: object.line, name: reason };
  }
  return undefined;
}

/** `ApiError::ContextWindowExceeded`, `Event.MaxTurns`, `LimitReached`: declared here, and named after a limit. */
function typedPath({ types, variants }: Names, text: string): string | undefined {
  const plain = text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '');
  const paths = plain.match(/[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*)*/g) ?? [];
  return paths.find((path) => {
    const segments = path.split(/\.|::/);
    const last = segments.at(-1) as string;
    // A bare name with a capital letter may be a constant of Go or an imported variant of Rust.
    const known =
      types.has(last) || variants.has(last) || (segments.length > 1 && types.has(segments.at(-2) as string));
    return known && /^[A-Z]/.test(last) && mentions(last, OVER);
  });
}

/** A code word given to a type of this code: `new AgentError('max_turns')`. */
function coded({ types }: Names, text: string): string | undefined {
  const made = /([A-Z]\w*)[(\s]+['"]([\w.-]+)['"]/.exec(text);
  if (made !== null && types.has(made[1] as string) && isCode(made[2] as string)) return made[0];
  return /\b(?:reason|status|kind|type|code): ?['"]([\w.-]+)['"]/.exec(text)?.slice(1, 2).find(isCode);
}

function reasonIn(names: Names, object: ObjectFact): string | undefined {
  for (const key of object.keys) {
    if (key.kind === 'string' && names.variants.has(key.text) && isCode(key.text)) return key.text;
    if (!mentions(key.name, REASON)) continue;
    if (key.kind === 'string' ? isCode(key.text) : typedPath(names, key.text) !== undefined) return key.text;
  }
  return undefined;
}

/** One word, or a few joined, about a limit: 'max_turns', 'LimitsExceeded'; a sentence is for people. */
function isCode(text: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(text) && splitWords(text).length < 6 && mentions(text, REACHED);
}
