import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
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
