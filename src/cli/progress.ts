// One line on a terminal that says what is being done, and is gone at the end. A pipe never sees it.
import type { Io } from './io.js';

export interface Progress {
  show(doing: string): void;
  clear(): void;
}

const CLEAR = '\r\u001b[K';

/** Silent when standard error is not a terminal, or when quiet is asked for. */
export function progressOn(io: Io, quiet: boolean): Progress {
  if (!io.errIsTerminal || quiet) return { show: () => undefined, clear: () => undefined };
  const width = (io.columns ?? 80) - 1;
  return {
    show: (doing) => io.err(`${CLEAR}${doing.slice(0, width)}`),
    clear: () => io.err(CLEAR),
  };
}
