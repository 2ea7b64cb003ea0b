// The events of reviews as lines of a file, one for each: what was sent, paid, believed and dropped, for whoever asks later.
import { appendFileSync } from 'node:fs';
import { HarnessError } from '../errors.js';
import type { Clock } from './clock.js';
import { logLine, type ReviewEvent } from './events.js';

/** Appends to the file as events happen; several reviews may share one, each under its own id. */
export class EventLog {
  readonly #path: string;
  readonly #review: string;
  readonly #clock: Clock;

  constructor(path: string, review: string, clock: Clock) {
    this.#path = path;
    this.#review = review;
    this.#clock = clock;
  }

  /** @throws HarnessError (exit code 2) when the file cannot be written. */
  write(event: ReviewEvent): void {
    try {
      appendFileSync(this.#path, logLine(event, this.#review, this.#clock.now()));
    } catch {
      throw new HarnessError(`cannot write ${this.#path}`, 'events are kept there; name another file with --log', 2);
    }
  }
}
