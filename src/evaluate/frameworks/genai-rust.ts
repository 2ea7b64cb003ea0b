// The `genai` crate, one client for many providers. Documentation: https://docs.rs/genai
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'genai-rust',
  title: 'genai (Rust)',
  languages: ['rust'],
  modules: ['genai'],
  requests: calls('exec_chat', 'exec_chat_stream'),
};
