import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearDispatch } from '../kit/events.js';
import { agent, example } from '../kit/example.js';
import { decide, notApplicable } from '../kit/judgement.js';
import { holdsValue, isProper, type LogRecord, listeners, recorded, records, saysAll } from '../kit/logs.js';

const LOGGER = `
  import pino from 'pino';

  export const log = pino({ name: 'small-agent' }, pino.destination('agent.log'));
`;

export const criterion: Criterion = {
  id: 'event-log/actions',
  title: 'Tool executions in the log',
  statement:
    'Every tool execution leaves a log record with the name of the tool and how it ended, plus its arguments or its duration.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'After "the agent broke my repo" nobody can list the commands it ran, which of them failed, or how long they took.',
  fix: 'Record at the dispatch site, once for success and once in the error path, with tool name, arguments (secrets removed), outcome and duration.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that calls {tool} once with good and once with failing arguments',
    when: '{dispatch} has handled both calls',
    then: 'the log holds 2 records that name {tool}, one with outcome ok and one with outcome error, each with a duration in milliseconds',
  },
  signals:
    'Log calls on the path from the dispatch site that receive the name of the tool together with a result, error, argument or duration.',
  judge,
  pass: example('each tool call logged with arguments, outcome and duration', {
    'src/logger.ts': LOGGER,
    'src/agent.ts': agent({
      imports: "import { log } from './logger.js';\nimport type { Tool } from './tools.js';",
      declare: `
        async function invoke(tool: Tool, input: Record<string, string>): Promise<string> {
          const started = performance.now();
          try {
            const output = await tool.run(input);
            log.info({ tool: tool.name, input, outcome: 'ok', ms: performance.now() - started }, 'tool finished');
            return output;
          } catch (error) {
            log.warn({ tool: tool.name, input, outcome: 'error', error: String(error) }, 'tool failed');
            return 'Error: ' + String(error);
          }
        }
      `,
      invoke: 'await invoke(tool!, input)',
    }),
  }),
  fail: example('a logger that only hears of start and end', {
    'src/logger.ts': LOGGER,
    'src/agent.ts': agent({
      imports: "import { log } from './logger.js';",
      begin: "log.info({ prompt }, 'run started');",
      beforeTool: '// Every tool call is logged with its arguments, outcome and duration.',
      finish: "log.info({ messages: messages.length }, 'run finished');",
    }),
  }),
};

const TOOL = ['tool', 'functioncall', 'function', 'action', 'command'];
/** The call itself, and not what became of its output. */
const RAN = [
  'call',
  'execut',
  'invo',
  'finish',
  'complet',
  'ended',
  '=run',
  '=ran',
  '=done',
  'result',
  'succe',
  'fail',
];
const RULING = ['verdict', 'decision', 'polic', 'approv', 'permission', 'confirm', 'denied', 'refus'];
const DETAIL = [
  'arg',
  'input',
  'param',
  'result',
  'output',
  'outcome',
  'success',
  'status',
  'error',
  '=err',
  'fail',
  'duration',
  'took',
  'seconds',
  '=ms',
  'elapsed',
  'latency',
  'exit',
  '=ok',
];

function judge(context: JudgeContext): Judgement {
  if (context.map.kind === 'workflow')
    return notApplicable('A workflow: the model is offered no tools, so none is run that could be recorded.');
  const near = nearDispatch(context);
  const listening = listeners(context);
  const about = records(context)
    .filter((r) => near(r.node) || listening.has(r.node))
    .map((r) => ({ ...r, all: saysAll(context, r) }))
    .filter((r) => (mentions(r.all, TOOL) || namesCall(context, r)) && mentions(r.all, DETAIL) && !isRuling(r));
  const named = ({ says }: LogRecord): number => {
    const own = says.slice(0, 3).join(' ');
    return mentions(own, ['tool']) ? 1 + Number(mentions(own, RAN)) : 0;
  };
  const ranked = about.filter(isProper).sort((a, b) => named(b) - named(a));
  const proper = ranked.filter((r) => named(r) === named(ranked[0] as LogRecord));
  const rest = about.filter((r) => !isProper(r) && r.kind !== 'console' && holdsValue(r) && mentions(r.all, ['tool']));
  const signals = [
    ...proper.slice(0, 2).map((r) => recorded(r, 'full', 'records a tool execution')),
    ...rest
      .slice(0, 3)
      .map((r) => recorded(r, 'half', r.attached ? 'line about a tool execution' : 'record that nothing receives')),
    ...streamed(context),
  ];
  return decide(context.code, signals, {
    met: 'Tool executions leave structured records with the tool and how it ended.',
    partial: 'Tool executions are logged as text, in one mode, or to a log that nothing receives.',
    absent: 'No log record with the name of the tool and its outcome was found near the dispatch.',
  });
}

/** That a call was allowed or refused is a decision, made before anything ran. */
const isRuling = ({ says }: LogRecord): boolean =>
  mentions(
    says
      .filter((s) => !/^\w+(\.\w+)+$/.test(s))
      .slice(0, 2)
      .join(' '),
    RULING,
  );

/** In the function that runs the call, the name of what was asked for is the name of the tool. */
function namesCall({ path }: JudgeContext, { node, says }: LogRecord): boolean {
  const runs = path.dispatches.some((d) => d === node || node.callees.includes(d));
  return runs && says.some((s) => /^\w+(\.\w+)?\.(name|tool|Name|Tool|tool_name|toolName)(\(\))?$/.test(s));
}

/** Events printed as JSON tell of tools too, as long as somebody keeps the output. */
function streamed(context: JudgeContext): ReturnType<typeof recorded>[] {
  const tools = context.map.events.some((e) => e.emitted.some((x) => mentions(x.variant, ['tool'])));
  const json = records(context).filter((r) => r.kind === 'console' && mentions(r.says.join(' '), ['event', 'tool']));
  return tools ? json.slice(0, 1).map((r) => recorded(r, 'half', 'events as JSON on the terminal')) : [];
}
