// OpenAI client SDKs and their community ports. Documentation: https://platform.openai.com/docs/libraries,
// https://pkg.go.dev/github.com/sashabaranov/go-openai, https://docs.rs/async-openai
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'openai',
  title: 'OpenAI SDK',
  languages: ['typescript', 'python', 'go', 'rust'],
  modules: [
    'openai',
    'openai-node',
    'github.com/openai/openai-go',
    'github.com/sashabaranov/go-openai',
    'async_openai',
    'async-openai',
  ],
  requests: calls(
    'completions.create',
    'completions.stream',
    'completions.parse',
    'responses.create',
    'responses.stream',
    'responses.parse',
    'ChatCompletion.create',
    'ChatCompletion.acreate',
    'Completions.New',
    'Completions.NewStreaming',
    'Responses.New',
    'Responses.NewStreaming',
    'CreateChatCompletion',
    'CreateChatCompletionStream',
    'createChatCompletion',
    'chat.create',
    'chat.create_stream',
    'responses.create_stream',
  ),
  loops: calls('completions.runTools', 'completions.runFunctions'),
  limits: ['maxChatCompletions'],
};
