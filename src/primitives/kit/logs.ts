// Questions about what a harness records of itself. The terminal is read by whoever happens to sit there, so console
// sentences count for nothing here; a console line that is JSON is a stream that somebody may keep.
import type { CallNode, FunctionNode, JudgeContext, LogSink } from '../../contracts.js';
import { mentions } from '../../words.js';
import { distance } from './events.js';
import type { Signal } from './judgement.js';

export interface LogRecord extends LogSink {
  node: FunctionNode;
}

/** Records left while a run goes on, on the way to it, where tools run, or where the run's events are listened to. */
export function records(context: JudgeContext): LogRecord[] {
  const { path } = context;
  const listening = listeners(context);
  const running = (fn: FunctionNode): boolean =>
    path.from.has(fn) ||
    path.to.has(fn) ||
    path.tools.has(fn) ||
    listening.has(fn) ||
    (fn.parent !== undefined && running(fn.parent));
  const told = (l: LogRecord): boolean =>
    l.kind !== 'console' || (l.structured && (path.from.has(l.node) || mentions(l.says.join(' '), ['event', 'step'])));
  return withNodes(context, context.map.logs)
    .filter((l) => l.role === 'record' && running(l.node) && told(l))
    .sort((a, b) => distance(context, a.node) - distance(context, b.node));
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
  const made = says.flatMap((s) => /^(?:new )?([A-Z]\w+)(?:::\w+)?\(/.exec(s)?.[1] ?? []);
  const node = code.function(fn);
  const bound = node?.calls.filter((c) => c.fact.isNew && says.includes(c.fact.result ?? '')).map((c) => c.fact.name);
  const names = new Set([...made, ...(bound ?? [])]);
  const members = code.types.filter((t) => names.has(t.fact.name)).flatMap((t) => t.fact.members.map((m) => m.name));
  return [...says, ...names, ...members].join(' ');
}

/** A record as a signal. */
export function recorded({ site, node }: LogRecord, strength: Signal['strength'], note: string): Signal {
  return { strength, file: site.file, line: site.line, note, fn: node };
}
