// Vercel AI SDK. Documentation: https://ai-sdk.dev/docs/ai-sdk-core, https://ai-sdk.dev/docs/agents/loop-control
import type { Framework } from '../../contracts.js';
import { calls, constructed } from './kit/calls.js';

/** Without one of these a call ends after one step. */
const SEVERAL_STEPS = ['stopWhen', 'maxSteps', 'maxToolRoundtrips'];

export const framework: Framework = {
  id: 'ai-sdk',
  title: 'AI SDK',
  languages: ['typescript'],
  modules: ['ai', '@ai-sdk'],
  requests: calls('generateText', 'streamText', 'generateObject', 'streamObject'),
  loops: [
    { suffix: 'generateText', withOption: SEVERAL_STEPS },
    { suffix: 'streamText', withOption: SEVERAL_STEPS },
    ...constructed('ToolLoopAgent', 'Agent', 'Experimental_Agent'),
    ...calls('agent.generate', 'agent.stream'),
  ],
  tools: { calls: calls('tool', 'dynamicTool') },
  // https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
  streams: [
    {
      name: 'UIMessageChunk',
      calls: calls(
        'toUIMessageStream',
        'toUIMessageStreamResponse',
        'pipeUIMessageStreamToResponse',
        'createAgentUIStreamResponse',
        'toDataStream',
        'toDataStreamResponse',
        'pipeDataStreamToResponse',
      ),
      events: [
        { name: 'text-delta', keys: ['id', 'delta'] },
        { name: 'tool-input-available', keys: ['toolCallId', 'toolName', 'input'] },
        { name: 'tool-output-available', keys: ['toolCallId', 'output'] },
        { name: 'tool-output-error', keys: ['toolCallId', 'errorText'] },
        { name: 'finish', keys: ['finishReason'], metadata: true },
      ],
    },
  ],
  validatesInput: true,
  gateOptions: ['needsApproval', 'toolApproval'],
  limits: ['stopWhen', 'stepCountIs', 'isStepCount', 'maxSteps', 'maxToolRoundtrips', 'hasToolCall'],
  mcp: { client: calls('createMCPClient', 'experimental_createMCPClient') },
  telemetry: [
    { suffix: 'generateText', withOption: ['experimental_telemetry', 'telemetry'] },
    { suffix: 'streamText', withOption: ['experimental_telemetry', 'telemetry'] },
    ...constructed('ToolLoopAgent', 'Agent').map((p) => ({
      ...p,
      withOption: ['experimental_telemetry', 'telemetry'],
    })),
    ...calls('registerTelemetry', 'registerTelemetryIntegration'),
  ],
};
