import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { distance } from '../kit/events.js';
import { agent, cli, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { type LogRecord, recorded, records, withNodes } from '../kit/logs.js';

const TRACING = `
  import { trace } from '@opentelemetry/api';
  import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
  import { NodeSDK } from '@opentelemetry/sdk-node';

  const sdk = new NodeSDK({ serviceName: 'small-agent', traceExporter: new OTLPTraceExporter() });
  sdk.start();

  export const tracer = trace.getTracer('small-agent');
  export const flush = () => sdk.shutdown();
`;

const MEMORY = `
  const events: { type: string; at: number; details: unknown }[] = [];

  /** Keeps a durable log: everything goes to the database. */
  export function record(type: string, details: unknown): void {
    events.push({ type, at: Date.now(), details });
  }
`;

export const criterion: Criterion = {
  id: 'event-log/durable',
  title: 'A log that outlives the process',
  statement: 'Log records end up in a file, a database or an exporter, not only on the screen or in memory.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact: 'The runs worth studying are those that crashed, and their log died with the terminal.',
  fix: 'Append each record to a JSONL file as it happens, or export it through OpenTelemetry. Console output is for people; keep it as well if you like.',
  effort: 'hours',
  confirm: {
    given: 'a run of {loop} whose process is killed after its first tool call',
    when: 'the log is read by a new process',
    then: 'the record of that tool call is there, complete and parseable',
  },
  signals: 'File appends, database inserts or telemetry exporters behind the log calls.',
  judge,
  pass: example('spans exported through OpenTelemetry', {
    'src/tracing.ts': TRACING,
    'src/cli.ts': cli({ imports: "import { flush } from './tracing.js';", after: 'await flush();' }),
    'src/agent.ts': agent({
      imports: "import { tracer } from './tracing.js';",
      beforeTool:
        "const span = tracer.startSpan('tool', { attributes: { 'tool.name': call.name, 'call.id': call.id } });",
      afterTool: "span.setAttribute('tool.output.length', content.length);\nspan.end();",
    }),
  }),
  fail: example('events in an array that dies with the process', {
    'src/log.ts': MEMORY,
    'src/agent.ts': agent({
      imports: "import { record } from './log.js';",
      begin: "record('run_started', { prompt });",
      afterTool: "record('tool_finished', { tool: call.name, characters: content.length });",
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const near = (s: LogRecord): number => distance(context, s.node);
  const sinks = withNodes(context, context.map.logs).sort((a, b) => near(a) - near(b));
  const used = records(context);
  const attached = sinks.filter((s) => s.role === 'set-up').flatMap((s) => attachedBy(context, s, used));
  const signals = [
    ...attached,
    ...written(context, sinks, used).slice(0, attached.some((s) => s.strength === 'full') ? 1 : 2),
    ...used
      .filter((r) => r.kind === 'console')
      .slice(0, 1)
      .map((r) => recorded(r, 'half', 'JSON lines on the terminal')),
    ...used
      .filter((r) => r.kind === 'telemetry')
      .slice(0, 1)
      .map((r) => recorded(r, 'half', 'telemetry; where it goes is not set up here')),
  ];
  return decide(context.code, signals, {
    met: 'Log records reach a file, a database or an exporter.',
    partial: 'Records outlive the process only in some ways of running it, or when somebody keeps the output.',
    absent: 'No file, database or exporter was found behind the log.',
  });
}

/** Own writers that some record of the run goes to. */
function written({ code }: JudgeContext, sinks: LogRecord[], used: LogRecord[]): Signal[] {
  const reached = code.reach(
    used.map((r) => r.node),
    4,
  );
  const writers = sinks.filter((s) => s.role === 'writer' && (s.kind === 'file' || s.kind === 'database'));
  const nodes = new Set(writers.map((w) => w.node));
  const fed = (w: LogRecord): boolean => used.some((r) => r.kind === w.kind) && reached.has(w.node);
  const kept = writers.filter((w) => w.attached && fed(w));
  const putting = kept.filter((w) => !opens(w));
  const away = writers.filter((w) => !w.node.callees.some((c) => c !== w.node && nodes.has(c)));
  return [
    ...(putting.length > 0 ? putting : kept).map((w) => recorded(w, 'full', 'writes records away')),
    ...away
      .filter((w) => !w.attached)
      .slice(0, 1)
      .map((w) => recorded(w, 'half', 'writes records away, but nothing creates it')),
  ];
}

/** Where a file is opened, nothing has been written yet. */
const opens = ({ node, site }: LogRecord): boolean =>
  node.calls.some((c) => c.fact.line === site.line && /^(open|OpenFile|createWriteStream)$/i.test(c.fact.name));

/** A destination that is attached on every way into the loop is full; one that some commands leave out is half. */
function attachedBy({ code, path }: JudgeContext, sink: LogRecord, used: LogRecord[]): Signal[] {
  if (used.length === 0 && sink.kind !== 'telemetry') return [];
  const always = sink.kind === 'telemetry' || isStart(sink.node);
  const attaching = code.reachedBy([sink.node], 4);
  const starts = [...path.to.keys()].filter((fn) => fn.wired && isStart(fn));
  const every = starts.length > 0 && starts.every((fn) => attaching.has(fn));
  return [recorded(sink, always || every ? 'full' : 'half', 'attaches a lasting destination')];
}

function isStart(fn: FunctionNode): boolean {
  return fn.fact.kind === 'module' || /^(main|init|setup_?logging|configure_?logging)$/i.test(fn.fact.name);
}
