// Google Gen AI SDKs, and the older generative-ai and Vertex AI ones. Documentation: https://ai.google.dev/gemini-api/docs/libraries
import type { Framework } from '../../contracts.js';
import { calls } from './kit/calls.js';

export const framework: Framework = {
  id: 'google-genai',
  title: 'Google Gen AI SDK',
  languages: ['typescript', 'python', 'go'],
  modules: [
    '@google/genai',
    '@google/generative-ai',
    '@google-cloud/vertexai',
    'google.genai',
    'google-genai',
    'google.generativeai',
    'google-generativeai',
    'vertexai',
    'google.golang.org/genai',
    'github.com/google/generative-ai-go',
  ],
  requests: calls(
    'generateContent',
    'generateContentStream',
    'generate_content',
    'generate_content_async',
    'generate_content_stream',
    'chat.sendMessage',
    'chat.sendMessageStream',
    'chat.send_message',
    'chat.send_message_stream',
    'chat.send_message_async',
    'interactions.create',
    'Models.GenerateContent',
    'Models.GenerateContentStream',
    'model.GenerateContent',
    'model.GenerateContentStream',
    'chat.SendMessage',
    'chat.SendMessageStream',
  ),
  tools: { calls: calls('mcpToTool') },
  limits: ['maximumRemoteCalls', 'maximum_remote_calls'],
};
