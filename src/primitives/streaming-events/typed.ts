import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { EVENTS } from '../kit/example-parts.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
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
