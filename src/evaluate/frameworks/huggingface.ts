// Hugging Face inference clients and transformers. Documentation: https://huggingface.co/docs/huggingface_hub/guides/inference,
// https://huggingface.co/docs/huggingface.js/inference/README, https://huggingface.co/docs/transformers/main_classes/pipelines
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'huggingface',
  title: 'Hugging Face',
  languages: ['typescript', 'python'],
  modules: [
    '@huggingface/inference',
    '@huggingface/transformers',
    'huggingface_hub',
    'huggingface-hub',
    'transformers',
  ],
  requests: calls(
    'chatCompletion',
    'chatCompletionStream',
    'textGeneration',
    'textGenerationStream',
    'chat_completion',
    'text_generation',
    'completions.create',
    'model.generate',
    'pipeline',
  ),
};
