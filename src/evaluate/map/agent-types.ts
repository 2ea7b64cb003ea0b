// The kinds of agents of a harness, and the modes of its one agent. A list of names is not enough: each kind of finding
// asks for a table that is read, a class that runs the loop, a closed set, or arms that tell the names apart.
import type { AgentType, ModelCall, Tool } from '../../contracts.js';
import { definedAgents, tabledAgents } from './agent-types/declared.js';
import { rosterAgents } from './agent-types/rosters.js';
import { armAgents, classAgents, nodeAgents, setAgents } from './agent-types/sets.js';
import type { Loops } from './agent-types/spawning.js';
import { steppingAgents } from './agent-types/steppers.js';

/** Agent types and modes, by file, line and name. */
export function findAgentTypes({ code, loops }: Loops, modelCalls: ModelCall[], tools: Tool[]): AgentType[] {
  const found = [
    ...rosterAgents(code, tools),
    ...tabledAgents(code),
    ...definedAgents(code),
    ...classAgents(code, loops),
    ...steppingAgents(code, loops, modelCalls),
    ...setAgents(code),
    ...armAgents(code),
    ...nodeAgents(code, modelCalls),
  ];
  const first = new Map<string, AgentType>();
  for (const t of found) {
    const key = `${t.site.file}\0${String(t.site.line).padStart(7, '0')}\0${t.name}`;
    if (!first.has(key)) first.set(key, t);
  }
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, t]) => t);
}
