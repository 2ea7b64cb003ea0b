// Groq client SDKs. Documentation: https://console.groq.com/docs/libraries
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'groq',
  title: 'Groq SDK',
  languages: ['typescript', 'python'],
  modules: ['groq-sdk', 'groq'],
  requests: calls('completions.create'),
};
