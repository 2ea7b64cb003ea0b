// Google Agent Development Kit. Documentation: https://google.github.io/adk-docs/agents, https://google.github.io/adk-docs/sessions
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'google-adk',
  title: 'Google ADK',
  languages: ['typescript', 'python', 'go'],
  modules: ['@google/adk', 'google.adk', 'google-adk', 'google.golang.org/adk'],
  loops: calls(
    'runner.run',
    'runner.run_async',
    'runner.runAsync',
    'runner.run_live',
    'runner.Run',
    'InMemoryRunner',
    'Runner',
    'runner.New',
  ),
  tools: {
    calls: calls('FunctionTool', 'LongRunningFunctionTool', 'functiontool.New'),
    bases: ['BaseTool', 'BaseToolset', 'FunctionTool'],
  },
  validatesInput: true,
  gates: calls('request_confirmation', 'requestConfirmation', 'RequestConfirmation'),
  gateOptions: [
    'require_confirmation',
    'requireConfirmation',
    'RequireConfirmation',
    'before_tool_callback',
    'beforeToolCallback',
    'BeforeToolCallbacks',
  ],
  stores: [
    ...stores(false, 'InMemorySessionService', 'session.InMemoryService'),
    ...stores(true, 'DatabaseSessionService', 'SqliteSessionService', 'VertexAiSessionService'),
  ],
  limits: ['max_llm_calls', 'maxLlmCalls', 'max_iterations', 'maxIterations', 'MaxIterations'],
  mcp: { client: calls('MCPToolset', 'McpToolset', 'mcptoolset.New') },
  agents: calls('AgentTool', 'agenttool.New', 'SequentialAgent', 'ParallelAgent', 'LoopAgent'),
};
