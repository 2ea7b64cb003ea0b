// One access to storage is often several calls: open and write, write and rename, a wrapper and its caller. They are
// drawn together here, at the place that knows what is stored.
import type { ArgFact, CallNode, FunctionNode, Store } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { EffectCall, Survey } from '../survey.js';
import { type Row, rowOf } from './rows.js';
import { givesBack, operationOf, statementOf, subjectOf, toldBy } from './statements.js';

export interface Access {
  fn: FunctionNode;
  line: number;
  op: Store['op'];
  medium: Store['medium'];
  /** Expressions that are written, or names that what was read is given to. */
  data: string[];
  /** File name, path or statement. */
  place: string[];
  /** Columns of the row that a statement writes. */
  columns?: string[];
  /** The same, where a query builder is given the row. */
  row?: Row['carries'];
}

const OPENS = /^(open|openSync|createWriteStream|OpenFile|Create|CreateTemp|create|create_new|append|truncate|Open)$/;
const WRITES =
  /^(write|writeSync|writeFile|writelines|dump|safe_dump|writeln!|write!|write_all|Write|WriteString|Fprint\w*|Encode|to_writer\w*|end|appendFile)$/;
/** Writes to a handle: where that leads is said by whoever opened it, and it may be the terminal. */
const TO_HANDLE = /^(dump|safe_dump|to_writer\w*|into_writer|serialize_into)$/;
const TEMPORARY = ['tmp', 'temp', 'temporary', 'staging', 'partial', 'swap'];
/** Longer strings are cut in the facts, and with them the end of a statement. */
const CUT = 119;
const LIFT_DEPTH = 2;
const MOST_CALLERS = 10;

/** Accesses of a function, handles and renames drawn together. */
export function accessesOf(survey: Survey, fn: FunctionNode): Access[] {
  const effects = (survey.effectsOf.get(fn) ?? []).filter((e) => isAccess(e));
  const renames = effects.filter((e) => e.pattern.store === 'rename');
  const plain = effects.filter((e) => e.pattern.store !== 'rename' && !TO_HANDLE.test(e.call.fact.name));
  const own = plain.flatMap((e) => asked(fn, e) ?? heldHandle(survey, fn, e) ?? [access(fn, e, survey)]);
  const written = own.filter((a) => a.op === 'overwrite');
  return [...own, ...renames.flatMap((e) => renamed(survey, fn, e, written))];
}

function isAccess({ pattern }: EffectCall): boolean {
  return pattern.store !== undefined && pattern.store !== 'delete';
}

function access(fn: FunctionNode, { call, pattern }: EffectCall, survey?: Survey): Access {
  const { fact } = call;
  const medium = pattern.medium ?? (pattern.class === 'database' ? 'database' : 'file');
  const op = pattern.store === 'delete' || pattern.store === undefined ? 'overwrite' : pattern.store;
  const at = { fn, line: fact.line, op, medium };
  if (op === 'read')
    return { ...at, data: [fact.result ?? ''], place: [fact.receiver, ...fact.args.map((a) => a.text)] };
  if (medium === 'database') {
    const row = survey === undefined ? undefined : rowOf(survey.code, fn, call);
    const data = [...fact.args.slice(1).map((a) => a.text), ...(row?.data ?? [])];
    return { ...at, data, place: statements(fn, call), ...(row === undefined ? {} : { row: row.carries }) };
  }
  if (OPENS.test(fact.name)) return { ...at, data: handleWrites(fn), place: besides(fn, call) };
  const data = dataOf(fact.name, fact.args);
  const place = fact.args.filter((a) => !data.includes(a)).map((a) => a.text);
  return { ...at, data: data.map((a) => a.text), place: [fact.receiver, ...place] };
}

/** A database is asked in a statement: by this function, or by those that hand it the statement. */
function asked(fn: FunctionNode, { call, class: kind, pattern }: EffectCall): Access[] | undefined {
  if (kind !== 'database' || pattern.medium !== 'database') return undefined;
  const told = statementOf(fn, call) === undefined ? toldBy(fn, call) : [{ fn, call }];
  return told.length === 0 ? undefined : told.flatMap((t) => byStatement(t.fn, t.call));
}

function byStatement(fn: FunctionNode, call: CallNode): Access[] {
  const statement = statementOf(fn, call) ?? '';
  const op = operationOf(statement);
  const { fact } = call;
  const at = {
    fn,
    line: fact.line,
    medium: 'database' as const,
    place: [fact.receiver, subjectOf(statement)],
    columns: subjectOf(statement).split(' ').slice(1),
  };
  const data = fact.args
    .filter((a) => a.kind !== 'string' && !statement.startsWith(a.text.slice(0, 40)))
    .map((a) => a.text);
  const read: Access = { ...at, op: 'read', data: [fact.result ?? ''] };
  if (op === undefined) return [];
  if (op === 'read') return [read];
  return givesBack(statement) ||
    (statement.length >= CUT && /^[\s`'"(]*update\b/i.test(statement) && /^Query/.test(fact.name))
    ? [{ ...at, op, data }, read]
    : [{ ...at, op, data }];
}

/** A handle that is opened once and kept: the methods of the same type that write to it are the writes. */
function heldHandle(survey: Survey, fn: FunctionNode, effect: EffectCall): Access[] | undefined {
  const { owner } = fn.fact;
  const opened = access(fn, effect);
  const opens = OPENS.test(effect.call.fact.name) && (opened.op === 'append' || opened.op === 'overwrite');
  if (owner === undefined || !opens || handleWrites(fn).length > 0) return undefined;
  const writers = survey.code.functions.filter((f) => f !== fn && f.fact.owner === owner && f.file === fn.file);
  const writes = writers.flatMap((f): Access[] => {
    const call = f.calls.find((c) => WRITES.test(c.fact.name) && /^(self|this|\w+)\.\w+$/.test(c.fact.receiver));
    return call === undefined ? [] : [{ ...opened, fn: f, line: call.fact.line, data: handleWrites(f) }];
  });
  return writes.length > 0 ? writes : undefined;
}

/** Method of a path object, or a dump of data to a handle: data first. Function of a path and data: data second. */
function dataOf(name: string, args: ArgFact[]): ArgFact[] {
  const positional = args.filter((a) => a.name === undefined);
  const first = /^(write_text|write_bytes|dump|WriteString|to_writer\w*|put)$/.test(name) || positional.length === 1;
  const data = positional[first ? 0 : 1];
  return data === undefined ? [] : [data];
}

function handleWrites(fn: FunctionNode): string[] {
  return fn.calls.filter((c) => WRITES.test(c.fact.name)).flatMap((c) => c.fact.args.map((a) => a.text));
}

/** Arguments of the calls on the same line: a builder says the path in another call than the mode. */
function besides(fn: FunctionNode, call: CallNode): string[] {
  const same = fn.calls.filter((c) => c.fact.line <= call.fact.line && call.fact.line <= c.fact.endLine);
  return [call.fact.receiver, ...same.flatMap((c) => c.fact.args.map((a) => a.text))];
}

/** A statement is an argument, or a local string that the argument names. */
function statements(fn: FunctionNode, { fact }: CallNode): string[] {
  const sql = fn.strings.filter(
    (s) => Math.abs(s.line - fact.line) <= 12 && /\b(into|update|from|table)\b/i.test(s.value),
  );
  return [fact.receiver, ...fact.args.slice(0, 2).map((a) => a.text), ...sql.map((s) => s.value.slice(0, 80))];
}

/** The rename that ends a write is the write; one that moves an existing file stores nothing. */
function renamed(survey: Survey, fn: FunctionNode, { call, pattern }: EffectCall, written: Access[]): Access[] {
  const at = { fn, line: call.fact.line, op: 'rename' as const, medium: pattern.medium ?? 'file' };
  const texts = call.fact.args.map((a) => a.text);
  if (!/^(rename|renames|renameSync|replace|move|moveSync|Rename|persist\w*|commit)$/.test(call.fact.name)) {
    const data = dataOf(call.fact.name, call.fact.args);
    return [{ ...at, data: data.map((a) => a.text), place: texts }];
  }
  const before = written.filter((w) => w.line <= call.fact.line);
  const temporary =
    mentions([call.fact.receiver, ...texts].join(' '), TEMPORARY) || pattern.suffix.startsWith('persist');
  const elsewhere = fn.calls.flatMap((c) =>
    c.targets.filter((t) => survey.effectsOf.get(t)?.some((e) => e.class === 'write')),
  );
  if (before.length === 0 && !(temporary && (elsewhere.length > 0 || handleWrites(fn).length > 0))) return [];
  const data =
    before.length > 0 ? before.flatMap((w) => w.data) : [...handleWrites(fn), ...fn.fact.params.map((p) => p.name)];
  for (const w of before) w.op = 'rename';
  return before.length > 0 ? [] : [{ ...at, data, place: texts }];
}

/** The same access seen from the callers: a wrapper that writes whatever it is given knows nothing of it. */
export function lift(access: Access, depth = LIFT_DEPTH): Access[] {
  const callers = access.fn.callers.filter((c) => c.inScope && c !== access.fn);
  if (depth === 0 || callers.length > MOST_CALLERS) return [];
  return callers.flatMap((caller) =>
    caller.calls
      .filter((c) => c.targets.includes(access.fn))
      .map((c) => {
        const texts = c.fact.args.map((a) => a.text);
        const result = access.op === 'read' ? [c.fact.result ?? ''] : texts;
        return { ...access, fn: caller, line: c.fact.line, data: result, place: [c.fact.receiver, ...texts] };
      }),
  );
}
