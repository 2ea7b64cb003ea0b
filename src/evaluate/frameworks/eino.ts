// Eino. Documentation: https://www.cloudwego.io/docs/eino/core_modules, https://pkg.go.dev/github.com/cloudwego/eino
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'eino',
  title: 'Eino',
  languages: ['go'],
  modules: ['github.com/cloudwego/eino', 'github.com/cloudwego/eino-ext'],
  requests: calls(
    'chatModel.Generate',
    'chatModel.Stream',
    'model.Generate',
    'model.Stream',
    'ChatModel.Generate',
    'ChatModel.Stream',
  ),
  loops: calls('react.NewAgent', 'adk.NewChatModelAgent', 'adk.NewRunner'),
  graphs: calls('compose.NewGraph', 'compose.NewChain', 'compose.NewWorkflow'),
  tools: { calls: calls('utils.InferTool', 'utils.NewTool', 'utils.InferStreamTool', 'compose.NewToolNode') },
  gates: calls('compose.Interrupt', 'compose.StatefulInterrupt', 'tool.Interrupt', 'compose.WithInterruptBeforeNodes'),
  limits: ['MaxStep', 'MaxIterations', 'WithMaxRunSteps'],
  mcp: { client: calls('mcp.GetTools') },
  agents: calls('host.NewMultiAgent', 'adk.NewAgentTool'),
};
