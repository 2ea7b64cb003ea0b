// llama.cpp bindings, a model inside the process. Documentation: https://llama-cpp-python.readthedocs.io, https://node-llama-cpp.withcat.ai
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'llama-cpp',
  title: 'llama.cpp',
  languages: ['typescript', 'python'],
  modules: ['llama_cpp', 'llama-cpp-python', 'node-llama-cpp'],
  requests: calls(
    'create_chat_completion',
    'create_completion',
    'session.prompt',
    'session.promptWithMeta',
    'chat.generateResponse',
  ),
};
