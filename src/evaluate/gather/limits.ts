// Limits keep one odd file or one huge checkout from eating the run. What a limit leaves out is reported, never dropped silently.

/** Upper bounds of one gathering. */
export interface Limits {
  /** Bytes of a code file. */
  codeBytes: number;
  /** Bytes of a document. */
  documentBytes: number;
  /** Code files and documents together. */
  files: number;
  /** Entries kept of one document. */
  entries: number;
}

/** Generous for hand-written code: larger files are data or generated. */
export const DEFAULT_LIMITS: Limits = {
  codeBytes: 1024 * 1024,
  documentBytes: 512 * 1024,
  files: 20_000,
  entries: 2_000,
};

/** A row of `coverage.skipped`. */
export interface Skip {
  path: string;
  why: string;
}

/** 1234567 → '1,234,567', independent of the locale. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
