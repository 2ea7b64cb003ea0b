// OpenRouter client and agent SDKs. Documentation: https://openrouter.ai/docs/agent-sdk
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'openrouter',
  title: 'OpenRouter SDK',
  languages: ['typescript', 'python'],
  modules: ['@openrouter/sdk', '@openrouter/agent', 'openrouter'],
  requests: calls('chat.send', 'responses.send'),
  loops: calls('callModel'),
  tools: { calls: calls('tool') },
  validatesInput: true,
  gateOptions: ['requireApproval'],
  limits: ['stopWhen', 'stepCountIs', 'maxCost', 'maxTokensUsed'],
};
