// Langfuse tracing. Documentation: https://langfuse.com/docs/observability/sdk/overview
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'langfuse',
  title: 'Langfuse',
  languages: ['typescript', 'python'],
  modules: ['langfuse', '@langfuse', 'langfuse-langchain', 'langfuse-vercel'],
  telemetry: calls(
    'Langfuse',
    'observe',
    'observeOpenAI',
    'startObservation',
    'startActiveObservation',
    'LangfuseSpanProcessor',
    'LangfuseExporter',
    'CallbackHandler',
    'langfuse.trace',
    'trace.generation',
    'trace.span',
    'start_as_current_span',
    'start_as_current_generation',
    'start_as_current_observation',
    'update_current_trace',
  ),
};
