// xAI's client library. Documentation: https://docs.x.ai/docs/guides/chat
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'xai',
  title: 'xAI SDK',
  languages: ['python'],
  modules: ['xai_sdk', 'xai-sdk'],
  requests: calls('chat.sample', 'chat.stream', 'chat.parse', 'chat.defer'),
};
