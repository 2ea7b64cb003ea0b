// Questions about what a harness records of itself. The terminal is read by whoever happens to sit there, so console
// sentences count for nothing here; a console line that is JSON is a stream that somebody may keep.
import type { CallNode, FunctionNode, JudgeContext, LogSink } from '../../contracts.js';
import { mentions } from '../../words.js';
import { distance } from './events.js';
import type { Signal } from './judgement.js';

export interface LogRecord extends LogSink {
  node: FunctionNode;
}

/**
 * Records left while a run goes on, on the way to it, where tools run, or where the run's events are listened to. Those of the
 * main loop come first; complaints about something that went wrong come last.
 */
export function records(context: JudgeContext): LogRecord[] {
  const { path } = context;
  const listening = listeners(context);
  const running = (fn: FunctionNode): boolean =>
    path.from.has(fn) ||
    path.to.has(fn) ||
    path.tools.has(fn) ||
    listening.has(fn) ||
    (fn.parent !== undefined && running(fn.parent));
  const far = standing(context);
  const told = (l: LogRecord): boolean => l.kind !== 'console' || (l.structured && (tells(l) || far(l.node) < AMID));
  return recordsLeft(context)
    .filter((l) => running(l.node) && told(l))
    .sort((a, b) => Number(complains(a)) - Number(complains(b)) || far(a.node) - far(b.node));
}

/** Every record, without what a recorder does with those it is given. */
export function recordsLeft(context: JudgeContext): LogRecord[] {
  const all = withNodes(context, context.map.logs);
  const writers = all.filter((l) => l.role === 'writer');
  const within = ({ node, kind }: LogRecord): boolean =>
    writers.some((w) => w.kind === kind && (w.node === node || w.node === node.parent));
  return all.filter((l) => l.role === 'record' && !within(l));
}

/** JSON on the terminal is the answer of a command, unless it says what sort of event it is. */
const tells = ({ says }: LogRecord): boolean => mentions(says.join(' '), ['event', 'step']);

/** Steps within which a function belongs to the main loop's own turn. */
const AMID = 3;
/** Only other loops, or what runs a command, lead there. */
const BESIDE = 6;

/** How far a function stands from the main loop; what only other loops, or runners of commands, reach is beside it. */
export function standing(context: JudgeContext): (fn: FunctionNode) => number {
  const { code, path } = context;
  const main = code.reach(path.loops.slice(0, 1), 8);
  return (fn) => {
    const way = main.get(fn);
    if (way !== undefined) return way.length - 1;
    return distance(context, fn) + BESIDE + (path.from.has(fn) || path.to.has(fn) ? 0 : BESIDE);
  };
}

const ALARM = /^(warn(ing)?|error|exception|critical|fatal|panic)(f|ln|w|_once|Context)?!?$/i;
const NOT_FOUND = /\b(not found|no (\w+ ){1,3}found|does(n't| not) exist|timed out)\b/i;
const ALARMED =
  /^\W*(\w+\W+)?(errors?|warning|failed|failure|unable|could not|couldn't|cannot|can't|missing|invalid)\b/i;

/** Tells that something went wrong, by its level or its first words. */
export function complains({ kind, node, site, says }: LogRecord): boolean {
  if (kind === 'console') return false;
  const message = says[0] ?? '';
  const alarms = node.calls.some((c) => c.fact.line === site.line && ALARM.test(c.fact.name));
  return alarms || ALARMED.test(message) || NOT_FOUND.test(message);
}

/** Does a text line hold something of this run? A constant sentence tells that a place was reached, not what was chosen. */
export function holdsValue({ structured, says }: LogRecord): boolean {
  const [message = '', ...rest] = says;
  const given = rest.filter((t) => !/^(\w+\.)*(level|style|end|file)$|^LogLevel\b|^(\w+::)?Level::/i.test(t));
  return (
    structured || /\{[^}]*\}|%[-+#]?\d*[a-z]|^[\w.]+$|\(/i.test(message) || given.some((t) => /^[\w.[\]()&*]+$/.test(t))
  );
}

/** The first of each key, in order. */
export function firstOfEach<R>(list: readonly R[], key: (item: R) => string): R[] {
  const seen = new Set<string>();
  return list.filter((item) => !seen.has(key(item)) && seen.add(key(item)) !== undefined);
}

const SUBSCRIBES = /^(on|once|addListener|addEventListener|subscribe|listen|prependListener)$/;

/** Functions registered for an event that the run sends, and what they call. */
export function listeners({ code, map }: JudgeContext): ReadonlySet<FunctionNode> {
  const sent = new Set(map.events.flatMap((e) => e.emitted.map((x) => x.variant)));
  if (sent.size === 0) return new Set();
  const registered = code.functions.filter((fn) => {
    const given = fn.fact.argumentOf === undefined ? undefined : fn.file.calls[fn.fact.argumentOf];
    const [name] = given?.args ?? [];
    return given !== undefined && SUBSCRIBES.test(given.name) && name?.kind === 'string' && sent.has(name.text);
  });
  return new Set(code.reach(registered, 2).keys());
}

/** Sinks with the function they stand in. */
export function withNodes({ code }: JudgeContext, sinks: LogSink[]): LogRecord[] {
  return sinks.flatMap((sink) => {
    const node = code.function(sink.fn);
    return node === undefined ? [] : [{ ...sink, node }];
  });
}

/** Data in a log of its own, written by something that exists at run time. */
export function isProper({ structured, kind, attached }: LogSink): boolean {
  return structured && kind !== 'console' && attached;
}

/**
 * Does the record go where the conversation is kept as well? A file that holds both is the transcript, however typed its
 * other lines are.
 */
export function besideMessages({ code }: JudgeContext): (record: LogRecord) => boolean {
  const calls = (fn: FunctionNode, line: number): CallNode[] =>
    fn.calls.filter((c) => c.fact.line <= line && line <= c.fact.endLine && c.targets.length > 0);
  return ({ node, site, kind }) => {
    if (kind !== 'file' && kind !== 'database') return false;
    const to = new Set(calls(node, site.line).flatMap((c) => c.targets));
    return code.calls.some((c) => c.targets.some((t) => to.has(t)) && givesMessage(c));
  };
}

function givesMessage({ fn, fact }: CallNode): boolean {
  const keys = fact.args.flatMap((a) => (a.object === undefined ? [] : (fn.file.objects[a.object]?.keys ?? [])));
  return keys.some((k) => k.name === 'role' || (k.name === 'message' && k.kind === 'reference'));
}

/** What a record says, with the fields of the classes it is made of. */
export function saysAll({ code }: JudgeContext, { says, fn }: LogSink): string {
  const made = says.flatMap((s) => /^(?:new )?(?:[a-z]\w*\.)?([A-Z]\w+)(?:::\w+)?\(/.exec(s)?.[1] ?? []);
  const node = code.function(fn);
  const bound = node?.calls
    .filter((c) => says.includes(c.fact.result ?? ''))
    .flatMap((c) => (c.fact.isNew ? c.fact.name : c.fact.result === says[1] ? answeredBy(c) : []));
  const names = withBases(code, new Set([...made, ...(bound ?? [])]));
  const members = code.types.filter((t) => names.has(t.fact.name)).flatMap((t) => t.fact.members.map((m) => m.name));
  return [...says, ...names, ...members].join(' ');
}

/** Types that a call answers with: the record is that answer, where it is all that is put away. */
const answeredBy = ({ targets }: CallNode): string[] =>
  targets.flatMap((t) => t.fact.returns?.match(/[A-Z]\w*/g) ?? []);

function withBases(code: JudgeContext['code'], names: ReadonlySet<string>): Set<string> {
  const bases = code.types
    .filter((t) => names.has(t.fact.name))
    .flatMap((t) => t.fact.bases.map((b) => b.replace(/^.*\./, '')));
  return new Set([...names, ...bases]);
}

/** A record as a signal. */
export function recorded({ site, node }: LogRecord, strength: Signal['strength'], note: string): Signal {
  return { strength, file: site.file, line: site.line, note, fn: node };
}
