// AutoGen. Documentation: https://microsoft.github.io/autogen/stable/user-guide/agentchat-user-guide
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'autogen',
  title: 'AutoGen',
  languages: ['python'],
  modules: [
    'autogen',
    'autogen_agentchat',
    'autogen_core',
    'autogen_ext',
    'autogen-agentchat',
    'autogen-core',
    'autogen-ext',
    'pyautogen',
    'ag2',
  ],
  requests: calls('model_client.create', 'model_client.create_stream'),
  loops: calls(
    'initiate_chat',
    'a_initiate_chat',
    'agent.run',
    'agent.run_stream',
    'team.run',
    'team.run_stream',
    'RoundRobinGroupChat',
    'SelectorGroupChat',
    'Swarm',
    'MagenticOneGroupChat',
  ),
  tools: {
    calls: calls('FunctionTool', 'register_function', 'mcp_server_tools'),
    decorators: ['register_for_llm', 'register_for_execution'],
    bases: ['BaseTool'],
  },
  validatesInput: true,
  gates: calls('UserProxyAgent'),
  gateOptions: ['human_input_mode', 'approval_func'],
  limits: [
    'max_turns',
    'max_consecutive_auto_reply',
    'max_round',
    'max_tool_iterations',
    'MaxMessageTermination',
    'TokenUsageTermination',
    'TimeoutTermination',
  ],
  mcp: { client: calls('McpWorkbench', 'mcp_server_tools', 'StdioServerParams') },
  agents: calls('AssistantAgent', 'ConversableAgent', 'AgentTool', 'TeamTool'),
};
