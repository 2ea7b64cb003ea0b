// Own writers: functions that put one record after another into a file or table that is a log by its name, and the
// functions of the same trade that pass records on to them. A transcript is appended to as well; it holds messages.
import type { CallNode, Codebase, FunctionNode, LogSink } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { EffectCall, Survey } from '../survey.js';
import { keepingBuses } from './event-store.js';
import { keepsKinds } from './kinds.js';

export interface Writer {
  fn: FunctionNode;
  line: number;
  kind: LogSink['kind'];
  structured: boolean;
  says: string[];
  attached: boolean;
}

const LOG = [
  'log',
  'event',
  'trac',
  'telemetr',
  'audit',
  'journal',
  'analytic',
  'metric',
  'activit',
  'span',
  'diagnostic',
];
/** Words of a log that no transcript is called by. */
const SYSTEM = ['event', 'trac', 'telemetr', 'audit', 'metric', 'span', 'analytic', 'diagnostic'];
const NO_LOG = ['login', 'logout', 'logic', 'logo', 'catalog', 'dialog', 'eventual', 'eventloop', 'logit'];
const RECORDS = [...LOG, 'record', 'track', 'capture', 'observe', 'emit', 'report'];
const TRANSCRIPT = [
  'message',
  'conversation',
  'transcript',
  'histor',
  'session',
  'chat',
  'memor',
  'checkpoint',
  'prompt',
  'turn',
];
const SERIALISES = /(^|[.:])(stringify|dumps|dump|to_string|to_writer|to_vec|Marshal|Encode|model_dump_json|json!)$/;
/** How a database guards its own writes. */
const DATABASE_JOURNAL = /journal_mode\W*\w*/gi;
const LEVELS_OF_CALLERS = 3;
const WRAPPER_LINES = 12;

/** Functions that append or insert records of a log, and those that hand records on to them. */
export function ownWriters(survey: Survey, records: readonly LogSink[]): Map<FunctionNode, Writer> {
  const { code } = survey;
  const writers = new Map<FunctionNode, Writer>();
  for (const [fn, effects] of survey.effectsOf) {
    const effect = effects.find((e) => appends(fn, e) && (isLog(fn, e) || keepsDiary(fn)));
    const told = effect ?? effects.find((e) => appends(fn, e) && keepsKinds(fn) && writer(code, fn, e).structured);
    if (told !== undefined) writers.set(fn, writer(code, fn, told));
  }
  for (const { fn, line, fields, medium } of keepingBuses(survey, SERIALISES)) {
    const says = [...new Set([...saidIn(fn), ...fields, 'event'])];
    if (!writers.has(fn))
      writers.set(fn, { fn, line, kind: medium, structured: true, says, attached: isAttached(code, fn) });
  }
  for (const [fn, known] of [...writers])
    for (const sibling of siblings(code, fn)) if (!writers.has(sibling)) writers.set(sibling, alike(known, sibling));
  for (const sink of records) {
    const fn = recorderAround(code.function(sink.fn));
    if (fn === undefined || sink.role !== 'record' || writers.has(fn)) continue;
    const { kind, says, structured, attached } = sink;
    if ((kind === 'telemetry' && passesOn(fn)) || (kind === 'logger' && wraps(fn, sink)))
      writers.set(fn, { fn, line: sink.site.line, kind, structured, says, attached });
  }
  for (let level = 0; level < LEVELS_OF_CALLERS; level++) addCallers(code, writers);
  return writers;
}

function appends(fn: FunctionNode, { pattern, call }: EffectCall): boolean {
  if (pattern.store === 'append' || pattern.store === 'insert') return true;
  return pattern.class === 'write' && WRITES.test(call.fact.callee) && appendsElsewhere(fn);
}

const WRITES = /(^|[.:])(write|write_all|writeln!|write!|Write|WriteString)$/;

const writes = ({ fact }: CallNode): boolean => WRITES.test(fact.callee) && !/std(out|err)/i.test(fact.callee);

/** Methods that write to what a method of the same type opened. */
function siblings(code: Codebase, fn: FunctionNode): FunctionNode[] {
  const { owner } = fn.fact;
  if (owner === undefined) return [];
  return code.functions.filter(
    (other) => other !== fn && other.fact.owner === owner && other.file === fn.file && other.calls.some(writes),
  );
}

function alike(known: Writer, fn: FunctionNode): Writer {
  const line = fn.calls.find(writes)?.fact.line ?? fn.fact.line;
  const structured = known.structured || fn.calls.some((c) => SERIALISES.test(c.fact.callee));
  return { ...known, fn, line, structured, says: saidIn(fn) };
}

/** A stream or handle that another method of the same type opened for appending. */
function appendsElsewhere(fn: FunctionNode): boolean {
  return fn.words.has('append') || fn.strings.some((s) => s.value === 'a' || s.value === 'ab');
}

function isLog(fn: FunctionNode, { call }: EffectCall): boolean {
  const own = `${fn.fact.owner ?? ''} ${fn.fact.name}`;
  const place = [
    own,
    fn.file.path.split('/').at(-1) ?? '',
    ...fn.strings.map((s) => s.value.replace(DATABASE_JOURNAL, '')),
    ...call.fact.args.map((a) => a.text.replace(DATABASE_JOURNAL, '')),
  ];
  const speaks = mentions(place.join(' '), LOG) && !mentions(own, NO_LOG);
  const holdsMessages = mentions(`${own} ${fn.fact.params.map((p) => p.name).join(' ')}`, TRANSCRIPT);
  return speaks && (!holdsMessages || mentions(own, SYSTEM));
}

const CLOCKS = /(^|[.:])(Date|toISOString|now|utcnow|Now|Utc::now|Local::now|time|time_ns|isoformat|to_rfc3339)$/;

/** Whatever it is called: each record is data with the time of writing, made here, and holds no message. */
export function keepsDiary(fn: FunctionNode): boolean {
  const dated = fn.calls.some((c) => CLOCKS.test(c.fact.callee));
  const keys = fn.objects.flatMap((o) => o.keys);
  const stamped = fn.calls.some((c) => SERIALISES.test(c.fact.callee)) && keys.length > 2;
  const given = fn.fact.params.map((p) => `${p.name} ${p.type ?? ''}`).join(' ');
  return dated && stamped && !mentions(`${given} ${keys.map((k) => k.name).join(' ')}`, ['message', 'role', 'content']);
}

function writer(code: Codebase, fn: FunctionNode, { pattern, call }: EffectCall): Writer {
  const serialised =
    fn.calls.some((c) => SERIALISES.test(c.fact.callee)) ||
    call.fact.args.some((a) => /stringify|dumps|to_string|Marshal/.test(a.text));
  return {
    fn,
    line: call.fact.line,
    kind: pattern.medium === 'database' ? 'database' : 'file',
    structured: serialised || pattern.medium === 'database',
    says: saidIn(fn),
    attached: isAttached(code, fn),
  };
}

const passesOn = (fn: FunctionNode): boolean =>
  fn.fact.params.length > 0 &&
  fn.fact.kind !== 'module' &&
  mentions(fn.fact.name, RECORDS) &&
  !mentions(fn.fact.name, NO_LOG);

/** What a recorder hands to a buffer, as a function to be run later, is its own record. */
function recorderAround(fn: FunctionNode | undefined): FunctionNode | undefined {
  const { parent } = fn ?? {};
  return fn?.fact.name.startsWith('<') && parent !== undefined && passesOn(parent) ? parent : fn;
}

/** All it does is log: the message is what it was given, and so is the rest. */
function wraps(fn: FunctionNode, { site }: LogSink): boolean {
  const bare = (text: string): string => text.replace(/^[*.]+/, '');
  const given = new Set(fn.fact.params.map((p) => bare(p.name)));
  const passed = fn.calls.some(({ fact: { line, args } }) => {
    const [first, second] = args;
    const message = first !== undefined && /^(ctx|context)$/.test(first.text) ? second : first;
    return line === site.line && message?.kind === 'reference' && given.has(bare(message.text));
  });
  const others = fn.calls.filter((c) => c.fact.line !== site.line);
  return (
    passed &&
    others.length < 2 &&
    fn.assignments.length < 2 &&
    fn.fact.kind !== 'module' &&
    fn.loops.length === 0 &&
    fn.fact.endLine - fn.fact.line < WRAPPER_LINES
  );
}

/** Callers that are named like recorders and hand on what they are given. */
function addCallers(code: Codebase, writers: Map<FunctionNode, Writer>): void {
  for (const [fn, known] of [...writers])
    for (const caller of fn.callers) {
      if (!caller.inScope || writers.has(caller) || !passesOn(caller)) continue;
      const call = caller.calls.find((c) => c.targets.includes(fn));
      if (call === undefined) continue;
      const attached = known.attached && isAttached(code, caller);
      writers.set(caller, {
        ...known,
        fn: caller,
        line: call.fact.line,
        says: [...new Set([...saidIn(caller), ...known.says])],
        attached,
      });
    }
}

/** Keys of the objects that the function makes. */
function saidIn(fn: FunctionNode): string[] {
  return [...new Set(fn.objects.flatMap((o) => o.keys.map((k) => k.name)))];
}

/** A free function always is; a method is when something other than its own type makes an object of the type. */
export function isAttached(code: Codebase, fn: FunctionNode): boolean {
  const { owner } = fn.fact;
  if (owner === undefined) return true;
  return (
    code.functions.some(
      (other) =>
        other.fact.owner !== owner &&
        (other.calls.some((c) => makes(c, owner)) ||
          other.objects.some((o) => o.typeName?.split(/::|\./).at(-1) === owner)),
    ) || code.values.some((v) => v.fact.callee?.split(/::|\./).includes(owner) === true)
  );
}

function makes(call: CallNode, owner: string): boolean {
  if (call.fact.isNew && call.fact.name === owner) return true;
  const receiver = call.fact.receiver.split(/::|\./).at(-1);
  return receiver === owner || call.fact.callee === owner || call.fact.name === `New${owner}`;
}
