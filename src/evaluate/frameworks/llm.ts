// The `llm` library for Python. Documentation: https://llm.datasette.io/en/stable/python-api.html
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'llm',
  title: 'LLM',
  languages: ['python'],
  modules: ['llm'],
  requests: calls('model.prompt', 'conversation.prompt', 'model.execute'),
  loops: calls('model.chain', 'conversation.chain'),
};
