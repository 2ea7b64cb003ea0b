// vLLM, a model inside the process. Documentation: https://docs.vllm.ai/en/latest/serving/offline_inference.html
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'vllm',
  title: 'vLLM',
  languages: ['python'],
  modules: ['vllm'],
  requests: calls('llm.chat', 'llm.generate', 'model.chat', 'model.generate', 'engine.generate'),
};
