// Both SDKs come from one generator and fail alike: a status, headers, and classes for what never reached the server.
import { CallFailure, type FailureKind } from './provider.js';

/** What is read of an SDK's error. */
export interface SdkFailure {
  /** HTTP status, when the server answered. */
  status: number | undefined;
  headers: Headers | undefined;
  message: string;
  how: 'aborted' | 'timeout' | 'connection' | 'answered';
}

/** The failure in the review's own words. */
export function callFailure({ status, headers, message, how }: SdkFailure): CallFailure {
  if (how === 'aborted') return new CallFailure('cancelled', 'cancelled');
  if (how === 'timeout') return new CallFailure('timeout', 'no answer in time');
  if (how === 'connection') return new CallFailure('connection', 'the connection failed');
  return new CallFailure(kindOf(status), message.slice(0, 300), retryAfter(headers));
}

function kindOf(status: number | undefined): FailureKind {
  if (status === 401 || status === 403) return 'key';
  if (status === 404) return 'model';
  if (status === 429) return 'rate';
  if (status === 408) return 'timeout';
  return status === undefined || status >= 500 || status === 409 ? 'server' : 'request';
}

/** `retry-after-ms`, or `retry-after` in seconds; a date is left to the usual backoff. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
