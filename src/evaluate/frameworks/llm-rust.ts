// The `llm` crate for Rust. Documentation: https://docs.rs/llm
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'llm-rust',
  title: 'llm crate',
  languages: ['rust'],
  modules: ['llm'],
  requests: calls('llm.chat', 'llm.chat_with_tools', 'llm.chat_stream', 'chat_with_tools', 'chat_stream_with_tools'),
};
