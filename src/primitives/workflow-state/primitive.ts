import type { EffectClass, FunctionNode, JudgeContext, Primitive } from '../../contracts.js';
import { whatItChanges, whenLooping } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'workflow-state',
  number: 4,
  tier: 'day-one',
  title: 'Workflow state',
  question: 'After a restart, does the program know which steps are done, or must the model guess from the chat?',
  why: 'The agent does something that must happen once, a migration or a payment, and the process dies before the result is written to the transcript. On resume the model sees a request without an answer and, quite reasonably, does it again. A transcript says what was talked about; it cannot say whether an effect took place, and a model that has to infer it will sometimes infer wrong.',
  pattern:
    'Keep a small record per unit of work, apart from the messages: an id, a named state (planned, waiting, running, done, failed) and what it produced. Write "running" before the effect and "done" after it, both durably. On start, look for records left at "running" and settle each one on purpose: check the world, ask, or mark it interrupted. Waiting for a person is a state like the others and may last longer than the process.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported how a session is stored: messages, usage, permissions and configuration. About a separate record of steps and effects this catalogue has no report to lean on. A restored conversation does not tell whether the last command ran, so treat this as a gap to design for rather than a solution to copy.',
  yours:
    'One table or one JSONL file: call id, tool, state, result. Wrap the dispatch in `begin` and `finish`, and skip a call whose id is already done. A coding agent under git can let commits be its checkpoints; an agent that sends mail or money needs the ledger on day one. You do not need a workflow engine before work runs for days or on several machines.',
  requires: ['session-persistence'],
  appliesWhen: 'work takes several steps and some of them change something outside',
  applies,
};

const OUTSIDE: ReadonlySet<EffectClass> = new Set<EffectClass>([
  'shell',
  'eval',
  'delete',
  'database',
  'message',
  'spend',
]);

function applies({ map, code, path }: JudgeContext): { applies: boolean; reason: string } {
  const looping = whenLooping(map);
  if (!looping.applies) return looping;
  if (map.kind === 'workflow') {
    const acts = map.effects.find(
      ({ class: kind, fn }) => OUTSIDE.has(kind) && path.from.has(code.function(fn) as FunctionNode),
    );
    const reason =
      acts === undefined
        ? 'Its steps change nothing outside: what they write is what they keep.'
        : `A step acts outside (${acts.site.file}:${acts.site.line}).`;
    return { applies: acts !== undefined, reason };
  }
  const change = whatItChanges(map);
  if (change !== undefined) return { applies: true, reason: `${looping.reason} ${change}` };
  const opaque = map.tools.find((tool) => tool.run === undefined || tool.effects.length === 0);
  if (opaque !== undefined)
    return { applies: true, reason: `${looping.reason} What the tool ${opaque.name} changes could not be seen.` };
  if (map.tools.length === 0)
    return {
      applies: true,
      reason: `${looping.reason} No tool was found, so what its steps change could not be seen.`,
    };
  return { applies: false, reason: 'The steps were not seen to change anything outside the conversation.' };
}
