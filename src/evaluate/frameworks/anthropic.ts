// Anthropic client SDKs. Documentation: https://docs.anthropic.com/en/api/client-sdks
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'anthropic',
  title: 'Anthropic SDK',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: [
    '@anthropic-ai/sdk',
    '@anthropic-ai/bedrock-sdk',
    '@anthropic-ai/vertex-sdk',
    'anthropic',
    'github.com/anthropics/anthropic-sdk-go',
    'anthropic_sdk',
  ],
  requests: calls(
    'messages.create',
    'messages.stream',
    'messages.parse',
    'completions.create',
    'Messages.New',
    'Messages.NewStreaming',
  ),
  loops: calls(
    'messages.toolRunner',
    'messages.tool_runner',
    'Messages.NewToolRunner',
    'Messages.NewToolRunnerStreaming',
  ),
  tools: {
    calls: calls('betaTool', 'betaZodTool', 'toolrunner.NewBetaToolFromJSONSchema'),
    decorators: ['beta_tool', 'beta_async_tool'],
  },
  limits: ['max_iterations', 'MaxIterations'],
};
