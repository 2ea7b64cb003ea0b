// The terminal as the interview sees it: prompts to answer and lines to read. Nothing of the prompt library is known
// beyond this file and prompts.ts.
import type { Readable, Writable } from 'node:stream';
import { intro, log, note, outro } from '@clack/prompts';
import { openKeyboard } from './keyboard.js';
import { columnsOf, plain, wrapped } from './layout.js';
import {
  askChoice,
  askSeveral,
  askText,
  type ChoiceAsked,
  GUIDE,
  type Reply,
  Stopped,
  type Streams,
  type TextAsked,
} from './prompts.js';

export interface Screen {
  begin(title: string, text: string): void;
  /** Something to know. */
  say(text: string): void;
  /** Something to mend. */
  warn(text: string): void;
  /** A block of lines under a title; each is a name and what belongs to it. */
  show(title: string, rows: readonly (readonly [string, string])[]): void;
  end(text: string): void;
  text(asked: TextAsked): Promise<Reply<string>>;
  choice(asked: ChoiceAsked<string>): Promise<Reply<string>>;
  several(asked: ChoiceAsked<readonly string[]>): Promise<Reply<string[]>>;
  /** Waits for work that is no prompt; Ctrl-C aborts it. @throws Stopped */
  busy<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Gives the terminal back. */
  close(): void;
}

export interface ScreenIo {
  input: Readable;
  output: Writable;
  color: boolean;
  /** Calls the listener on an interrupt that does not come from the keyboard, until the answer is called. */
  onInterrupt?: (listener: () => void) => () => void;
}

/** Takes the terminal until closed. */
export function openScreen({ input, output: given, color, onInterrupt }: ScreenIo): Screen {
  const output = color ? given : plain(given);
  const keyboard = openKeyboard(input, given);
  const streams: Streams = { input: keyboard.keys, output };
  const interrupt = { name: 'c', ctrl: true, sequence: '\u0003' };
  const ignoreInterrupts = onInterrupt?.(() => {
    if (!keyboard.stop()) keyboard.keys.emit('keypress', interrupt.sequence, interrupt);
  });
  const broken = (text: string): string[] => wrapped(text, columnsOf(output) - GUIDE);
  return {
    begin: (title, text) => {
      intro(title, { output });
      log.message(broken(text), { output });
    },
    say: (text) => log.message(broken(text), { output }),
    warn: (text) => log.warn(broken(text).join('\n'), { output }),
    show: (title, rows) => note(table(rows, columnsOf(output) - BOX), title, { output }),
    end: (text) => outro(broken(text).join('\n   '), { output }),
    text: (asked) => askText(asked, streams),
    choice: (asked) => askChoice(asked, streams),
    several: (asked) => askSeveral(asked, streams),
    busy: async (work) => {
      const abort = new AbortController();
      keyboard.onStop(() => abort.abort());
      try {
        const done = await work(abort.signal);
        if (!abort.signal.aborted) return done;
      } catch (error) {
        if (!abort.signal.aborted) throw error;
      } finally {
        keyboard.onStop(undefined);
      }
      throw new Stopped();
    },
    close: () => {
      ignoreInterrupts?.();
      keyboard.close();
    },
  };
}

/** Columns that the frame of a block takes. */
const BOX = 8;
const WIDEST_NAME = 22;

/** Two columns; what belongs to a name is broken between words beside it. */
function table(rows: readonly (readonly [string, string])[], columns: number): string {
  const width = Math.min(WIDEST_NAME, Math.max(...rows.map(([name]) => name.length)));
  return rows
    .flatMap(([name, text]) =>
      wrapped(text, columns - width - 2).map((line, i) => `${(i === 0 ? name : '').padEnd(width)}  ${line}`),
    )
    .join('\n');
}
