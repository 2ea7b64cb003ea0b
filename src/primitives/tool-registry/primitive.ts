import type { JudgeContext, Primitive } from '../../contracts.js';
import { whatItChanges } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'tool-registry',
  number: 1,
  tier: 'day-one',
  title: 'Tool registry',
  question: 'Can you list every tool, and say what each may do, without running one of them?',
  why: 'When a tool is an arm of an if-chain and a paragraph of the prompt, three lists of tools exist and they drift: what the model was told, what the code runs, and what the permission check believes. The tool added on a Friday is in the first two and not in the third. Everything that decides about tools later (gates, pools, audits, tests) has to hang on one list, or it decides about a different list.',
  pattern:
    'Declare each tool as data first and code second: name, description, input schema, what it can change, where it came from. Keep one collection of these entries, and derive everything from it: the definitions sent to the model, the dispatch, the permission check, the help text. Check arguments against the schema at the one dispatch site. What users can type is a different list with different rights, so it lives apart.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported two registries side by side: 207 user commands and 184 tools for the model. The split matters more than the numbers: what a person may start is not what the model may start, and each list can be shown, filtered and checked on its own.',
  yours:
    'One file with an array of objects and a `find` by name; ten tools need no classes, no decorators and no plugin loader. Add the field `risk` on day one, because the gate will want it on day two. Put a source field in on the day the first tool comes from elsewhere, and refuse to build discovery from folders before a second person writes tools.',
  requires: [],
  appliesWhen: 'the model can call tools, or what it writes is run',
  applies,
};

function applies({ map }: JudgeContext): { applies: boolean; reason: string } {
  if (map.kind === 'workflow')
    return { applies: false, reason: 'A workflow: the model is offered no tools, and what it answers is not run.' };
  const [tool] = map.tools;
  if (tool !== undefined) {
    const count = map.tools.length === 1 ? 'One tool was' : `${map.tools.length} tools were`;
    return { applies: true, reason: `${count} found, the first at ${tool.site.file}:${tool.site.line}.` };
  }
  const [dispatch] = map.dispatches;
  if (dispatch !== undefined)
    return { applies: true, reason: `Tool calls are dispatched at ${dispatch.site.file}:${dispatch.site.line}.` };
  const change = whatItChanges(map);
  if (change !== undefined) return { applies: true, reason: change };
  return { applies: false, reason: 'The model was not seen to call tools, nor is what it writes run.' };
}
