// Semantic Kernel and Microsoft Agent Framework. Documentation: https://learn.microsoft.com/semantic-kernel/frameworks/agent,
// https://learn.microsoft.com/agent-framework
import type { Framework } from '../../contracts.js';
import { calls, stores } from './kit/calls.js';

export const framework: Framework = {
  id: 'semantic-kernel',
  title: 'Semantic Kernel',
  languages: ['python'],
  modules: ['semantic_kernel', 'semantic-kernel', 'agent_framework', 'agent-framework'],
  requests: calls(
    'get_chat_message_content',
    'get_chat_message_contents',
    'get_streaming_chat_message_content',
    'get_streaming_chat_message_contents',
    'kernel.invoke_prompt',
  ),
  loops: calls(
    'ChatCompletionAgent',
    'ChatAgent',
    'agent.get_response',
    'agent.invoke',
    'agent.invoke_stream',
    'agent.run',
    'agent.run_stream',
    'create_agent',
  ),
  tools: { decorators: ['kernel_function', 'ai_function'] },
  validatesInput: true,
  gates: calls('RequestInfoExecutor'),
  gateOptions: ['approval_mode'],
  stores: [...stores(true, 'FileCheckpointStorage'), ...stores(false, 'InMemoryCheckpointStorage')],
  limits: ['maximum_auto_invoke_attempts', 'maximum_iterations'],
  mcp: {
    client: calls('MCPStdioPlugin', 'MCPSsePlugin', 'MCPStreamableHttpPlugin', 'MCPStdioTool', 'MCPStreamableHTTPTool'),
  },
  agents: calls(
    'SequentialOrchestration',
    'HandoffOrchestration',
    'GroupChatOrchestration',
    'MagenticOrchestration',
    'WorkflowBuilder',
  ),
};
