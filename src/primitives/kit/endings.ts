// How a run says why it ended, told by structure: the last thing sent on a way out of the loop holds a field of a closed
// set with several members, or the value that the loop returns does. What the set or the event is called does not matter.
import type { FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { mentions } from '../../words.js';
import { type Sending, sent } from './events.js';
import type { Signal } from './judgement.js';

const ENOUGH = 3;
/** Closed sets that answer other questions than why a run ended. */
const OTHER = [
  'tool',
  'confirm',
  'permission',
  'approval',
  'context',
  'content',
  'role',
  '=type',
  '=kind',
  'level',
  'mode',
  'model',
  'provider',
  'format',
  'severity',
];
/** One line may stand between the closing event and the way out. */
const NEAR = 2;
/** Steps above the loop beyond which something else ends than the run. */
const FAR = 4;

/** Events sent on the way out of the loop or behind it, whose payload names one of a closed set of reasons. */
export function closings(context: JudgeContext, all: Sending[]): Signal[] {
  const sets = closedSets(context);
  const found = all.flatMap((s) => {
    const reason = leaves(context, s) ? reasonIn(context, s, sets) : undefined;
    return reason === undefined ? [] : [{ s, reason }];
  });
  const distinct = [...new Map(found.map((f) => [f.s.at.line, f])).values()];
  return distinct.slice(0, 2).map(({ s, reason }) => ({
    ...sent(s, 'full', 'closes the run'),
    note: `closes the run with one of ${reason.fact.name}: ${reason.fact.variants.slice(0, 4).join(', ')}`,
  }));
}

/** A result of the run with a field of such a set, as the loop declares to return it. */
export function typedResult(context: JudgeContext): Signal[] {
  const sets = closedSets(context);
  return context.path.loops.flatMap((loop): Signal[] => {
    const returned = context.code.types.find((t) => names(loop.fact.returns).includes(t.fact.name));
    const member = returned?.fact.members.find((m) => names(m.type).some((n) => isUsed(context, sets.get(n))));
    const set = names(member?.type).flatMap((n) => sets.get(n) ?? [])[0];
    if (returned === undefined || member === undefined || set === undefined) return [];
    const note = `the run's result carries ${set.fact.name}: ${set.fact.variants.slice(0, 4).join(', ')}`;
    return [{ strength: 'half', file: returned.file.path, line: member.line, note, fn: loop }];
  });
}

const names = (type: string | undefined): string[] => type?.match(/[A-Z]\w+/g) ?? [];

/** Enums and unions of names only: three members or more, none of which carries anything. */
function closedSets({ code }: JudgeContext): Map<string, TypeNode> {
  const plain = code.types.filter(
    ({ fact }) =>
      (fact.kind === 'enum' || fact.kind === 'union') &&
      fact.variants.length >= ENOUGH &&
      !mentions(fact.name, OTHER) &&
      fact.discriminant === undefined &&
      fact.variants.every((v) => !code.types.some((t) => t.fact.name === v && t.fact.kind !== 'enum')),
  );
  return new Map(plain.map((t) => [t.fact.name, t]));
}

/** Two members of the set at least are named on the way from the program to the loop and a little below. */
function isUsed({ path }: JudgeContext, set: TypeNode | undefined): boolean {
  if (set === undefined) return false;
  const near = [...path.to.keys(), ...[...path.from].filter(([, way]) => way.length <= 3).map(([fn]) => fn)];
  const idents = new Set(near.flatMap((fn) => fn.fact.idents));
  const members = set.fact.members.map((m) => m.name);
  return members.filter((m) => idents.has(m)).length > 1;
}

/** The closed set that a field of the sent variant is of; the set that tells the events apart is none. */
function reasonIn({ code }: JudgeContext, s: Sending, sets: Map<string, TypeNode>): TypeNode | undefined {
  const declared = code.types.filter((t) => t.fact.name === s.event.name || t.fact.name === s.at.variant);
  const own = declared.flatMap((t) => t.fact.members.filter((m) => m.name === s.at.variant && m.kind === 'variant'));
  const fields = declared
    .filter((t) => t.fact.kind !== 'enum' && t.fact.kind !== 'union')
    .flatMap((t) => t.fact.members.filter((m) => s.at.variant === t.fact.name || s.at.keys.includes(m.name)));
  const types = [...own, ...fields].flatMap((m) => names(m.type));
  return types
    .flatMap((n) => sets.get(n) ?? [])
    .find(
      (t) =>
        !t.fact.variants.some((v) => s.event.variants.includes(v)) &&
        !t.fact.members.some((m) => s.event.variants.includes(m.name)),
    );
}

/** It is followed by a return, stands behind the loop, or behind the call that runs the loop. */
function leaves({ map, path, code }: JudgeContext, { fn, at }: Sending): boolean {
  if ((path.to.get(fn)?.length ?? FAR) > FAR - 1 && !path.loops.includes(fn)) return false;
  const out = fn.exits.some((e) => e.kind === 'return' && at.line <= e.line && e.line <= at.line + NEAR);
  const ends = map.loops.filter((l) => l.fn === fn.id).map((l) => endOf(fn, l.site.line));
  const runs = fn.calls
    .filter((c) => c.targets.some((t) => path.to.has(t) || path.loops.includes(t)))
    .map((c) => c.fact.line);
  const behind = [...ends, ...(code.function(fn.id) === undefined || path.loops.includes(fn) ? [] : runs)];
  return out || behind.some((line) => at.line > line);
}

function endOf(fn: FunctionNode, line: number): number {
  return fn.loops.find((l) => l.line === line)?.endLine ?? line;
}
