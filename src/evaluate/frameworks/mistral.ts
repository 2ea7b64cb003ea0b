// Mistral AI client SDKs. Documentation: https://docs.mistral.ai/getting-started/clients
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'mistral',
  title: 'Mistral AI SDK',
  languages: ['typescript', 'python'],
  modules: ['@mistralai/mistralai', 'mistralai'],
  requests: calls(
    'chat.complete',
    'chat.complete_async',
    'chat.stream',
    'chat.stream_async',
    'chat.parse',
    'agents.complete',
    'agents.stream',
    'fim.complete',
    'conversations.start',
    'conversations.append',
  ),
  loops: calls('conversations.run', 'conversations.run_async', 'conversations.run_stream_async'),
};
