// Agno (once Phidata). Documentation: https://docs.agno.com/agents/overview
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'agno',
  title: 'Agno',
  languages: ['python'],
  modules: ['agno', 'phi', 'phidata'],
  loops: calls(
    'Agent',
    'agent.run',
    'agent.arun',
    'agent.print_response',
    'agent.aprint_response',
    'team.run',
    'team.arun',
  ),
  tools: { decorators: ['tool'], bases: ['Toolkit'] },
  gateOptions: ['requires_confirmation', 'requires_user_input'],
  stores: [
    ...stores(true, 'SqliteDb', 'PostgresDb', 'MongoDb', 'RedisDb', 'JsonDb', 'SqliteStorage', 'PostgresStorage'),
    ...stores(false, 'InMemoryDb'),
  ],
  limits: ['tool_call_limit'],
  mcp: { client: calls('MCPTools', 'MultiMCPTools') },
  agents: calls('Team'),
};
