// Ollama client libraries. Documentation: https://docs.ollama.com/api, https://pkg.go.dev/github.com/ollama/ollama/api, https://docs.rs/ollama-rs
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'ollama',
  title: 'Ollama',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: ['ollama', 'github.com/ollama/ollama/api', 'ollama_rs', 'ollama-rs'],
  requests: calls(
    'ollama.chat',
    'ollama.generate',
    'client.chat',
    'client.generate',
    'client.Chat',
    'client.Generate',
    'send_chat_messages',
    'send_chat_messages_stream',
    'send_chat_messages_with_history',
  ),
  loops: calls('Coordinator.chat', 'coordinator.chat'),
  tools: { decorators: ['ollama_rs.function'] },
};
