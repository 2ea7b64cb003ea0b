// The language model interface of VS Code extensions. Documentation: https://code.visualstudio.com/api/extension-guides/ai/language-model
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'vscode-lm',
  title: 'VS Code Language Model API',
  languages: ['typescript'],
  modules: ['vscode'],
  requests: calls(
    'model.sendRequest',
    'models.sendRequest',
    'chatModel.sendRequest',
    'lm.sendRequest',
    'llm.sendRequest',
  ),
  tools: { calls: calls('lm.registerTool') },
};
