// LlamaIndex. Documentation: https://developers.llamaindex.ai/python/framework/understanding/agent
import type { Framework } from '../../contracts.js';
import { calls, constructed } from './kit/calls.js';

export const framework: Framework = {
  id: 'llama-index',
  title: 'LlamaIndex',
  languages: ['typescript', 'python'],
  modules: [
    'llamaindex',
    '@llamaindex',
    'llama_index',
    'llama-index',
    'llama-index-core',
    'workflows',
    'llama-index-workflows',
  ],
  requests: calls(
    'llm.chat',
    'llm.achat',
    'llm.complete',
    'llm.acomplete',
    'llm.stream_chat',
    'llm.astream_chat',
    'chat_with_tools',
    'achat_with_tools',
    'astream_chat_with_tools',
    'Settings.llm.chat',
  ),
  loops: [
    ...calls(
      'FunctionAgent',
      'ReActAgent',
      'CodeActAgent',
      'AgentWorkflow',
      'ReActAgent.from_tools',
      'AgentWorkflow.from_tools_or_functions',
      'AgentRunner',
    ),
    ...constructed('OpenAIAgent', 'LLMAgent'),
    { suffix: 'agent', withOption: ['tools'] },
  ],
  tools: {
    calls: calls(
      'FunctionTool.from_defaults',
      'FunctionTool.from',
      'QueryEngineTool',
      'QueryEngineTool.from_defaults',
      'tool',
    ),
    bases: ['BaseTool', 'BaseToolSpec'],
  },
  validatesInput: true,
  gates: calls('InputRequiredEvent', 'wait_for_event'),
  limits: ['max_iterations', 'max_function_calls'],
  mcp: { client: calls('BasicMCPClient', 'McpToolSpec') },
  agents: calls('multiAgent'),
};
