import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { closings, typedResult } from '../kit/endings.js';
import { clientLayer, distance, isOfPart, type Sending, sendings, sent } from '../kit/events.js';
import { agent, cli, example } from '../kit/example.js';
import { EVENTS } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/terminal-reason',
  title: 'Reason in the last event',
  statement: 'The last event of a run says why it ended: finished, cancelled, limit reached or crashed.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact:
    'A stream that stops could mean success, a crash or a lost connection; the wrapper guesses, and reports half-done work as done.',
  fix: 'Emit one closing event on every way out of the run, from a try/catch around the loop, with a reason from a closed set.',
  effort: 'hours',
  confirm: {
    given: 'a listener, and 3 runs: one that finishes, one that reaches a limit, and one whose model throws',
    when: '{loop} has ended each of them',
    then: 'the last event of each run carries a reason, and the 3 reasons differ',
  },
  signals:
    'An event type with a reason, emitted on the normal exit of the loop and on its error, cancel or limit exits.',
  judge,
  pass: example('one closing event on each way out', {
    'src/events.ts': EVENTS,
    'src/agent.ts': agent({
      imports: "import type { Emit } from './events.js';",
      params: ', emit: Emit, signal: AbortSignal',
      declare: `
        export async function watchedRun(prompt: string, emit: Emit, signal: AbortSignal): Promise<string> {
          try {
            return await run(prompt, emit, signal);
          } catch (error) {
            emit({ type: 'ended', reason: signal.aborted ? 'cancelled' : 'crash' });
            throw error;
          }
        }
      `,
      begin: 'let turns = 0;',
      turn: `
        turns += 1;
        if (turns > 25) {
          emit({ type: 'ended', reason: 'limit' });
          return 'Stopped after 25 turns.';
        }
      `,
      options: ', { signal }',
      finish: "emit({ type: 'ended', reason: 'finished' });",
    }),
    'src/cli.ts': `
      #!/usr/bin/env node
      import { watchedRun } from './agent.js';

      const abort = new AbortController();
      process.on('SIGINT', () => abort.abort());
      const prompt = process.argv.slice(2).join(' ');
      console.log(await watchedRun(prompt, (event) => console.error(JSON.stringify(event)), abort.signal));
    `,
  }),
  fail: example('an end event that only knows the end', {
    'src/events.ts': `
      export type AgentEvent = { type: 'text'; text: string } | { type: 'tool'; tool: string } | { type: 'end' };
    `,
    'src/agent.ts': agent({
      imports: "import type { AgentEvent } from './events.js';",
      params: ', emit: (event: AgentEvent) => void',
      reply: "for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });",
      beforeTool: "emit({ type: 'tool', tool: call.name });",
      finish: "// The reason is finished, cancelled, limit or crash.\nemit({ type: 'end' });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
};

/** Ways a run ends, by the words of the event that says so. */
const WAYS: [string, readonly string[]][] = [
  ['cancelled', ['abort', 'cancel', 'interrupt', 'stopped']],
  ['limit', ['limit', '=max', 'exceed', 'timeout', 'budget', 'overflow']],
  ['failed', ['error', 'fail', 'crash']],
  [
    'finished',
    ['=end', 'ended', 'finish', 'complet', '=done', '=result', '=stop', 'exit', 'terminat', 'closed', 'success'],
  ],
];
const OTHER = [
  'tool',
  'turn',
  'message',
  'step',
  'delta',
  'chunk',
  'block',
  'content',
  'text',
  'thinking',
  'reasoning',
  'retry',
  'compaction',
  'compression',
  'hook',
  'session',
  'command',
  'exec',
  'file',
  'item',
  'plan',
  'build',
];
/** A set named so is what watchers receive, wherever its members are sent from. */
const STREAM = ['event', 'stream', 'update', 'notification'];
const REASON = ['reason', 'status', 'outcome', 'subtype', 'cause', 'state'];
const RESULT_KEY =
  /^(exit_?(status|reason)|stop_?reason|terminal_?reason|termination(_?reason)?|end_?reason|finish_?reason|error_?kind)$/i;
/** Every answer of a model or a command has one; on the way to the loop, it is the run's. */
const OF_REPLY = /^((stop|finish)_?reason|error_?kind)$/i;
const RESULT_TYPE = /(Result|Outcome|Summary|Response|Report)$/;
const RESULT_STATE = /^(status|state|outcome|subtype|reason)$/;

function judge(context: JudgeContext): Judgement {
  const all = sendings(context);
  const closing = closings(context, all);
  const ends = all.filter(
    (s) => wayOf(s) !== undefined && (mentions(s.event.name, STREAM) || onTheWayOut(context, s.fn)),
  );
  const reasoned = ends.filter(
    (s) => mentions(s.at.keys.join(' '), REASON) && (wayOf(s) === 'finished' || mentions(s.words, ['=stopped'])),
  );
  const ways = onePerWay(ends);
  const told = ways.length > 2 && ways.some((s) => wayOf(s) === 'finished');
  const full =
    reasoned.length > 0 ? onePerWay([...reasoned, ...ways.filter((s) => wayOf(s) !== 'failed')]) : told ? ways : [];
  const named = full.map((s) => sent(s, 'full', `ends the run as ${wayOf(s)}`));
  const nearest = (list: Signal[]): number => Math.min(...list.flatMap((s) => (s.fn ? distance(context, s.fn) : [])));
  const signals = closing.length === 0 || nearest(named) < nearest(closing) ? named : closing;
  const half = ways.length > 1 ? ways.map((s) => sent(s, 'half', `ends the run as ${wayOf(s)}`)) : results(context);
  return decide(context.code, signals.length > 0 ? signals : half, {
    met: 'The closing event of a run says why it ended.',
    partial:
      'Why a run ended can be read from its result or from some events, but no closing event tells every way out apart.',
    absent: 'No closing event or result of a run with a reason was found on the way out of the loop.',
  });
}

/** The nearest of each way to end. */
const onePerWay = (list: Sending[]): Sending[] =>
  list.filter((s, i) => list.findIndex((other) => wayOf(other) === wayOf(s)) === i);

function wayOf({ words, at, event }: Sending): string | undefined {
  if (isOfPart(event) || mentions(words, OTHER) || at.variant === '') return undefined;
  return WAYS.find(([, stems]) => mentions(words, stems))?.[0];
}

/** The loop, what leads to it, and what it calls itself: deeper down, other things end than the run. */
function onTheWayOut({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.to.has(fn) || (path.from.get(fn)?.length ?? 99) <= 4;
}

/** A result that carries a reason is for the caller what a closing event is for a watcher. */
function results(context: JudgeContext): Signal[] {
  const { code, path } = context;
  const client = clientLayer(context);
  const logged = new Set(context.map.logs.map((l) => `${l.site.file}:${l.site.line}`));
  const own = code.objects.filter(
    ({ fn, file, fact }) =>
      !client.has(fn) && (path.to.has(fn) || path.from.has(fn)) && !logged.has(`${file.path}:${fact.line}`),
  );
  const found = own.flatMap(({ fn, file, fact }): Signal[] => {
    const key = fact.keys.find(
      (k) =>
        (RESULT_KEY.test(k.name) && (!OF_REPLY.test(k.name) || path.to.has(fn) || path.loops.includes(fn))) ||
        (RESULT_STATE.test(k.name) && RESULT_TYPE.test(fact.typeName ?? '') && onTheWayOut(context, fn)),
    );
    if (key === undefined) return [];
    return [{ strength: 'half', file: file.path, line: key.line, note: `result with ${key.name}`, fn }];
  });
  const loops = new Set(path.loops.map((fn) => fn.file.path));
  const near = (s: Signal): number => (loops.has(s.file) ? 0 : 2) + (s.fn === undefined ? 0 : distance(context, s.fn));
  return found.length > 0 ? found.sort((a, b) => near(a) - near(b)) : typedResult(context);
}
