// Haystack. Documentation: https://docs.haystack.deepset.ai/docs/agent
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'haystack',
  title: 'Haystack',
  languages: ['python'],
  modules: ['haystack', 'haystack-ai', 'haystack_integrations'],
  requests: calls('generator.run', 'chat_generator.run', 'llm.run'),
  loops: calls('Agent', 'agent.run', 'agent.run_async'),
  tools: { calls: calls('Tool', 'create_tool_from_function', 'ComponentTool', 'ToolInvoker'), decorators: ['tool'] },
  gates: calls('BlockingConfirmationStrategy', 'HumanInTheLoopStrategy'),
  limits: ['max_agent_steps', 'max_runs_per_component'],
  mcp: { client: calls('MCPTool', 'MCPToolset') },
};
