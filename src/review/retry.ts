// A busy or broken server gets a few more chances, each after a longer wait; a wrong key or model gets none.
import type { Clock } from './clock.js';
import { CallFailure, type FailureKind } from './provider.js';

const PASSING: ReadonlySet<FailureKind> = new Set<FailureKind>(['rate', 'server', 'timeout', 'connection']);
const TRIES = 4;
const FIRST_WAIT = 1_000;
/** A server that asks for more patience than this is as good as down. */
const LONGEST_WAIT = 60_000;

export interface RetryOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Told of each failure and of the wait that follows; null when there is no further try. */
  onFailure(failure: CallFailure, retryIn: number | null): void;
}

/** The result of the first try that succeeds. @throws CallFailure of the last try. */
export async function retrying<T>(call: () => Promise<T>, { clock, signal, onFailure }: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const failure = error instanceof CallFailure ? error : new CallFailure('server', String(error));
      const wait = attempt < TRIES && !signal.aborted ? waitAfter(failure, attempt) : null;
      onFailure(failure, wait);
      if (wait === null) throw failure;
      await clock.sleep(wait, signal);
      if (signal.aborted) throw new CallFailure('cancelled', 'cancelled');
    }
  }
}

function waitAfter({ kind, retryAfter }: CallFailure, attempt: number): number | null {
  if (!PASSING.has(kind)) return null;
  const wait = retryAfter ?? FIRST_WAIT * 2 ** (attempt - 1);
  return wait > LONGEST_WAIT ? null : wait;
}
