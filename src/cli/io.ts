// The outside world as commands see it; src/cli.ts fills it in from the process.

export interface Io {
  /** Written to standard output, as given. */
  out(text: string): void;
  /** Written to standard error, as given. */
  err(text: string): void;
  outIsTerminal: boolean;
  errIsTerminal: boolean;
  /** Columns of the terminal, when there is one. */
  columns: number | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Paths on the command line are relative to it. */
  cwd: string;
  /** Asks a yes-or-no question; absent when nobody sits at a terminal. */
  confirm?: (question: string) => Promise<boolean>;
  /** Calls the listener on Ctrl-C instead of ending the process, until the answer is called. */
  onInterrupt(listener: () => void): () => void;
}

/** Colour is for terminals, unless FORCE_COLOR or NO_COLOR says otherwise (https://no-color.org). */
export function wantsColor({ env, outIsTerminal }: Io): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return outIsTerminal && env.TERM !== 'dumb';
}

const NARROWEST = 60;
const USUAL = 80;
const WIDEST = 120;

/** Columns to lay a report out in: the asked width, the terminal's, or 80. */
export function widthFor(io: Io, asked?: number): number {
  return Math.min(Math.max(asked ?? io.columns ?? USUAL, NARROWEST), WIDEST);
}
