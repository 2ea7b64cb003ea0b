// Rig. Documentation: https://docs.rs/rig-core/latest/rig/agent
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'rig',
  title: 'Rig',
  languages: ['rust'],
  modules: ['rig', 'rig_core', 'rig-core', 'rig_agent', 'rig-agent'],
  requests: calls(
    'completion_request.send',
    'model.completion',
    'model.stream',
    'agent.completion',
    'agent.prompt',
    'agent.chat',
  ),
  loops: calls('prompt.multi_turn', 'prompt.max_turns', 'stream_prompt', 'stream_chat'),
  tools: { calls: calls('ToolSet.builder'), decorators: ['rig_tool'], bases: ['Tool', 'ToolDyn', 'ToolEmbedding'] },
  validatesInput: true,
  limits: ['multi_turn', 'max_turns', 'default_max_turns', 'default_max_depth'],
  mcp: { client: calls('rmcp_tools', 'rmcp_tool') },
};
