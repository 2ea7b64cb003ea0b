import type { Primitive } from '../../contracts.js';

export const primitive: Primitive = {
  id: 'event-log',
  number: 7,
  tier: 'week-one',
  title: 'Event log',
  question: 'When a run goes wrong, can you say what the system did, not just what the model said?',
  why: 'A transcript tells what the model was shown and what it answered. It does not tell which tools were offered, which rule let a command through, which model was picked, or how long a call hung before it was retried. Without a second record, a user reports "it deleted my branch" and the only witness is the text the model wrote about itself.',
  pattern:
    'Write one structured record per thing the system does: a type, a time, the ids of session and call, and a small details object. Log every tool execution with its outcome and every decision that shaped the run (context loaded, tools registered, permission given or refused, model chosen). Keep it out of the model context and out of the transcript, append-only, in a place that outlives the process.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported a history log of system events kept next to the conversation: context loads, registry initialisation, routing, permission decisions and executions, each with a category and details. The transcript answers what was said, the log answers what was done.',
  yours:
    'One function, `record(type, details)`, and one JSONL file per session. Call it at the dispatch site, at the permission gate, at start-up and at the end; grep and jq are your dashboard. Do not start with a tracing backend, a bus or log levels: add an OpenTelemetry exporter behind the same function on the day someone else has to read the logs.',
  requires: ['tool-registry', 'session-persistence'],
  appliesWhen: 'always: any harness that acts needs a record of what it did',
  applies: () => ({
    applies: true,
    reason: 'Every harness acts on its own, so every harness needs a record of its actions.',
  }),
};
