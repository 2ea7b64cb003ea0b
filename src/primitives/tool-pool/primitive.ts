import type { JudgeContext, Primitive } from '../../contracts.js';

/** More tools than this and the model starts to pick wrongly; the catalogue's threshold, not a measured constant. */
const FEW_TOOLS = 8;

export const primitive: Primitive = {
  id: 'tool-pool',
  number: 9,
  tier: 'month-one',
  title: 'Tool pool',
  question: 'Is the model offered only the tools this run calls for?',
  why: 'Each tool definition costs tokens on every request and is one more wrong choice. A planning run that can see `delete_branch` will one day call it; a server added for one task hands its forty tools to all others. Hiding a tool is the one permission check that cannot be argued with.',
  pattern:
    'Keep the registry complete and the pool small. A function takes the registry plus the context of this run (mode, agent type, permissions, environment) and returns the tools to offer; configuration can take tools away from it. When the set is still large, offer a search or load tool and bring definitions in on demand.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported that the full set of some 184 model tools is never offered as it stands: each session assembles its own pool from mode flags, deny lists and the permission context.',
  yours:
    'One pure function, `poolFor(registry, { mode, denied })`, called where the request is built: three filters and a test. Dispatch must look names up in the same pool, or a hidden tool still runs when the model guesses its name. Below eight tools and without plugins, skip this primitive; build deferred loading only when definitions measurably crowd the window.',
  requires: ['tool-registry', 'permission-system'],
  appliesWhen: `the registry holds more than about ${FEW_TOOLS} tools, or plugins or MCP servers can add to it`,
  applies,
};

function applies({ map }: JudgeContext): { applies: boolean; reason: string } {
  if (map.kind === 'workflow') return { applies: false, reason: 'A workflow: the model is offered no tools.' };
  const count = map.tools.length;
  if (map.capabilities.mcp) return { applies: true, reason: 'MCP servers can add tools the harness did not choose.' };
  if (map.capabilities.plugins) return { applies: true, reason: 'Plugins can add tools the harness did not choose.' };
  if (count > FEW_TOOLS)
    return {
      applies: true,
      reason: `${count} tools were found; beyond about ${FEW_TOOLS}, every run should see a selection.`,
    };
  return {
    applies: false,
    reason: `${count === 1 ? '1 tool was' : `${count} tools were`} found and none come from plugins or MCP: a fixed set is the lean choice.`,
  };
}
