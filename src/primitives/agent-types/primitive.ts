import type { JudgeContext, Primitive } from '../../contracts.js';

export const primitive: Primitive = {
  id: 'agent-types',
  number: 12,
  tier: 'month-one',
  title: 'Agent types',
  question: 'Is every agent a named role with limits in code, or a copy of the main agent with a different wish?',
  why: 'A sub-agent that inherits everything can do everything: the "explorer" edits files, workers spawn workers, one question turns into a bill. When roles exist only as sentences in a prompt, nobody can predict what a delegated task may touch, and no test can hold it to that.',
  pattern:
    'Declare each type as data: name, prompt, allowed tools, limits, and a model or budget where it differs. One function starts an agent of a type: it builds a fresh context, filters the tools, enforces turn and depth limits, and hands back only the result. Anything not declared cannot be spawned.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported six built-in agent types (explore, plan, verify, guide, general purpose and status-line setup), each with its own prompt, allowed tools and behavioural limits; an explorer cannot edit and a planner does not execute.',
  yours:
    'Stay with one agent until a task truly needs a separate context; most "teams" are a longer prompt in disguise. Then write a table of two or three rows, `explore` (read-only) and `verify` first, and one `runAgent(type, task)` that the table fully governs. No role hierarchies, no message bus, no agents that design agents.',
  requires: ['tool-registry', 'token-budget', 'tool-pool'],
  appliesWhen: 'the harness runs more than one agent, or its one agent has modes',
  applies,
};

function applies({ map }: JudgeContext): { applies: boolean; reason: string } {
  if (map.kind === 'workflow')
    return { applies: false, reason: 'A workflow: code decides what comes next, and there is no agent.' };
  const names = map.agentTypes.map((type) => type.name);
  if (names.length > 0)
    return { applies: true, reason: `Agent types or modes were found: ${[...new Set(names)].slice(0, 6).join(', ')}.` };
  if (map.capabilities.subagents) return { applies: true, reason: 'The harness can start further agents.' };
  return { applies: false, reason: 'One agent without modes: a type system would be weight without use.' };
}
