// What the review does, as data: one line per event, enough to tell afterwards what was sent, paid, believed and why it
// ended. It holds neither keys nor the repository's text.
import type { ReviewStop, VerdictValue } from '../contracts.js';
import type { FailureKind, Tokens } from './provider.js';

export type ReviewEvent =
  | { type: 'review-started'; provider: string; model: string; url: string; questions: number }
  | { type: 'call-started'; criterion: string; attempt: number; estimate: number }
  | { type: 'call-finished'; criterion: string; attempt: number; tokens: Tokens; ms: number }
  | { type: 'call-failed'; criterion: string; kind: FailureKind; message: string; retryIn: number | null }
  | { type: 'answer-replayed'; criterion: string; attempt: number; tokens: Tokens }
  | { type: 'answer-questioned'; criterion: string; why: string }
  | { type: 'answer-accepted'; criterion: string; from: VerdictValue; to: VerdictValue }
  | { type: 'answer-dropped'; criterion: string; why: string }
  | { type: 'review-stopped'; reason: ReviewStop; why: string };

/** Receives each event as it happens. */
export type Listener = (event: ReviewEvent) => void;

/** An event as a line of the log: when, in which review, what. */
export function logLine(event: ReviewEvent, review: string, now: number): string {
  return `${JSON.stringify({ at: new Date(now).toISOString(), review, ...event })}\n`;
}
