// Clients travel: made in one file, kept in a context, used in a third that imports no SDK. Some request paths are so
// much a vendor's own that they tell a model call wherever they stand, and many vendors copy them.
import type { CallNode } from '../../../contracts.js';
import { dotted, endsWithPath } from '../dotted-path.js';
import type { Survey } from '../survey.js';
import { givenKeys } from './given-keys.js';

/** Request paths nobody else has, by the framework whose interface they are. */
const PATHS: readonly (readonly [framework: string, ...suffixes: string[]])[] = [
  [
    'openai',
    'chat.completions.create',
    'chat.completions.parse',
    'chat.completions.stream',
    'Chat.Completions.New',
    'Chat.Completions.NewStreaming',
    'CreateChatCompletion',
    'CreateChatCompletionStream',
    'create_chat_completion',
  ],
  ['anthropic', 'beta.messages.create', 'beta.messages.stream', 'Messages.NewStreaming'],
  [
    'google-genai',
    'models.generateContent',
    'models.generateContentStream',
    'models.generate_content',
    'models.generate_content_stream',
    'Models.GenerateContent',
    'Models.GenerateContentStream',
  ],
  ['genai-rust', 'exec_chat', 'exec_chat_stream'],
  ['ollama', 'send_chat_messages', 'send_chat_messages_with_history'],
];

/** Request paths that others have too: what they are given must be a model and a conversation. */
const PLAIN: readonly (readonly [framework: string, ...suffixes: string[]])[] = [
  ['openai', 'responses.create', 'responses.stream', 'completions.create', 'completions.parse'],
  ['anthropic', 'messages.create', 'messages.stream'],
];
const CONVERSATION = ['messages', 'input', 'prompt'];

/** Calls of a vendor's request path that no import explains, with the framework it belongs to. */
export function distinctRequests({ code }: Survey): { call: CallNode; framework: string }[] {
  return code.calls.flatMap((call) => {
    if ((call.targets.length > 0 && call.guessed !== true) || call.fact.receiver === '') return [];
    const framework = named(call, PATHS) ?? (givesConversation(call) ? named(call, PLAIN) : undefined);
    return framework === undefined ? [] : [{ call, framework }];
  });
}

function named({ fact }: CallNode, paths: typeof PATHS): string | undefined {
  const callee = dotted(fact.callee);
  return paths.find(([, ...suffixes]) => suffixes.some((suffix) => endsWithPath(callee, suffix)))?.[0];
}

function givesConversation(call: CallNode): boolean {
  const keys = givenKeys(call);
  return keys.includes('model') && CONVERSATION.some((k) => keys.includes(k));
}
