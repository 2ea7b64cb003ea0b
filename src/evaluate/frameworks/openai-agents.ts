// OpenAI Agents SDK. Documentation: https://openai.github.io/openai-agents-js, https://openai.github.io/openai-agents-python
import type { Framework } from '../../contracts.js';
import { calls, constructed, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'openai-agents',
  title: 'OpenAI Agents SDK',
  languages: ['typescript', 'python'],
  modules: [
    '@openai/agents',
    '@openai/agents-core',
    '@openai/agents-realtime',
    '@openai/agents-extensions',
    'agents',
    'openai-agents',
  ],
  loops: [
    ...calls('run', 'Runner.run', 'Runner.run_sync', 'Runner.run_streamed', 'runner.run'),
    ...constructed('RealtimeSession'),
  ],
  tools: { calls: calls('tool', 'FunctionTool'), decorators: ['function_tool'] },
  validatesInput: true,
  gates: calls('state.approve', 'state.reject'),
  gateOptions: [
    'needsApproval',
    'needs_approval',
    'requireApproval',
    'require_approval',
    'toolInputGuardrails',
    'tool_input_guardrails',
  ],
  stores: [
    ...stores(
      true,
      'SQLiteSession',
      'SQLAlchemySession',
      'SQLAlchemySession.from_url',
      'AdvancedSQLiteSession',
      'OpenAIConversationsSession',
      'RedisSession',
      'RedisSession.from_url',
      'EncryptedSession',
    ),
    ...stores(false, 'MemorySession'),
  ],
  limits: ['maxTurns', 'max_turns'],
  mcp: {
    client: calls(
      'MCPServerStdio',
      'MCPServerSSE',
      'MCPServerSse',
      'MCPServerStreamableHttp',
      'hostedMcpTool',
      'HostedMCPTool',
    ),
  },
  telemetry: calls(
    'withTrace',
    'addTraceProcessor',
    'add_trace_processor',
    'set_trace_processors',
    'setTraceProcessors',
    'custom_span',
    'withCustomSpan',
  ),
  agents: calls('handoff', 'agent.asTool', 'agent.as_tool', 'Agent.create'),
};
