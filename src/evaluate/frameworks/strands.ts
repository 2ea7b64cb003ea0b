// Strands Agents. Documentation: https://strandsagents.com/latest/documentation/docs/user-guide/concepts/agents/agent-loop
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'strands',
  title: 'Strands Agents',
  languages: ['typescript', 'python'],
  modules: ['strands', 'strands-agents', '@strands-agents/sdk', 'strands_tools'],
  loops: calls('Agent', 'agent.invoke_async', 'agent.stream_async', 'agent.invoke', 'agent.stream'),
  tools: { calls: calls('tool'), decorators: ['tool'] },
  validatesInput: true,
  gates: calls('event.interrupt', 'tool_context.interrupt'),
  stores: stores(true, 'FileSessionManager', 'S3SessionManager'),
  mcp: { client: calls('MCPClient', 'McpClient') },
  telemetry: calls('StrandsTelemetry'),
  agents: calls('Swarm', 'GraphBuilder'),
};
