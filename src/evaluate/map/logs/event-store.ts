// A bus that keeps what it delivers: every event is put away as data before those who listen hear of it. That is a log of
// the run, told by structure, whatever the bus and its file are called.
import type { CallNode, Codebase, FunctionNode, TypeNode } from '../../../contracts.js';
import { isOfBus, reachDirectly } from '../graph/delivery.js';
import { baseName } from '../graph/symbols.js';
import type { Survey } from '../survey.js';

/** Steps from the bus over a store of its own to the write. */
const DEPTH = 3;
const BASES = 3;

/** A method of a bus that puts events away. */
export interface Keeping {
  fn: FunctionNode;
  line: number;
  /** Fields of what it puts away. */
  fields: string[];
  medium: 'file' | 'database';
}

/** Methods of a bus that serialise what they are given and write it. `serialises` matches the names of such calls. */
export function keepingBuses(survey: Survey, serialises: RegExp): Keeping[] {
  return survey.code.functions.flatMap((fn) => {
    if (!isOfBus(fn)) return [];
    const given = fn.fact.params.flatMap((p) => typesIn(survey.code, p.type));
    const put = fn.calls.find((c) => serialises.test(c.fact.callee));
    const write = fn.calls.find((c) => c !== put && storeOf(survey, c) !== undefined);
    const [event] = given;
    if (event === undefined || put === undefined || write === undefined) return [];
    const medium = storeOf(survey, write) ?? 'file';
    return [{ fn, line: write.fact.line, fields: fieldsOf(survey.code, event, BASES), medium }];
  });
}

function storeOf(survey: Survey, call: CallNode): Keeping['medium'] | undefined {
  const own = survey.effects.filter((e) => e.call === call);
  const behind = [...reachDirectly(call.targets, DEPTH).keys()].flatMap((fn) => survey.effectsOf.get(fn) ?? []);
  const kept = [...own, ...behind].find((e) => e.class === 'write' || e.class === 'database');
  return kept === undefined ? undefined : kept.pattern.medium === 'database' ? 'database' : 'file';
}

function typesIn(code: Codebase, text: string | undefined): TypeNode[] {
  const words = new Set(text?.match(/\w+/g) ?? []);
  return code.types.filter((t) => words.has(t.fact.name) && t.fact.kind !== 'enum');
}

function fieldsOf(code: Codebase, type: TypeNode, depth: number): string[] {
  const own = type.fact.members.filter((m) => m.kind === 'field').map((m) => m.name);
  const bases = depth === 0 ? [] : code.types.filter((t) => type.fact.bases.map(baseName).includes(t.fact.name));
  return [...new Set([...own, ...bases.flatMap((b) => fieldsOf(code, b, depth - 1))])];
}
