// Where the harness leaves a record of what it does, apart from the transcript: logging libraries, telemetry, own
// writers to a file or table, and the terminal. A console line is a record too, but the poorest one.
import type { ArgFact, CallNode, Codebase, FunctionNode, KeyFact, LogSink } from '../../contracts.js';
import { mentions } from '../../words.js';
import { isNamedBy, modulesMatch } from './framework-match.js';
import { chainOf, hasFields } from './logs/fields.js';
import { DESTINATIONS, LEVELS, LOGGING } from './logs/libraries.js';
import { ownWriters, type Writer } from './logs/writers.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';

const SETS_UP = /Provider$|SDK$|^(register\w*|init|configure|Langfuse|wrap\w*|instrument\w*|set\w*Provider)$/;
const PRINTS =
  /(^|[.:])(console\.(log|info|error|warn|debug)|stdout\.write|stderr\.write|print|println!|eprintln!|Println|Printf|Fprintln)$/;
const LEVEL_MACROS = /(^|::)(trace|debug|info|warn|error|event)!$/;
const STANDARD = /\bstd(err|out)\b|\bdiscard\b/i;
/** A chain that ends here leaves one record: `log.Info().Str("tool", name).Msg("done")`. */
const ENDS_CHAIN = /\.(Trace|Debug|Info|Warn|Error|Fatal|Log)\(\)(\..*)?\.(Msgf?|Send)$/;
/** Rust's plain `to_string` writes out a value for people. */
const SERIALISED = /JSON\.stringify|json\.dumps|json::to_string|to_json_string|model_dump_json|json\.Marshal/;

/** Log records, own writers and attached destinations of the scope, by file and line. */
export function findLogs(survey: Survey): LogSink[] {
  const { code } = survey;
  const direct = [...telemetry(survey), ...code.calls.flatMap((call) => fromLibrary(survey, call) ?? [])];
  const writers = ownWriters(survey, direct);
  const inner = new Set(
    [...writers.values()]
      .filter((w) => w.kind === 'logger' || w.kind === 'telemetry')
      .map((w) => siteOf(w.fn.file.path, w.line)),
  );
  const left = direct.filter((s) => !inner.has(siteOf(s.site.file, s.site.line)));
  const taken = new Set(left.map((s) => siteOf(s.site.file, s.site.line)));
  const own = [...writers.values()].map((w) => asSink(code, w, 'writer', w.fn, w.line, w.says));
  const records = code.calls.flatMap((call) => toWriter(code, call, writers) ?? []);
  const fresh = (s: LogSink): boolean => !taken.has(siteOf(s.site.file, s.site.line));
  return unique([
    ...left,
    ...formatters(survey),
    ...records,
    ...own.filter(fresh),
    ...code.calls.flatMap((c) => printed(code, c) ?? []),
  ]);
}

const siteOf = (file: string, line: number): string => `${file}:${line}`;

function unique(sinks: LogSink[]): LogSink[] {
  const rank = (s: LogSink): number => (s.role === 'set-up' ? 2 : 0) + (s.kind === 'console' ? 0 : 1);
  const best = new Map<string, LogSink>();
  for (const s of sinks) {
    const key = `${s.site.file}:${s.site.line}:${s.role}`;
    const known = best.get(key);
    if (known === undefined || rank(s) > rank(known)) best.set(key, s);
  }
  return [...best.values()].sort((a, b) =>
    a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line,
  );
}

function telemetry(survey: Survey): LogSink[] {
  return frameworkCalls(survey, (f) => f.telemetry).map(({ call }) => ({
    ...at(survey.code, call),
    kind: 'telemetry',
    structured: true,
    says: said(call),
    role: SETS_UP.test(call.fact.name) ? 'set-up' : 'record',
    attached: true,
  }));
}

function fromLibrary(survey: Survey, call: CallNode): LogSink | undefined {
  const path = call.fact.callee.replace(/\(\)/g, '');
  const base = { ...at(survey.code, call), kind: 'logger' as const, attached: true };
  if (DESTINATIONS.test(path))
    return attachesLog(survey, call, path) ? { ...base, structured: false, says: [], role: 'set-up' } : undefined;
  if (!(LEVELS.test(call.fact.name) || ENDS_CHAIN.test(call.fact.callee)) || !isLogger(call)) return undefined;
  const { structured, named } = LOGGING[call.fn.file.language];
  const says = [...said(call), ...(isOf(survey, call, named) && isName(call.fact.args[0]) ? ['event'] : [])];
  return { ...base, structured: hasFields(call, isOf(survey, call, structured)), says, role: 'record' };
}

/** 'tool.finished' names an event, 'the tool has finished' is a sentence. */
const isName = (arg: ArgFact | undefined): boolean => arg?.kind === 'string' && /^[\w.:-]+$/.test(arg.text);

/** Python: a formatter that puts together a record of its own shapes every record that the logger leaves. */
function formatters({ code }: Survey): LogSink[] {
  return code.types
    .filter((t) => t.file.language === 'python' && t.fact.bases.some((b) => /(^|\.)Formatter$/.test(b)))
    .flatMap((t) => t.methods.filter((m) => m.fact.name === 'format' && m.objects.length > 0))
    .map((fn) => {
      const keys = fn.objects.flatMap((o) => o.keys);
      const line = fn.objects[0]?.line ?? fn.fact.line;
      const says = keys.flatMap((k) => [k.name, ...(isTold(k) ? [k.text] : [])]);
      return asSink(code, { kind: 'logger', structured: true, attached: true }, 'writer', fn, line, says);
    });
}

function attachesLog(survey: Survey, call: CallNode, path: string): boolean {
  if (call.targets.length > 0 || call.fact.args.some((a) => STANDARD.test(a.text))) return false;
  const { modules } = LOGGING[call.fn.file.language];
  return mentions(path, ['log', 'handler', 'export', 'span']) || isOf(survey, call, modules);
}

function isLogger(call: CallNode): boolean {
  const { receiver, callee } = call.fact;
  if (/^(Math|console)$/.test(receiver)) return false;
  if (isNamedBy(named(call), LOGGING[call.fn.file.language].modules)) return true;
  if (callee.endsWith('!')) return LEVEL_MACROS.test(callee);
  return (
    receiver !== '' && mentions(receiver, ['log', 'logger', 'logging']) && !mentions(receiver, ['dialog', 'catalog'])
  );
}

const named = (call: CallNode): { callee: string; module?: string } => ({
  callee: call.fact.callee,
  ...(call.module === undefined ? {} : { module: call.module }),
});

function isOf(survey: Survey, call: CallNode, modules: readonly string[]): boolean {
  return isNamedBy(named(call), modules) || survey.outside(call.fn.file).some((m) => modulesMatch(m, modules));
}

/** A call that gives a record to an own writer; the writers' calls among themselves are no records of their own. */
function toWriter(code: Codebase, call: CallNode, writers: Map<FunctionNode, Writer>): LogSink | undefined {
  if (writers.has(call.fn)) return undefined;
  const to = call.targets.map((t) => writers.get(t)).filter((w) => w !== undefined);
  const best = to.find((w) => w.attached) ?? to[0];
  if (best === undefined) return undefined;
  const structured = best.kind === 'logger' ? hasFields(call, false) || best.structured : best.structured;
  const given = best.kind === 'logger' ? best.fn.fact.params.map((p) => p.name) : [];
  const says = [call.fact.name, ...said(call), ...given];
  return asSink(code, { ...best, structured }, 'record', call.fn, call.fact.line, says);
}

function asSink(
  code: Codebase,
  { kind, structured, attached }: Pick<Writer, 'kind' | 'structured' | 'attached'>,
  role: LogSink['role'],
  fn: FunctionNode,
  line: number,
  says: string[],
): LogSink {
  return { site: code.site(fn.file.path, line), fn: fn.id, kind, structured, says, role, attached };
}

function printed(code: Codebase, call: CallNode): LogSink | undefined {
  if (call.targets.length > 0 || !PRINTS.test(call.fact.callee)) return undefined;
  const structured = call.fact.args.some((a) => SERIALISED.test(a.text));
  return { ...at(code, call), kind: 'console', structured, says: said(call), role: 'record', attached: true };
}

function at(code: Codebase, call: CallNode): { site: LogSink['site']; fn: string } {
  return { site: code.site(call.fn.file.path, call.fact.line), fn: call.fn.id };
}

/** What a record says: literal strings, field names, and the names of what is passed, here and before in its chain. */
export function said(call: CallNode): string[] {
  return [...new Set([call, ...chainOf(call)].flatMap(saidBy))];
}

function saidBy(call: CallNode): string[] {
  const { objects } = call.fn.file;
  const { line, endLine, args } = call.fact;
  const inside = objects.filter((o) => o.fn === call.fact.fn && line <= o.line && o.endLine <= endLine);
  const macro = call.fact.name.endsWith('!')
    ? call.fn.strings.filter((s) => line <= s.line && s.line <= endLine).map((s) => s.value)
    : [];
  return [
    ...args.flatMap((a) => (a.kind === 'object' ? [] : [a.text])),
    ...args.flatMap((a) => a.name ?? []),
    ...inside.flatMap((o) => o.keys.flatMap((k) => [k.name, ...(isTold(k) ? [k.text] : [])])),
    ...macro,
  ];
}

/** Strings, and ids by the name they are passed under: `call.id`, `runId`. */
const isTold = ({ kind, text }: KeyFact): boolean =>
  kind === 'string' || (text.length < 60 && /(^|[._])id(\.get\(\))?$|[a-z]I[dD]$|\.ID$/.test(text));
