// Questions about what a harness records of itself. The terminal is read by whoever happens to sit there, so console
// sentences count for nothing here; a console line that is JSON is a stream that somebody may keep.
import type { FunctionNode, JudgeContext, LogSink } from '../../contracts.js';
import type { Signal } from './judgement.js';

export interface LogRecord extends LogSink {
  node: FunctionNode;
}

/** Records left while a run goes on, on the way to it, or where tools run. */
export function records(context: JudgeContext): LogRecord[] {
  const { path } = context;
  const running = (fn: FunctionNode): boolean =>
    path.from.has(fn) || path.to.has(fn) || path.tools.has(fn) || (fn.parent !== undefined && running(fn.parent));
  return withNodes(context, context.map.logs).filter(
    (l) => l.role === 'record' && running(l.node) && (l.kind !== 'console' || l.structured),
  );
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
