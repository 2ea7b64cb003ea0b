import type { Primitive } from '../../contracts.js';
import { whenLooping } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'session-persistence',
  number: 3,
  tier: 'day-one',
  title: 'Session persistence',
  question: 'If the process dies now, what of this run can the next process continue with?',
  why: 'Forty minutes and three dollars into a refactoring, the laptop sleeps, the connection drops and the process dies. A harness that keeps its messages in an array has lost the lot; the user starts again, pays again, and the second run trips over the half-done changes of the first. A session saved only at a clean exit is lost in exactly the case it was saved for.',
  pattern:
    'Treat the session as a record on disk that memory mirrors, not the reverse. Append every message, tool result and decision as it happens, with enough beside the messages (usage, model, permissions, tools) to rebuild the same agent and not merely the same chat. Write so that a crash between two bytes costs at most one record, and read so that one bad record costs no more than itself.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported sessions kept as JSON with an id, the messages, token usage, permissions and configuration. Stored that way, what a session was allowed to do and had already spent comes back together with what was said.',
  yours:
    'A JSONL file per session: a header line with id, version, model and tools, then one line per event, written with `appendFileSync`. Resuming is reading the lines and stopping at the first one that does not parse. That is half a day and no dependency; take SQLite when you need to search across sessions, and a server when there is a second machine, not before.',
  requires: [],
  appliesWhen: 'a run has more than one turn',
  applies: ({ map }) => whenLooping(map),
};
