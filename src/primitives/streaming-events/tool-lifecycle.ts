import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { aroundCalls, distance, nearDispatch, type Sending, sendings, sent } from '../kit/events.js';
import { agent, cli, example, pythonAgent, pythonCli, pythonExample } from '../kit/example.js';
import { decide, notApplicable, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/tool-lifecycle',
  title: 'Tool calls as events',
  statement:
    'A tool call shows up in the events when it is requested or started, and again when it has finished or failed.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'A watcher cannot tell a slow test run from a hang, or see that a dangerous command is under way while there is still time to stop it.',
  fix: 'Emit one event before the tool runs and one after it, in the error path too, both with the id of the call.',
  effort: 'hours',
  confirm: {
    given: 'a listener, and a fake model that calls {tool} once with success and once with an error',
    when: '{dispatch} has handled both calls',
    then: 'there are 2 start events and 2 end events with matching ids, and 1 end event says that the call failed',
  },
  signals:
    'Events emitted on the path of the dispatch before and after the tool runs, with the name or id of the call.',
  judge,
  pass: pythonExample('event classes before and after each tool', {
    'small_agent/events.py': `
      from dataclasses import dataclass


      @dataclass
      class ToolStarted:
          id: str
          tool: str


      @dataclass
      class ToolFinished:
          id: str
          tool: str
          output: str


      @dataclass
      class ToolFailed:
          id: str
          tool: str
          error: str


      Event = ToolStarted | ToolFinished | ToolFailed
    `,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.events import ToolFailed, ToolFinished, ToolStarted',
      params: ', emit',
      declare: `
        def perform(call, tool, emit) -> str:
            emit(ToolStarted(id=call.id, tool=call.name))
            try:
                output = tool["run"](**call.input)
            except Exception as error:
                emit(ToolFailed(id=call.id, tool=call.name, error=str(error)))
                return f"Error: {error}"
            emit(ToolFinished(id=call.id, tool=call.name, output=output))
            return output
      `,
      invoke: 'perform(call, tool, emit)',
    }),
    'small_agent/cli.py': pythonCli({ args: ', emit=print' }),
  }),
  fail: example('events for text only', {
    'src/events.ts': `
      export type AgentEvent = { type: 'text'; text: string } | { type: 'ended' };
    `,
    'src/agent.ts': agent({
      imports: "import type { AgentEvent } from './events.js';",
      params: ', emit: (event: AgentEvent) => void',
      reply: "for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });",
      beforeTool: '// Emits tool_started, then tool_finished or tool_failed.',
      finish: "emit({ type: 'ended' });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
};

const TOOL = ['tool', 'exec', 'command', 'action', 'function'];
const END = [
  '=end',
  'ended',
  'finish',
  'complet',
  'result',
  'output',
  '=done',
  'fail',
  'error',
  'success',
  'response',
  'observation',
  '=after',
  'return',
];
const START = ['start', 'begin', 'began', '=call', 'request', '=use', 'before', 'running', 'invok'];
const BOTH = ['update', 'status', 'state', 'lifecycle'];
/** Fields that tell how a call went. */
const OUTCOME = [
  '=ok',
  'fail',
  'error',
  'success',
  'output',
  'result',
  'outcome',
  '=ms',
  'duration',
  'seconds',
  'elapsed',
];
const FAILS = ['error', 'fail', 'success', 'ok', 'status', 'outcome'];

function judge(context: JudgeContext): Judgement {
  if (context.map.kind === 'workflow')
    return notApplicable('A workflow: the model is offered no tools, so no call of one can show up in the events.');
  const near = nearDispatch(context);
  const about = sendings(context).filter((s) => mentions(s.at.variant, TOOL));
  const ends = about.filter((s) => near(s.fn) && (mentions(s.words, END) || isBoth(s)));
  const starts = about.filter((s) => !mentions(s.words, END) && (near(s.fn) || ends.length > 0));
  const placed = byPlace(context);
  const signals = placed.length > 0 ? placed : pairOf(context, starts, ends);
  const told = (s: Sending): boolean => mentions(s.event.name, ['event', 'stream', 'update', 'notification', 'signal']);
  if (signals.length === 0) signals.push(...once(starts.filter(told), ends.filter(told)));
  return decide(context.code, signals.length > 0 ? signals : records(context), {
    met: 'A tool call is sent as an event when it starts and again when it has ended.',
    partial: 'A tool call shows up only once, or only in records that no watcher receives.',
    absent: 'No event about a tool call was found on the path of the dispatch.',
  });
}

const isBoth = (s: Sending): boolean => mentions(s.words, BOTH);

function lifecycle(start: Sending, end: Sending): Signal[] {
  if (start === end) return [sent(start, 'full', 'at each change of a call of a tool')];
  return [sent(start, 'full', 'before the tool runs'), sent(end, 'full', 'when it has ended')];
}

/** A start and an end: of one family if there is such a pair, declared before untyped, and nearest to the loop. */
function pairOf(context: JudgeContext, starts: Sending[], ends: Sending[]): Signal[] {
  const weight = ([start, end]: [Sending, Sending]): number =>
    (start.event === end.event ? 0 : 200) +
    (start.fn === end.fn ? 0 : start.fn.fact.owner === end.fn.fact.owner ? 5 : 15) +
    (start.event.kind === 'untyped' ? 100 : 0) +
    (mentions(start.words, START) ? 0 : 40) +
    (isBoth(start) && start.at.variant !== end.at.variant ? 20 : 0) +
    (mentions(end.at.keys.join(' '), FAILS) ? 0 : 5) +
    distance(context, start.fn) +
    distance(context, end.fn);
  const pairs = starts.flatMap((s) => ends.filter((e) => e !== s || isBoth(e)).map((e): [Sending, Sending] => [s, e]));
  const best = pairs.sort((a, b) => weight(a) - weight(b))[0];
  return best === undefined ? [] : lifecycle(...best);
}

/** Only one side of a call is told. */
function once(starts: Sending[], ends: Sending[]): Signal[] {
  return [
    ...starts.slice(0, 1).map((s) => sent(s, 'half', 'about a call of a tool')),
    ...ends.slice(0, 1).map((s) => sent(s, 'half', 'when a tool has ended')),
  ];
}

/** Whatever they are called: one event just before a call is carried out, and another just after that tells how it went. */
function byPlace(context: JudgeContext): Signal[] {
  const { before, after } = aroundCalls(context, sendings(context));
  const outcome = after.filter((s) => mentions(s.at.keys.join(' '), OUTCOME));
  const end = outcome[0];
  const starts = before.filter((s) => s.at.variant !== end?.at.variant && s.event === end?.event);
  const start = starts.find((s) => s.fn === end?.fn) ?? starts[0];
  return start === undefined || end === undefined ? [] : lifecycle(start, end);
}

/** Structured log records before and after a tool are half of it: data, but for a file instead of a watcher. */
function records({ code, map, path }: JudgeContext): Signal[] {
  const near = map.logs.filter((l) => {
    const fn = code.function(l.fn);
    return (
      l.structured &&
      l.kind !== 'telemetry' &&
      l.kind !== 'logger' &&
      fn !== undefined &&
      (path.from.has(fn) || path.tools.has(fn)) &&
      mentions(l.says.join(' '), ['tool'])
    );
  });
  const ends = near.filter((l) => mentions(l.says.join(' '), END));
  const starts = near.filter((l) => mentions(l.says.join(' '), ['start', 'begin', 'began']));
  if (ends.length === 0 || starts.length === 0) return [];
  return [...starts.slice(0, 1), ...ends.slice(0, 1)].map((l) => ({
    strength: 'half',
    file: l.site.file,
    line: l.site.line,
    note: 'record about a tool, in a log only',
  }));
}
