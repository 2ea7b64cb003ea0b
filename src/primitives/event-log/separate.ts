import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import {
  besideMessages,
  complains,
  firstOfEach,
  isProper,
  type LogRecord,
  recorded,
  records,
  standing,
} from '../kit/logs.js';

const LOG = `
  import { appendFileSync, mkdirSync } from 'node:fs';

  mkdirSync('.agent', { recursive: true });

  export function record(type: string, details: Record<string, unknown>): void {
    appendFileSync('.agent/events.jsonl', JSON.stringify({ type, at: new Date().toISOString(), details }) + '\\n');
  }
`;

const TRANSCRIPT = `
  import { appendFileSync } from 'node:fs';

  /** The event log of the agent: one message per line. */
  export function save(message: unknown): void {
    appendFileSync('conversation.jsonl', JSON.stringify(message) + '\\n');
  }
`;

export const criterion: Criterion = {
  id: 'event-log/separate',
  title: 'Log beside the transcript',
  statement:
    'The harness writes structured records of its own doings to a log, trace or telemetry stream that is not the conversation.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'When a run harms something, the only witness is the text the model wrote; you cannot show a user, or yourself, what the system did.',
  fix: 'Add one function that appends a typed JSON record to a file or tracer of its own, and call it from the loop and the dispatch site. Do not push these records into the messages.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that answers with one tool call and then with text',
    when: '{loop} runs to its end with an empty log directory',
    then: 'the log holds at least 3 records that parse as JSON, and none of them is in the messages sent to the model',
  },
  signals:
    'Calls reached from the loop to a structured logger, tracer or append-only record writer whose target is not the message history.',
  judge,
  pass: example('records of system events in a file of their own', {
    'src/log.ts': LOG,
    'src/agent.ts': agent({
      imports: "import { record } from './log.js';",
      begin: "record('run_started', { tools: tools.map((tool) => tool.name) });",
      reply: "record('model_replied', { stop: reply.stop_reason, tokens: reply.usage.output_tokens });",
      afterTool: "record('tool_finished', { tool: call.name, input, length: content.length });",
      finish: "record('run_finished', { messages: messages.length });",
    }),
  }),
  fail: example('a transcript that calls itself a log, and telemetry in the changelog', {
    'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- Structured event log and OpenTelemetry tracing\n',
    'src/transcript.ts': TRANSCRIPT,
    'src/agent.ts': agent({
      imports: "import { save } from './transcript.js';",
      begin: 'save(messages[0]);',
      endTurn: 'save(messages.at(-2));\nsave(messages.at(-1));',
    }),
  }),
};

/** One record is an accident, two are a habit. */
const FEW = 2;
const STEPS = 5;

function judge(context: JudgeContext): Judgement {
  const all = records(context);
  const mixed = besideMessages(context);
  const proper = all.filter((r) => isProper(r) && r.node.wired && !mixed(r));
  const full = proper.length >= FEW ? proper : [];
  const rest = all.filter((r) => !full.includes(r));
  const poor =
    rest.length >= FEW || rest.some((r) => r.structured) ? near(context, spread(calmFirst(rest))).slice(0, 2) : [];
  const signals = [
    ...spread(full).map((r) => recorded(r, 'full', `${r.kind} record`)),
    ...poor.map((r) => recorded(r, 'half', poorness(r, mixed(r)))),
  ];
  return decide(context.code, signals, {
    met: 'The run leaves structured records in a log that is not the conversation.',
    partial:
      'There is a log beside the transcript, but it is text, shares the file of the transcript, reaches only the terminal, or nothing receives it.',
    absent:
      'No logger, tracer or record writer was found on the path of the loop; only the transcript and the terminal.',
  });
}

function poorness(r: LogRecord, mixed: boolean): string {
  if (!r.attached) return 'record that nothing receives';
  if (mixed) return 'record in the file of the conversation';
  if (r.kind === 'console') return 'JSON line on the terminal';
  return r.structured ? `${r.kind} record` : `${r.kind} line of text`;
}

/** One record per file, the nearest: where they stand says more than how many there are. */
const spread = (list: LogRecord[]): LogRecord[] => firstOfEach(list, (r) => r.site.file);

/** Those that stand about as near to the loop as the nearest. */
function near(context: JudgeContext, list: LogRecord[]): LogRecord[] {
  const far = standing(context);
  const [first] = list;
  return first === undefined ? [] : list.filter((r) => far(r.node) < far(first.node) + STEPS);
}

/** Complaints are cited only where nothing else is recorded. */
function calmFirst(list: LogRecord[]): LogRecord[] {
  const calm = list.filter((r) => !complains(r));
  return calm.length > 0 ? calm : list;
}
