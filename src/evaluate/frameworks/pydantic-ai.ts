// Pydantic AI. Documentation: https://ai.pydantic.dev/agents, https://ai.pydantic.dev/deferred-tools
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'pydantic-ai',
  title: 'Pydantic AI',
  languages: ['python'],
  modules: ['pydantic_ai', 'pydantic-ai', 'pydantic-ai-slim', 'pydantic_graph'],
  requests: calls('model_request', 'model_request_sync', 'model_request_stream', 'model_request_stream_sync'),
  loops: calls(
    'agent.run',
    'agent.run_sync',
    'agent.run_stream',
    'agent.run_stream_events',
    'agent.iter',
    'Agent.run',
    'Agent.run_sync',
  ),
  graphs: calls('Graph'),
  tools: {
    calls: calls('Tool', 'Tool.from_schema', 'FunctionToolset'),
    decorators: ['agent.tool', 'tool_plain', 'toolset.tool'],
  },
  validatesInput: true,
  gates: calls('ApprovalRequired', 'ApprovalRequiredToolset', 'approval_required'),
  gateOptions: ['requires_approval'],
  stores: [{ suffix: 'FileStatePersistence', durable: true }],
  limits: ['usage_limits', 'UsageLimits', 'request_limit', 'tool_calls_limit', 'total_tokens_limit'],
  mcp: {
    client: calls(
      'MCPServerStdio',
      'MCPServerSSE',
      'MCPServerStreamableHTTP',
      'MCPServerHTTP',
      'FastMCPToolset',
      'load_mcp_servers',
    ),
  },
  telemetry: calls('Agent.instrument_all', 'InstrumentationSettings'),
};
