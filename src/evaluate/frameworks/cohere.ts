// Cohere client SDKs. Documentation: https://docs.cohere.com/reference/about
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'cohere',
  title: 'Cohere SDK',
  languages: ['typescript', 'python', 'go'],
  modules: ['cohere-ai', 'cohere', 'github.com/cohere-ai/cohere-go'],
  requests: calls(
    'cohere.chat',
    'co.chat',
    'client.chat',
    'chatStream',
    'chat_stream',
    'client.Chat',
    'client.ChatStream',
    'V2.Chat',
    'V2.ChatStream',
  ),
};
