import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { pythonAgent, pythonExample } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import { complains, isProper, type LogRecord, recorded, records, saysAll, withNodes } from '../kit/logs.js';

const EVENTS = `
  import json
  import time
  from enum import Enum
  from pathlib import Path

  LOG = Path(".small-agent") / "events.jsonl"


  class Kind(str, Enum):
      RUN = "run"
      MODEL = "model"
      TOOL = "tool"


  def emit(kind: Kind, **details) -> None:
      LOG.parent.mkdir(exist_ok=True)
      with LOG.open("a") as file:
          file.write(json.dumps({"kind": kind.value, "time": time.time(), "details": details}) + "\\n")
`;

export const criterion: Criterion = {
  id: 'event-log/categories',
  title: 'Typed, timed records',
  statement: 'Each log record has a machine-readable type, a details object, and a timestamp.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'Free-text lines cannot be filtered or ordered: finding every refused command of last week means reading all of last week.',
  fix: 'Give the record a type: a union of event names, an object of details and an ISO time set in one place, where it is written.',
  effort: 'hours',
  confirm: {
    given: 'a log written by a run of {loop} with 2 tool calls',
    when: 'every line is parsed',
    then: 'each has a type from the declared set, a details object and a time that parses, and times never decrease',
  },
  signals: 'The shape of the objects handed to the log: a type, kind or category field, a details field, and a time.',
  judge,
  pass: pythonExample('records with a kind, a time and details', {
    'small_agent/events.py': EVENTS,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.events import Kind, emit',
      begin: 'emit(Kind.RUN, prompt=prompt)',
      reply: 'emit(Kind.MODEL, tokens=reply.usage.output_tokens)',
      afterTool: 'emit(Kind.TOOL, name=call.name, size=len(content))',
    }),
  }),
  fail: pythonExample('free text lines on the screen', {
    'small_agent/agent.py': pythonAgent({
      begin: 'print("starting")',
      reply: '# event type: model, category: call, timestamp: now\nprint("the model answered")',
      afterTool: 'print("ran " + call.name)',
    }),
  }),
};

const TYPE = ['=type', '=kind', 'event', 'categor', '=name', '=action', '=op'];
const TIME = ['=at', '=ts', 'time', 'timestamp', 'date', '=when'];

function judge(context: JudgeContext): Judgement {
  const used = records(context);
  const writers = withNodes(context, context.map.logs).filter((l) => l.role === 'writer' && l.structured);
  const fed = writers.filter((w) => used.some((r) => r.kind === w.kind) || !w.attached);
  const whole = fed.filter((w) => mentions(saysAll(context, w), TYPE) && mentions(saysAll(context, w), TIME));
  const here = whole.filter((w) => shapes(w));
  const shaped = (here.length > 0 ? here : whole).slice(0, 2);
  const spans = used.filter((r) => r.kind === 'telemetry' && isProper(r));
  const typed = used.filter((r) => r.kind === 'logger' && isProper(r) && namesType(r));
  const lines = (shaped.length > 0 ? [] : used).filter(
    (r) => (r.kind === 'logger' || r.kind === 'console' || !r.attached) && !complains(r),
  );
  const signals = [
    ...shaped.map((w) =>
      isProper(w)
        ? recorded(w, 'full', 'record with type and time')
        : recorded(
            w,
            'half',
            w.attached ? 'record with type and time' : 'record with type and time that nothing receives',
          ),
    ),
    ...(spans.length > 1 ? spans.slice(0, 2).map((r) => recorded(r, 'full', 'named, timed telemetry record')) : []),
    ...(typed.length > 1 ? typed.slice(0, 2).map((r) => recorded(r, 'full', 'record with a type and fields')) : []),
    ...lines
      .filter((r) => r.structured)
      .slice(0, 1)
      .map((r) => recorded(r, 'half', 'record with fields')),
    ...(used.length > 1 ? lines : [])
      .filter((r) => !r.structured)
      .slice(0, 2)
      .map((r) => recorded(r, 'half', 'line of text, without a type and fields')),
  ];
  return decide(context.code, signals, {
    met: 'Each record has a type, a time and details.',
    partial: 'Records lack a type, a time or details, or nothing receives them.',
    absent: 'No log record with a type, a time and details was found.',
  });
}

/** The record is put together in the function that writes it. */
function shapes({ node }: LogRecord): boolean {
  const keys = node.objects.flatMap((o) => o.keys.map((k) => k.name)).join(' ');
  return mentions(keys, TYPE) && mentions(keys, TIME);
}

/** A field that says what sort of record it is. */
function namesType({ says }: LogRecord): boolean {
  return says.some((s) => /^(evt|event|event_?type|event_?name|kind|type|category)$/i.test(s));
}
