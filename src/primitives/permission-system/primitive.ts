import type { Primitive } from '../../contracts.js';
import { whenActing } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'permission-system',
  number: 2,
  tier: 'day-one',
  title: 'Permission system',
  question: 'What, in code, can say no between a tool call and the change it makes?',
  why: 'A model that reads a hostile README, or just misreads a task, asks for `rm -rf ~/project` in the same calm tone as for `ls`. If nothing but a prompt stands in between, the command runs, and the user learns about it from the empty folder. A sentence such as "ask before deleting" is a wish; only code that holds the call can refuse it.',
  pattern:
    'Put one decision function on the only road from dispatch to effect. It sees the tool, its risk class, its origin and the arguments, reads rules that are data, and answers allow, ask or deny; no answer means deny. Match dangerous commands before they run, list the harmless ones so that people are asked rarely enough to still read the question, and contain what was allowed, because some wrong calls will be allowed.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported three trust tiers (built-in tools first, plugins below them, what users define last) and a safety stack of 18 modules for the shell alone, with 23 numbered checks. It is no accident that the shell has a stack of its own: it is one tool with the power of all the others.',
  yours:
    'Thirty lines do the job: `decide(tool, input)` at the dispatch site, a `risk` per tool, a JSON file with allow and deny patterns, a yes/no question on the terminal, and the workspace root as the border for file tools. Run the shell in a container instead of writing your own 23 checks; a regex list is a seat belt, not a wall. Do not build roles, approvers or a policy language for an agent with one user.',
  requires: ['tool-registry'],
  appliesWhen: 'a tool can write, execute, send or spend',
  applies: ({ map }) => whenActing(map),
};
