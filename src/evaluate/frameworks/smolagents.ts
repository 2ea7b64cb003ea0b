// smolagents as a dependency. Documentation: https://huggingface.co/docs/smolagents/reference/agents
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'smolagents',
  title: 'smolagents',
  languages: ['python'],
  modules: ['smolagents'],
  loops: calls('CodeAgent', 'ToolCallingAgent', 'MultiStepAgent', 'CodeAgent.from_hub', 'agent.run'),
  tools: {
    calls: calls('Tool.from_hub', 'Tool.from_space', 'Tool.from_langchain'),
    decorators: ['tool'],
    bases: ['Tool', 'PipelineTool'],
  },
  limits: ['max_steps'],
  mcp: { client: calls('MCPClient', 'ToolCollection.from_mcp') },
};
