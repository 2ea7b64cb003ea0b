// Most primitives apply for one of two reasons: the model is called in a loop, or what it asks for changes something.
import type { Capabilities, EffectClass, HarnessMap } from '../../contracts.js';

export interface Applicability {
  applies: boolean;
  reason: string;
}

const CHANGES: Partial<Record<EffectClass, string>> = {
  shell: 'runs shell commands',
  eval: 'runs code that the model wrote',
  write: 'writes files',
  delete: 'deletes files',
  database: 'works on a database',
  message: 'sends messages',
  spend: 'spends money',
};

const CAPABILITIES: [keyof Capabilities, string][] = [
  ['shell', 'The harness can run shell commands.'],
  ['codeExecution', 'The harness runs code that the model wrote.'],
  ['fileWrite', 'The harness can write files.'],
  ['database', 'The harness works on a database.'],
  ['message', 'The harness can send messages.'],
  ['spend', 'The harness can spend money.'],
  ['mcp', 'Tools come from MCP servers, which may do anything.'],
  ['plugins', 'Tools come from plugins, which may do anything.'],
];

/** Why a tool call can change something outside the conversation, or undefined when none was seen that does. */
export function whatItChanges(map: HarnessMap): string | undefined {
  for (const tool of map.tools)
    for (const effect of tool.effects) {
      const does = CHANGES[effect.class];
      if (does !== undefined) return `The tool ${tool.name} ${does} (${effect.site.file}:${effect.site.line}).`;
    }
  return CAPABILITIES.find(([name]) => map.capabilities[name])?.[1];
}

/**
 * Applies when the harness has an agent loop: a model called again with what its tools answered. Tools that are dispatched
 * are asked for by somebody: a loop that could not be followed is unseen, not absent, and excuses nothing.
 */
export function whenLooping(map: HarnessMap): Applicability {
  const loop = map.loops[0];
  const dispatch = map.dispatches[0];
  if (loop === undefined && dispatch !== undefined && map.tools.length > 0)
    return {
      applies: true,
      reason: `Tools are dispatched at ${dispatch.site.file}:${dispatch.site.line}, so a model is asked again, though the loop itself was not found.`,
    };
  if (loop === undefined) return { applies: false, reason: 'No loop that calls a model more than once was found.' };
  const where = `${loop.site.file}:${loop.site.line}`;
  if (map.kind === 'workflow')
    return { applies: true, reason: `The loop at ${where} asks the model about one item after the other.` };
  return { applies: true, reason: `The loop at ${where} calls the model again with what its tools answered.` };
}

/** Applies when some tool writes, executes, sends or spends. */
export function whenActing(map: HarnessMap): Applicability {
  if (map.kind === 'workflow')
    return {
      applies: false,
      reason: 'A workflow: the model is offered no tools, so there is no action to decide about.',
    };
  const change = whatItChanges(map);
  if (change !== undefined) return { applies: true, reason: change };
  const asked = map.gates.find((g) => g.kind === 'ask' || g.kind === 'framework');
  if (asked !== undefined)
    return { applies: true, reason: `Actions wait for an answer (${asked.site.file}:${asked.site.line}).` };
  return { applies: false, reason: 'No tool was seen that writes, executes, sends or spends.' };
}
