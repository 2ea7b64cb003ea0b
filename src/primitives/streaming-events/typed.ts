import type { Criterion, EventType, JudgeContext, Judgement } from '../../contracts.js';
import { declaredAt, distance, isOfPart, type Sending, sendings, sent } from '../kit/events.js';
import { agent, cli, example } from '../kit/example.js';
import { EVENTS } from '../kit/example-parts.js';
import { isAnswered } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/typed',
  title: 'Typed events',
  statement:
    'The loop emits events of a closed set of types (a discriminated union, an enum, event classes), and not only text.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'Whoever watches a run has only prose to go by: a second front end has to guess from sentences, and nobody can act on what happens before it is over.',
  fix: 'Declare one union of events, let the loop send them to a callback or yield them, and let the command line do the printing.',
  effort: 'day',
  confirm: {
    given: 'a listener on {loop} and a fake model that answers with text and one call to {tool}',
    when: 'the run ends',
    then: 'the listener has received at least 3 events, and the type field of each is a member of the declared set',
  },
  signals:
    'A union, enum or class family of events, and places on the path of the loop that emit or yield its members.',
  judge,
  pass: example('a discriminated union sent to a callback', {
    'src/events.ts': EVENTS,
    'src/agent.ts': agent({
      imports: "import type { Emit } from './events.js';",
      params: ', emit: Emit',
      reply: `
        for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });
        emit({ type: 'usage', inputTokens: reply.usage.input_tokens, outputTokens: reply.usage.output_tokens });
      `,
      beforeTool: "emit({ type: 'tool_started', id: call.id, tool: call.name });",
      afterTool: "emit({ type: 'tool_finished', id: call.id, tool: call.name, failed: false });",
      finish: "emit({ type: 'ended', reason: 'finished' });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
  fail: example('event names inside printed text', {
    'src/agent.ts': agent({
      declare: "// Events: { type: 'tool_started' } | { type: 'tool_finished' } | { type: 'text' }",
      reply: "console.log('[event] type=message');",
      beforeTool: "console.log('[event] type=tool_started ' + call.name);",
      afterTool: "console.log('[event] type=tool_finished ' + call.name);",
    }),
  }),
};

const PART = 'Some events exist, but no closed set of types reaches a watcher of the run.';
const ASKS = 'Typed questions to a person leave the run; nothing else of what it does is sent as an event.';

/** Most telling families first: those with the most different members sent. */
const SHOWN = 1;
/** Steps from the loop within which an event is surely the run's own. */
const NEAR = 3;

function judge(context: JudgeContext): Judgement {
  const families = new Map<EventType, Sending[]>();
  for (const s of sendings(context)) families.set(s.event, [...(families.get(s.event) ?? []), s]);
  const near = (list: Sending[]): number => distinct(list.filter((s) => distance(context, s.fn) < NEAR)).length;
  const ranked = [...families].sort((a, b) => weight(b) + 10 * near(b[1]) - weight(a) - 10 * near(a[1]));
  const signals = ranked.slice(0, SHOWN).flatMap(([event, list]) => shown(event, list));
  const full = signals.some((s) => s.strength === 'full');
  return decide(context.code, full ? signals : [...signals, ...unsent(context)], {
    met: `${ranked[0]?.[0].name} is a closed set of events, and the run sends its members to whoever listens.`,
    partial: ranked.length === 0 && declaredOnly(context).length === 0 ? ASKS : PART,
    absent: 'No event union, enum or class family was found whose members the loop emits or yields.',
  });
}

/** A declared set of which two members are sent is the real thing; names that only literals know are half of it. */
function shown(event: EventType, list: Sending[]): Signal[] {
  const members = distinct(list);
  const closed =
    event.kind === 'callbacks'
      ? members.length > 2
      : event.kind !== 'untyped' && members.length > 1 && !isOfPart(event);
  const strength = closed ? 'full' : 'half';
  if (members.length < 2) return [];
  const where = event.kind === 'untyped' ? [] : [declaredAt(event, strength, members[0]?.fn)];
  return [...where, ...members.slice(0, 2).map((s) => sent(s, strength, 'sends'))];
}

const weight = ([event, list]: [EventType, Sending[]]): number =>
  distinct(list).length - (isOfPart(event) ? 1000 : 0) - (event.kind === 'untyped' ? 100 : 0);

/** One sending per variant, the nearest. */
function distinct(list: Sending[]): Sending[] {
  return list.filter((s, i) => list.findIndex((other) => other.at.variant === s.at.variant) === i);
}

/** Declared events that the loop works with, but that no watcher receives. */
function unsent(context: JudgeContext): Signal[] {
  const { code, path } = context;
  return [...declaredOnly(context), ...asked(code.calls.filter((c) => path.from.has(c.fn)))];
}

function declaredOnly({ map, path }: JudgeContext): Signal[] {
  const idle = map.events.filter((e) => e.kind !== 'untyped' && e.kind !== 'callbacks');
  return idle.flatMap((event) => {
    const user = path.loops.flatMap((l) => [l, ...l.callees]).find((fn) => fn.fact.idents.includes(event.name));
    return user === undefined ? [] : [declaredAt(event, 'half', user)];
  });
}

/** A question to the person, handed out as data by the framework, whose answer comes back into the run. */
function asked(calls: JudgeContext['code']['calls']): Signal[] {
  return calls
    .filter((c) => isAnswered(c))
    .slice(0, 2)
    .map(({ fact, fn }) => ({
      strength: 'half',
      file: fn.file.path,
      line: fact.line,
      note: 'hands a typed question out of the run and waits for the answer',
      fn,
    }));
}
