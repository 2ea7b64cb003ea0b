import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { clientLayer, declaredAt, type Sending, sendings, sent } from '../kit/events.js';
import { agent, cli, example } from '../kit/example.js';
import { EVENTS } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/usage-status',
  title: 'Usage or status in events',
  statement: 'The events of a run carry token usage or the status of the run.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'A dashboard or wrapper cannot show what a run is spending or whether it thinks, works or waits, and cannot stop it for that reason.',
  fix: 'Emit the usage of each response as an event, and the status where it changes (thinking, running a tool, waiting for approval).',
  effort: 'hours',
  confirm: {
    given: 'a listener, and a fake model that reports 100 input and 20 output tokens per call',
    when: '{loop} has made 2 calls',
    then: 'the events of the run add up to 200 input and 40 output tokens, or name the status before each call',
  },
  signals: 'Fields for tokens, usage or status in the event types, filled where the loop emits them.',
  judge,
  pass: example('a usage event after each response', {
    'src/events.ts': EVENTS,
    'src/agent.ts': agent({
      imports: "import type { Emit } from './events.js';",
      params: ', emit: Emit',
      reply: "emit({ type: 'usage', inputTokens: reply.usage.input_tokens, outputTokens: reply.usage.output_tokens });",
      beforeTool: "emit({ type: 'tool_started', id: call.id, tool: call.name });",
      afterTool: "emit({ type: 'tool_finished', id: call.id, tool: call.name, failed: false });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(JSON.stringify(event))' }),
  }),
  fail: example('events that say what, and nothing about how much', {
    'src/events.ts': `
      export type AgentEvent =
        | { type: 'text'; text: string }
        | { type: 'tool_started'; tool: string }
        | { type: 'tool_finished'; tool: string };
    `,
    'src/agent.ts': agent({
      imports: "import type { AgentEvent } from './events.js';",
      params: ', emit: (event: AgentEvent) => void',
      reply: `
        // Emits token usage and run status.
        for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });
      `,
      beforeTool: "emit({ type: 'tool_started', tool: call.name });",
      afterTool: "emit({ type: 'tool_finished', tool: call.name });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
};

const AMOUNT = ['usage', 'tokens', 'cost', '=usd', 'dollar'];
/** One token is a credential, unless it is counted. */
const COUNTED = ['count', 'usage', 'total', 'input', 'output', 'prompt', 'completion', 'used'];
/** Sizes and limits are counted in tokens too. */
const NOT_SPENT = ['before', 'after', 'max', 'limit', 'window', 'budget', 'saved', 'target'];
const STATUS = [
  '=status',
  '=state',
  'phase',
  'retry',
  'retries',
  'compact',
  'thinking',
  'waiting',
  'planning',
  'progress',
  'describing',
];

function judge(context: JudgeContext): Judgement {
  const all = sendings(context);
  const usage = closedFirst(all.filter((s) => [s.words.join(' '), ...s.at.keys].some(isSpent)));
  const status = closedFirst(
    all.filter((s) => mentions(s.words, STATUS) || mentions(s.at.keys.join(' '), ['=status', '=state', 'phase'])),
  );
  const signals =
    usage.length > 0
      ? usage.slice(0, 1).map((s) => sent(s, 'full', 'carries usage'))
      : status.slice(0, 1).map((s) => sent(s, 'full', 'tells the status'));
  return decide(context.code, signals.length > 0 ? signals : inside(context), {
    met: `${(usage[0] ?? status[0])?.event.name} carries ${usage.length > 0 ? 'token usage' : 'the status of the run'} to whoever listens.`,
    partial: 'Usage is an event between the model and the loop; no watcher of the run receives it.',
    absent: 'No event on the path of the loop carries tokens, usage or the status of the run.',
  });
}

function isSpent(name: string): boolean {
  const counted = mentions(name, ['=token']) && mentions(name, COUNTED);
  return (mentions(name, AMOUNT) || counted) && !mentions(name, NOT_SPENT);
}

/** Members of a declared set before names that only literals know. */
function closedFirst(list: Sending[]): Sending[] {
  return [...list].sort((a, b) => Number(a.event.kind === 'untyped') - Number(b.event.kind === 'untyped'));
}

/** Usage as an event of the model client, or of a declared set that nothing sends on. */
function inside(context: JudgeContext): Signal[] {
  const client = clientLayer(context);
  return context.map.events
    .filter((e) => e.kind !== 'untyped' && e.variants.some(isSpent))
    .flatMap((e) => {
      const user = [...client, ...context.path.from.keys()].find((fn) => fn.fact.idents.includes(e.name));
      return user === undefined ? [] : [declaredAt(e, 'half', user)];
    });
}
