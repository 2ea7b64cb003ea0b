// Errors a user can act on: what happened, where, and what to do. Anything else is a bug and ends with exit code 4.

/** 1 gate failed; 2 wrong usage or configuration; 3 nothing to evaluate; 4 the analysis could not be completed; 130 left with Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** Carries an exit code and a hint; printed without a stack trace unless --debug is given. */
export class HarnessError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string;

  constructor(message: string, hint: string, exitCode: ExitCode) {
    super(message);
    this.name = 'HarnessError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
