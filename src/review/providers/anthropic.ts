// Anthropic's Messages API. The reply's form is asked for with `output_config.format`; the stable prefix is the system
// prompt and ends in a cache breakpoint (https://platform.claude.com/docs/en/build-with-claude/prompt-caching).
import Anthropic, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from '@anthropic-ai/sdk';
import { callFailure } from '../call-failure.js';
import { CallFailure, type Connection, type Price, type Provider, type Reply, type Request } from '../provider.js';

/** Cache reads cost a tenth of input, five-minute writes a quarter more. */
function price(input: number, output: number): Price {
  return { input, output, cacheRead: input / 10, cacheWrite: input * 1.25 };
}

export const provider: Provider = {
  id: 'anthropic',
  title: 'Anthropic',
  variables: { key: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', model: 'ANTHROPIC_MODEL' },
  keysAt: 'https://platform.claude.com/settings/keys',
  baseUrl: 'https://api.anthropic.com',
  model: 'claude-sonnet-4-6',
  prices: {
    'claude-haiku-4-5': price(1, 5),
    'claude-sonnet-4-5': price(3, 15),
    'claude-sonnet-4-6': price(3, 15),
    'claude-opus-4-5': price(5, 25),
    'claude-opus-4-6': price(5, 25),
  },
  ask,
};

async function ask(connection: Connection, request: Request, signal: AbortSignal): Promise<Reply> {
  const { model, prefix, question, schema, maxOutputTokens } = request;
  try {
    const message = await clientOf(connection).messages.create(
      {
        model,
        max_tokens: maxOutputTokens,
        system: [{ type: 'text', text: prefix, cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: question }],
        output_config: { format: { type: 'json_schema', schema } },
      },
      { signal },
    );
    return reply(message);
  } catch (error) {
    throw failure(error);
  }
}

function clientOf({ key, baseUrl, timeout }: Connection): Anthropic {
  return new Anthropic({ apiKey: key, authToken: null, baseURL: baseUrl, timeout, maxRetries: 0, logLevel: 'off' });
}

function reply({ content, usage, stop_reason: end }: Anthropic.Message): Reply {
  const cacheRead = usage.cache_read_input_tokens ?? 0;
  const cacheWrite = usage.cache_creation_input_tokens ?? 0;
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    tokens: { input: usage.input_tokens + cacheRead + cacheWrite, output: usage.output_tokens, cacheRead, cacheWrite },
    end: end === 'refusal' ? 'refused' : end === 'end_turn' || end === 'stop_sequence' ? 'complete' : 'truncated',
  };
}

function failure(error: unknown): unknown {
  if (error instanceof APIUserAbortError) return callFailure({ ...NOTHING, how: 'aborted' });
  if (error instanceof APIConnectionTimeoutError) return callFailure({ ...NOTHING, how: 'timeout' });
  if (error instanceof APIConnectionError) return callFailure({ ...NOTHING, how: 'connection' });
  if (!(error instanceof APIError)) return new CallFailure('server', 'the reply is not that of a Messages API');
  return callFailure({ status: error.status, headers: error.headers, message: error.message, how: 'answered' });
}

const NOTHING = { status: undefined, headers: undefined, message: '' };
