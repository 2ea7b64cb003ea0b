// A log is what the system says of itself; each case is one small program.
import { describe, expect, it } from 'vitest';
import type { LogSink } from '../../../src/contracts.js';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { findLogs } from '../../../src/evaluate/map/logs.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';
import { snippet } from '../../support/snippet.js';

async function logsOf(path: string, text: string): Promise<LogSink[]> {
  const { code } = await snippet(path, text);
  return findLogs(takeSurvey(code, frameworks));
}

const brief = (logs: LogSink[]): string[] =>
  logs.map((l) => `${l.site.line} ${l.kind} ${l.role}${l.structured ? ' data' : ''}${l.attached ? '' : ' unattached'}`);

describe('libraries', () => {
  it('tells fields from sentences', async () => {
    const logs = await logsOf(
      'a.py',
      `import logging
logger = logging.getLogger(__name__)
def run(tool):
    logger.info("ran %s", tool)
    logger.info("ran", extra={"tool": tool})
`,
    );
    expect(brief(logs)).toEqual(['4 logger record', '5 logger record data']);
  });

  it('sees handlers that keep the lines', async () => {
    const logs = await logsOf('a.py', `import logging\nhandler = logging.FileHandler("a.log")\n`);
    expect(brief(logs)).toEqual(['2 logger set-up']);
  });

  it('reads the message of a Rust macro', async () => {
    const [log] = await logsOf('a.rs', `use tracing::info;\nfn run() { tracing::info!(tool = %name, "tool done"); }`);
    expect(log?.kind).toBe('logger');
    expect(log?.says).toContain('tool done');
  });

  it('knows spans of OpenTelemetry', async () => {
    const logs = await logsOf(
      'a.ts',
      `import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('a');
export function run() { const span = tracer.startSpan('tool'); }`,
    );
    expect(logs.map((l) => l.kind)).toContain('telemetry');
  });
});

describe('own writers', () => {
  it('finds the writer, its callers and what they say', async () => {
    const logs = await logsOf(
      'a.ts',
      `import { appendFileSync } from 'node:fs';
function record(type: string, details: object) {
  appendFileSync('events.jsonl', JSON.stringify({ type, at: Date.now(), details }));
}
export function run() { record('tool_finished', { tool: 'bash' }); }`,
    );
    expect(brief(logs)).toEqual(['3 file writer data', '5 file record data']);
    expect(logs[0]?.says).toEqual(['type', 'at', 'details']);
    expect(logs[1]?.says).toEqual(['record', 'tool_finished', 'tool', 'bash']);
  });

  it('does not take a transcript for one', async () => {
    const logs = await logsOf(
      'a.ts',
      `import { appendFileSync } from 'node:fs';
function saveMessage(message: unknown) { appendFileSync('log.jsonl', JSON.stringify(message)); }
export function run() { saveMessage({ role: 'user' }); }`,
    );
    expect(logs).toEqual([]);
  });

  it('says when nothing makes the object that writes', async () => {
    const source = (made: string): string => `import { appendFileSync } from 'node:fs';
export class AuditLog { record(entry: object) { appendFileSync('audit.jsonl', JSON.stringify(entry)); } }
export function run(log: AuditLog) { log.record({ tool: 'bash' }); }
${made}`;
    const loose = await logsOf('a.ts', source(''));
    const made = await logsOf('a.ts', source('run(new AuditLog());'));
    expect(loose.map((l) => l.attached)).toEqual([false, false]);
    expect(made.map((l) => l.attached)).toEqual([true, true]);
  });
});

it('keeps console lines, and knows JSON among them', async () => {
  const logs = await logsOf(
    'a.ts',
    `export function run(event: object) { console.log('hello');\nconsole.log(JSON.stringify(event)); }`,
  );
  expect(brief(logs)).toEqual(['1 console record', '2 console record data']);
});

describe('whatever it is called', () => {
  it('takes a function for a writer that is given kinds with data, and not one that is given roles', async () => {
    const writer = (kinds: [string, string]): string => `package a
import "database/sql"
import "encoding/json"
type Book struct{ DB *sql.DB }
func (b *Book) Note(kind string, detail map[string]any) {
	raw, _ := json.Marshal(detail)
	b.DB.Exec("INSERT INTO diary (kind, detail) VALUES ($1, $2)", kind, raw)
}
func run(b *Book) {
	b.Note("${kinds[0]}", map[string]any{"a": 1})
	b.Note("${kinds[1]}", map[string]any{"a": 2})
}`;
    const roles = (logs: LogSink[]): string[] => logs.map((l) => l.role);
    expect(roles(await logsOf('a.go', writer(['moved', 'paid'])))).toEqual(['writer', 'record', 'record']);
    expect(await logsOf('a.go', writer(['user', 'assistant']))).toEqual([]);
  });

  it('takes calls of a function that only logs for the records', async () => {
    const logs = await logsOf(
      'a.py',
      `import logging
def note(event, **data):
    logging.getLogger("desk").info(event, extra={"data": data})
def run(call):
    note("tool.called", tool=call.name)
`,
    );
    expect(brief(logs)).toEqual(['3 logger writer data', '5 logger record data']);
    expect(logs[1]?.says).toContain('event');
  });

  it('reads fields of Rust macros and of chains, and takes a sentence for text', async () => {
    const rust = await logsOf(
      'a.rs',
      'use tracing::info;\nfn run() {\n  tracing::info!(tool = %call.name, ok, "call");\n  tracing::info!("called");\n}',
    );
    expect(brief(rust)).toEqual(['3 logger record data', '4 logger record']);
    expect(rust[0]?.says).toContain('tool');
    const go = await logsOf(
      'a.go',
      'package a\nimport log "github.com/sirupsen/logrus"\nfunc run() {\n\tlog.WithField("tool", name).Info("called")\n}',
    );
    expect(brief(go)).toContain('4 logger record data');
  });
});

describe('what is data', () => {
  it('Rust writes a value out for people with to_string, and as JSON with serde_json', async () => {
    const logs = await logsOf(
      'a.rs',
      `fn run() { println!("{}", report(&path.display().to_string()));
println!("{}", serde_json::to_string(&event)?); }`,
    );
    expect(brief(logs)).toEqual(['1 console record', '2 console record data']);
  });

  it('a recorder that hands its record to a buffer is a recorder, and who calls it leaves the record', async () => {
    const logs = await logsOf(
      'a.ts',
      `import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('a');
function logToolCall(event: ToolEvent) {
  buffer(() => { tracer.startSpan('tool', { attributes: event }).end(); });
}
export function run(call: Call) { logToolCall(new ToolEvent(call)); }`,
    );
    expect(brief(logs)).toContain('6 telemetry record data');
    expect(brief(logs)).toContain('4 telemetry writer data');
  });
});
