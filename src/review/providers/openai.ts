// OpenAI's chat completions, which most compatible servers speak too. The reply's form is asked for with
// `response_format`; the vendor caches the longest prefix it has seen, so the stable part comes first.
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { callFailure } from '../call-failure.js';
import { CallFailure, type Connection, type Price, type Provider, type Reply, type Request } from '../provider.js';

/** Cached input costs the given share of input; writing the cache costs nothing extra. */
function price(input: number, output: number, cached: number): Price {
  return { input, output, cacheRead: input * cached, cacheWrite: input };
}

export const provider: Provider = {
  id: 'openai',
  title: 'OpenAI',
  variables: { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', model: 'OPENAI_MODEL' },
  keysAt: 'https://platform.openai.com/api-keys',
  baseUrl: 'https://api.openai.com/v1',
  model: 'gpt-5.1',
  prices: {
    'gpt-5.2': price(1.75, 14, 0.1),
    'gpt-5.1': price(1.25, 10, 0.1),
    'gpt-5': price(1.25, 10, 0.1),
    'gpt-5-mini': price(0.25, 2, 0.1),
    'gpt-4.1': price(2, 8, 0.25),
    'gpt-4.1-mini': price(0.4, 1.6, 0.25),
  },
  ask,
};

async function ask(connection: Connection, request: Request, signal: AbortSignal): Promise<Reply> {
  const { model, prefix, question, schema, maxOutputTokens } = request;
  try {
    const completion = await clientOf(connection).chat.completions.create(
      {
        model,
        max_completion_tokens: maxOutputTokens,
        messages: [
          { role: 'system', content: prefix },
          { role: 'user', content: question },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
      },
      { signal },
    );
    return reply(completion);
  } catch (error) {
    throw failure(error);
  }
}

function clientOf({ key, baseUrl, timeout }: Connection): OpenAI {
  return new OpenAI({ apiKey: key, baseURL: baseUrl, timeout, maxRetries: 0, logLevel: 'off' });
}

function reply({ choices, usage }: OpenAI.ChatCompletion): Reply {
  const [choice] = choices;
  const refused = choice?.finish_reason === 'content_filter' || (choice?.message.refusal ?? '') !== '';
  return {
    text: choice?.message.content ?? '',
    tokens: {
      input: usage?.prompt_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
      cacheRead: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      cacheWrite: 0,
    },
    end: refused ? 'refused' : choice?.finish_reason === 'stop' ? 'complete' : 'truncated',
  };
}

function failure(error: unknown): unknown {
  if (error instanceof APIUserAbortError) return callFailure({ ...NOTHING, how: 'aborted' });
  if (error instanceof APIConnectionTimeoutError) return callFailure({ ...NOTHING, how: 'timeout' });
  if (error instanceof APIConnectionError) return callFailure({ ...NOTHING, how: 'connection' });
  if (!(error instanceof APIError)) return new CallFailure('server', 'the reply is not that of a chat completion API');
  return callFailure({ status: error.status, headers: error.headers, message: error.message, how: 'answered' });
}

const NOTHING = { status: undefined, headers: undefined, message: '' };
