// Genkit. Documentation: https://genkit.dev/docs/models, https://genkit.dev/docs/tool-calling
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'genkit',
  title: 'Genkit',
  languages: ['typescript', 'python', 'go'],
  modules: ['genkit', '@genkit-ai', 'github.com/firebase/genkit/go'],
  requests: calls(
    'ai.generate',
    'ai.generateStream',
    'ai.generate_stream',
    'genkit.Generate',
    'genkit.GenerateText',
    'genkit.GenerateData',
  ),
  // With tools, `generate` calls them and asks again until the model answers or `maxTurns` is reached.
  loops: [
    { suffix: 'ai.generate', withOption: ['tools'] },
    { suffix: 'ai.generateStream', withOption: ['tools'] },
    { suffix: 'ai.generate_stream', withOption: ['tools'] },
    ...calls('chat.send', 'chat.sendStream'),
  ],
  tools: { calls: calls('ai.defineTool', 'ai.dynamicTool', 'genkit.DefineTool'), decorators: ['ai.tool'] },
  validatesInput: true,
  gates: calls('ai.defineInterrupt', 'Interrupt'),
  limits: ['maxTurns', 'max_turns', 'WithMaxTurns'],
  mcp: { client: calls('createMcpClient', 'createMcpHost'), server: calls('createMcpServer') },
  telemetry: calls('enableFirebaseTelemetry', 'enableGoogleCloudTelemetry'),
};
