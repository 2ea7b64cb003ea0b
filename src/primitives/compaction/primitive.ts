import type { JudgeContext, Primitive } from '../../contracts.js';
import { whenLooping } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'compaction',
  number: 10,
  tier: 'month-one',
  title: 'Compaction',
  question: 'When the history no longer fits the window, what goes, what stays, and who decides?',
  why: 'A long run ends in one of three ways: the provider rejects the request and hours of work stop with it, the oldest messages fall off and the agent forgets what it was asked, or every turn costs as much as the whole history. All three arrive late, with the users who trust the agent with the biggest tasks.',
  pattern:
    'Measure the history before each model call and compact at a threshold well below the window. Keep the instructions that opened the work and the latest turns word for word; summarise or prune the middle, large tool outputs first. Never separate a tool call from its result, store what was dropped, and stop trying after a few failed compactions.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported that the transcript is compacted by itself after a number of turns, that recent entries are kept as they are, and that the store tracks what has been persisted, so that shortening the window does not lose the record.',
  yours:
    'Start with two plain functions and no model: one cuts every tool output to a few thousand characters, one drops old outputs from the middle when the token count passes 70 % of the window. Append messages to the session file before you drop them. Add a summary call only when pruning is not enough; vector stores and layered memory are a different project.',
  requires: ['session-persistence', 'token-budget'],
  appliesWhen: 'a run can outgrow the context window, which any loop that appends to its history can',
  applies,
};

function applies({ map }: JudgeContext): { applies: boolean; reason: string } {
  const loop = map.loops[0];
  if (map.kind === 'workflow')
    return {
      applies: false,
      reason: 'A workflow: every item is asked about afresh, so no history grows from turn to turn.',
    };
  return loop === undefined
    ? whenLooping(map)
    : {
        applies: true,
        reason: `The loop at ${loop.site.file}:${loop.site.line} adds to its history each turn and can outgrow the window.`,
      };
}
