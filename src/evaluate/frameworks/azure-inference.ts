// Azure AI Inference. Documentation: https://learn.microsoft.com/python/api/overview/azure/ai-inference-readme,
// https://learn.microsoft.com/javascript/api/overview/azure/ai-inference-rest-readme
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'azure-inference',
  title: 'Azure AI Inference',
  languages: ['typescript', 'python'],
  modules: ['azure.ai.inference', 'azure-ai-inference', '@azure-rest/ai-inference'],
  requests: calls('client.complete', 'path.post'),
};
