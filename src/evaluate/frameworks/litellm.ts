// LiteLLM, one call for many providers. Documentation: https://docs.litellm.ai/docs/completion/input
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'litellm',
  title: 'LiteLLM',
  languages: ['python'],
  modules: ['litellm'],
  requests: calls(
    'completion',
    'acompletion',
    'text_completion',
    'atext_completion',
    'responses',
    'aresponses',
    'batch_completion',
  ),
};
