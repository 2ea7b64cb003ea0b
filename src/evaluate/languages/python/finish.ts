// Two things about a declaration show only once the whole file is read: whether its name is bound again,
// and which property tells the arms of a union apart.
import type { FileFacts, TypeFact, ValueFact } from '../../../contracts/facts.js';

/** Completes the values and types of a file; `globals` are names that functions declare `global`. */
export function finish(facts: FileFacts, globals: ReadonlySet<string>): void {
  const rebound = new Set([...reboundNames(facts), ...globals]);
  for (const value of facts.values) value.mutable = !/\bFinal\b/.test(value.type ?? '') && rebound.has(nameOf(value));
  const types = new Map(facts.types.map((type) => [type.name, type]));
  for (const type of facts.types) {
    if (type.kind !== 'union' || type.discriminant !== undefined) continue;
    const shared = sharedLiteral(type.variants.map((name) => types.get(name)));
    if (shared !== undefined) type.discriminant = shared;
  }
}

function nameOf({ owner, name }: Pick<ValueFact, 'owner' | 'name'>): string {
  return owner === undefined ? name : `${owner}.${name}`;
}

/** Names bound more than once. A plain name assigned inside a function is the function's own and does not count. */
function reboundNames(facts: FileFacts): Set<string> {
  const times = new Map<string, number>();
  const count = (name: string): void => void times.set(name, (times.get(name) ?? 0) + 1);
  for (const value of facts.values) count(nameOf(value));
  for (const { target, op, fn } of facts.assignments) {
    const owner = facts.functions[fn]?.owner;
    if (fn === 0 && op !== '=') count(target);
    const [receiver, name, ...deeper] = target.split('.');
    if (name === undefined || deeper.length > 0) continue;
    const isOwn = receiver === 'self' || receiver === 'cls';
    count(isOwn && owner !== undefined ? `${owner}.${name}` : target);
  }
  return new Set([...times].filter(([, n]) => n > 1).map(([name]) => name));
}

function sharedLiteral(arms: (TypeFact | undefined)[]): string | undefined {
  const literal = (arm: TypeFact | undefined): string[] =>
    (arm?.members ?? []).filter((member) => member.type?.match(/\bLiteral\[/)).map((member) => member.name);
  const [first, ...rest] = arms.map(literal);
  if (first === undefined || rest.length === 0) return undefined;
  return first.find((name) => rest.every((names) => names.includes(name)));
}
