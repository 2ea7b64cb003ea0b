import type { Primitive } from '../../contracts.js';
import { whenLooping } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'streaming-events',
  number: 6,
  tier: 'week-one',
  title: 'Streaming events',
  question: 'Can a person or a program watching a run tell what is happening, and stop it?',
  why: 'A spinner turns for four minutes. Is the agent reading, stuck on a test, or deleting the wrong folder? With text as the only output, nobody can tell before it is over, a second front end has to scrape sentences, and a run that crashed looks like one that fell silent. People end such runs with Ctrl-C and hope.',
  pattern:
    'Let the loop emit a small closed set of typed events: text, tool started, tool finished or failed, usage, and one last event that says why the run ended. The terminal, the web page and the tests are all readers of that stream, and the loop knows none of them. Give the reader a way back in: a signal that cancels the model call and the tool, and a queue for messages that arrive while the agent works.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported typed events instead of bare text, and a last event that carries the reason when the engine crashes. A watcher can thus always tell an answer from an accident.',
  yours:
    'A discriminated union of six events and an `emit` function, or an async generator; printing them is the job of the command line. Pass one `AbortSignal` down to the client and the tools. Leave out event buses, replay and websockets until a second process really watches; a typed callback turns into any of them in an afternoon.',
  requires: ['tool-registry'],
  appliesWhen: 'a user or another program watches a run',
  applies: ({ map }) => whenLooping(map),
};
