// Pydantic Logfire. Documentation: https://logfire.pydantic.dev/docs/reference/api/logfire
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'logfire',
  title: 'Logfire',
  languages: ['typescript', 'python', 'rust'],
  modules: ['logfire', '@pydantic/logfire-node'],
  telemetry: calls(
    'configure',
    'span',
    'info',
    'warn',
    'error',
    'instrument_pydantic_ai',
    'instrument_openai',
    'instrument_anthropic',
    'span!',
    'info!',
    'warn!',
    'error!',
  ),
};
