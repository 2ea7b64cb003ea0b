import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { pythonAgent, pythonExample } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import { besideMessages, isProper, type LogRecord, recorded, records, saysAll, withNodes } from '../kit/logs.js';

const CONFIGURE = `
  import structlog

  structlog.configure(
      processors=[structlog.processors.TimeStamper(fmt="iso"), structlog.processors.JSONRenderer()],
      logger_factory=structlog.WriteLoggerFactory(file=open("agent.log", "a")),
  )
  log = structlog.get_logger()
`;

export const criterion: Criterion = {
  id: 'event-log/correlated',
  title: 'Ids on every record',
  statement:
    'Log records carry the id of their session, turn or call, so that the story of one run can be put together again.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact: 'With two runs at a time, or one resumed the next day, the log is a heap of lines that belong to nobody.',
  fix: 'Create the session id once, bind it into the logger, and add the id of the tool call to records about tools.',
  effort: 'hours',
  confirm: {
    given: 'two runs of {loop} that write to the same log at the same time',
    when: 'the log is grouped by session id',
    then: 'it splits into exactly 2 groups, and each tool result shares its call id with 1 tool start',
  },
  signals: 'Log records or bound loggers that include a session, run, turn, trace or call id.',
  judge,
  pass: pythonExample('a logger bound to the session, with the id of each call', {
    'small_agent/logs.py': CONFIGURE,
    'small_agent/agent.py': pythonAgent({
      imports: 'from uuid import uuid4\n\nfrom small_agent.logs import log',
      begin: 'session_log = log.bind(session_id=str(uuid4()))',
      reply: 'session_log.info("model_replied", output_tokens=reply.usage.output_tokens)',
      afterTool: 'session_log.info("tool_finished", call_id=call.id, tool=call.name, size=len(content))',
    }),
  }),
  fail: pythonExample('records that belong to nobody', {
    'README.md': '# Small agent\n\nEvery log line carries the session id and the call id.\n',
    'small_agent/logs.py': CONFIGURE,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.logs import log',
      reply: 'log.info("model_replied", output_tokens=reply.usage.output_tokens)',
      afterTool: 'log.info("tool_finished", tool=call.name, size=len(content))',
    }),
  }),
};

const ID =
  /\b\w*(session|run|turn|trace|call|thread|request|prompt|conversation|task|correlation|span|step|plan|build)_?\.?id\b/i;
/** Fields of a record that hold an id by their name alone. */
const WHOLE = /^(session|run|turn|trace|span|call|thread|conversation|correlation)$/i;
/** Calls that give an id to every record that follows. */
const BINDS = /^(bind|child|With|with|with_context|bind_contextvars|contextualize|LoggerAdapter)$/;
const SPANS = /(^|::)(\w+_)?span!$/;
/** An id passed under whatever name, unless it names what took part rather than what happened. */
const SOME_ID = /^[\w.]*?(\w*)[._]?(id|ID|I[dD]\.get\(\)|id\.get\(\))$/;
const PARTIES = ['model', 'user', 'provider', 'tool', 'agent', 'client', 'process', 'org', 'tenant', 'customer'];

function judge(context: JudgeContext): Judgement {
  const { code } = context;
  const sinks = withNodes(context, context.map.logs).filter((l) => l.role === 'writer');
  const used = records(context);
  const told = [...used, ...sinks].filter((r) => hasId(context, r));
  const byRole = [...told].sort((a, b) => Number(b.role === 'writer') - Number(a.role === 'writer'));
  const shown = byRole.filter((r) => showsId(r));
  const all = shown.length > 0 ? [...shown, ...byRole.filter((r) => isProper(r) && !shown.includes(r))] : byRole;
  const bound = code.calls.filter(
    (c) =>
      ((BINDS.test(c.fact.name) && /log/i.test(c.fact.callee)) || SPANS.test(c.fact.callee)) &&
      c.fact.args.some(
        (a) => ID.test(`${a.name ?? ''} ${a.text}`) || WHOLE.test(a.name ?? (a.kind === 'string' ? a.text : '')),
      ),
  );
  const proper = all.filter(isProper);
  const ofMessages = besideMessages(context);
  const missing = used.filter((r) => isProper(r) && !all.includes(r) && !ofMessages(r)).length;
  const most = bound.length > 0 || proper.some((r) => r.role === 'writer') || proper.length >= missing;
  const signals = [
    ...bound.map(({ fact, fn }) => ({
      strength: 'full' as const,
      file: fn.file.path,
      line: fact.line,
      note: 'binds an id to the records that follow',
      fn,
    })),
    ...proper.map((r) => recorded(r, most ? 'full' : 'half', 'record with an id')),
    ...all
      .filter((r) => !isProper(r))
      .slice(0, 2)
      .map((r) => recorded(r, 'half', 'line or unreceived record with an id')),
    ...streamed(context),
  ];
  return decide(code, signals, {
    met: 'Log records carry the id of their session, turn or call.',
    partial:
      'Some log lines name an id, but most do not, or as text, in one mode, or in records that nothing receives.',
    absent: 'No log record with a session, run, turn, trace or call id was found.',
  });
}

function hasId(context: JudgeContext, r: LogRecord): boolean {
  if (
    ID.test(saysAll(context, r)) ||
    ((r.role === 'writer' || r.structured) && r.says.some((s) => WHOLE.test(s) && s !== 'call'))
  )
    return true;
  if (!r.structured) return false;
  return r.says.some((s) => {
    const of = SOME_ID.exec(s)?.[0];
    return of !== undefined && /[._]|[a-z]I[dD]/.test(of) && !mentions(of, PARTIES);
  });
}

/** The id stands in what the line hands over, or in the object that its function makes. */
function showsId({ node, site, role }: LogRecord): boolean {
  const here = node.calls.filter((c) => c.fact.line <= site.line && site.line <= c.fact.endLine);
  const given = here.flatMap((c) => c.fact.args.map((a) => `${a.name ?? ''} ${a.text}`));
  const keys = node.objects
    .filter((o) => role === 'writer' || here.some((c) => c.fact.line <= o.line && o.line <= c.fact.endLine))
    .flatMap((o) => o.keys.map((k) => k.name));
  return given.some((t) => ID.test(t)) || keys.some((k) => ID.test(k) || WHOLE.test(k));
}

/** Events printed as JSON bring their ids along, as long as somebody keeps the output. */
function streamed(context: JudgeContext): ReturnType<typeof recorded>[] {
  const ids = context.map.events.some((e) => e.emitted.some((x) => x.keys.some((k) => ID.test(k))));
  const json = records(context).filter((r) => r.kind === 'console' && mentions(r.says.join(' '), ['event']));
  return ids ? json.slice(0, 1).map((r) => recorded(r, 'half', 'events with ids as JSON on the terminal')) : [];
}
