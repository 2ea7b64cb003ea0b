// A local server that speaks Anthropic's Messages API and OpenAI's chat completions as their specifications publish
// them, and misbehaves when told to. Keeps a log of everything it received.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Vendor = 'anthropic' | 'openai';

/** A request as the server understood it. */
export interface Received {
  vendor: Vendor;
  /** 0 for the first request. */
  index: number;
  headers: IncomingMessage['headers'];
  /** Everything that arrived, as it arrived. */
  raw: string;
  model: string;
  system: string;
  user: string;
  criterion: string;
  /** Tokens as this server counts and bills them. */
  tokens: { input: number; output: number; cached: number };
}

/** How a request is treated. */
export type Behaviour =
  | { does: 'answer'; answer: unknown }
  | { does: 'text'; text: string }
  | { does: 'refuse' }
  | { does: 'truncate'; text: string }
  | { does: 'fail'; status: number; headers?: Record<string, string> }
  | { does: 'garbage' }
  | { does: 'drop' }
  | { does: 'hang' };

export interface ModelServer {
  /** Address as a --base-url for the vendor. */
  url(vendor: Vendor): string;
  received: Received[];
  behave(behaviour: (request: Received) => Behaviour): void;
  close(): Promise<void>;
}

/** The answer that changes nothing. */
export const UNSURE: Behaviour = {
  does: 'answer',
  answer: { verdict: 'unknown', reason: 'What is shown does not decide it.', quotes: [], place: null },
};

export async function startModelServer(): Promise<ModelServer> {
  const received: Received[] = [];
  let behave: (request: Received) => Behaviour = () => UNSURE;
  const server = createServer(async (request, response) => {
    const seen = understand(request, await bodyOf(request), received.length);
    received.push(seen);
    act(seen, behave(seen), response);
  });
  // A slow machine must not look like a server that hangs up.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (vendor) => `http://127.0.0.1:${port}${vendor === 'openai' ? '/v1' : ''}`,
    received,
    behave: (next) => {
      behave = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Body {
  model: string;
  system?: { text: string; cache_control?: unknown }[];
  messages: { role: string; content: string }[];
  tools?: unknown;
}

function understand({ url = '', headers }: IncomingMessage, raw: string, index: number): Received {
  const body = JSON.parse(raw) as Body;
  const vendor: Vendor = url.startsWith('/v1/messages') ? 'anthropic' : 'openai';
  const of = (role: string) => body.messages.find((m) => m.role === role)?.content ?? '';
  const system = body.system?.map((part) => part.text).join('') ?? of('system');
  const user = of('user');
  const criterion = /^Criterion: (.+)$/m.exec(user)?.[1] ?? '';
  const cached = index === 0 ? 0 : 1000 + index;
  const tokens = { input: 1500 + Math.ceil(raw.length / 5), output: 50 + index, cached };
  return { vendor, index, headers, raw, model: body.model, system, user, criterion, tokens };
}

function act(request: Received, behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour.does) {
    case 'hang':
      break;
    case 'drop':
      response.destroy();
      break;
    case 'fail':
      fail(request.vendor, behaviour.status, behaviour.headers ?? {}, response);
      break;
    case 'garbage':
      send(response, 200, '<html>not what you asked for</html>', 'text/html');
      break;
    case 'refuse':
      reply(request, '', 'refuse', response);
      break;
    case 'truncate':
      reply(request, behaviour.text, 'truncate', response);
      break;
    case 'text':
      reply(request, behaviour.text, 'complete', response);
      break;
    case 'answer':
      reply(request, JSON.stringify(behaviour.answer), 'complete', response);
  }
}

function reply(request: Received, text: string, end: End, response: ServerResponse): void {
  const body = request.vendor === 'anthropic' ? message(request, text, end) : completion(request, text, end);
  send(response, 200, JSON.stringify(body));
}

type End = 'complete' | 'truncate' | 'refuse';

/** https://platform.claude.com/docs/en/api/messages */
function message({ model, index, tokens }: Received, text: string, end: End): unknown {
  return {
    id: `msg_${index}`,
    type: 'message',
    role: 'assistant',
    model,
    content: end === 'refuse' ? [] : [{ type: 'text', text }],
    stop_reason: { complete: 'end_turn', truncate: 'max_tokens', refuse: 'refusal' }[end],
    stop_sequence: null,
    usage: {
      input_tokens: tokens.input - tokens.cached,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: tokens.cached,
      output_tokens: tokens.output,
    },
  };
}

/** https://platform.openai.com/docs/api-reference/chat/object */
function completion({ model, index, tokens }: Received, text: string, end: End): unknown {
  const refused = end === 'refuse';
  return {
    id: `chatcmpl-${index}`,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: refused ? null : text,
          refusal: refused ? 'I cannot help with that.' : null,
        },
        logprobs: null,
        finish_reason: end === 'truncate' ? 'length' : 'stop',
      },
    ],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
      prompt_tokens_details: { cached_tokens: tokens.cached },
    },
  };
}

function fail(vendor: Vendor, status: number, headers: Record<string, string>, response: ServerResponse): void {
  const text = `status ${status} on purpose`;
  const error =
    vendor === 'anthropic'
      ? { type: 'error', error: { type: 'api_error', message: text } }
      : { error: { message: text, type: 'api_error', param: null, code: null } };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, status, JSON.stringify(error));
}

function send(response: ServerResponse, status: number, text: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type });
  response.end(text);
}
