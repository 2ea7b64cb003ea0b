// The one interface between the review and a vendor. A provider carries one question and brings back text, tokens and
// how it ended; budgets, retries and belief are decided outside.

export interface Request {
  model: string;
  /** Rules and catalogue: the same in every request, so that the vendor can cache it. */
  prefix: string;
  question: string;
  /** JSON Schema the reply must follow, enforced by the vendor's own mechanism. */
  schema: Record<string, unknown>;
  maxOutputTokens: number;
}

/** Tokens as the vendor counted them; `input` is all of it, cached or not. */
export interface Tokens {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

export interface Reply {
  text: string;
  tokens: Tokens;
  end: 'complete' | 'truncated' | 'refused';
}

/** Why a call failed. Only the last four may pass on another try. */
export type FailureKind = 'key' | 'model' | 'request' | 'cancelled' | 'rate' | 'server' | 'timeout' | 'connection';

/** A call that brought no reply. */
export class CallFailure extends Error {
  readonly kind: FailureKind;
  /** The vendor's own wish, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(kind: FailureKind, message: string, retryAfter?: number) {
    super(message);
    this.name = 'CallFailure';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

export interface Connection {
  key: string;
  /** Address of a compatible server. */
  baseUrl: string;
  /** Milliseconds until a call without an answer is given up. */
  timeout: number;
}

/** US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

export interface Provider {
  id: string;
  title: string;
  /** Environment variables that hold the key, the address and the model. */
  variables: { key: string; baseUrl: string; model: string };
  /** Where to get a key. */
  keysAt: string;
  baseUrl: string;
  model: string;
  /** By model name; a dated name has the price of its family. */
  prices: Readonly<Record<string, Price>>;
  /** Asks once, without retrying. @throws CallFailure */
  ask(connection: Connection, request: Request, signal: AbortSignal): Promise<Reply>;
}
