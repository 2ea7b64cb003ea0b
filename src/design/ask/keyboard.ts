// Keys pass through here on their way to the prompts. A pasted paragraph must not answer five questions with its five
// lines, keys that come while no prompt listens must not be lost, and the terminal must not fall out of raw mode between
// two prompts, where Ctrl-C would end the process without a word.
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export interface Keyboard {
  /** What prompts read from; looks like a terminal. */
  keys: Readable;
  /** While set, Ctrl-C and Ctrl-D call the listener: no prompt is there to hear them. */
  onStop(listener: (() => void) | undefined): void;
  /** Calls that listener; false when there is none. */
  stop(): boolean;
  /** Gives the terminal back as it was. */
  close(): void;
}

type RawInput = Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };

// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode
const ESCAPE = '\u001b';
const PASTE_ON = `${ESCAPE}[?2004h`;
const PASTE_OFF = `${ESCAPE}[?2004l`;
const PASTE_BEGINS = `${ESCAPE}[200~`;
const PASTE_ENDS = `${ESCAPE}[201~`;
const MARKS = new RegExp(`(${ESCAPE}\\[20[01]~)`);
/** The first characters of a mark at the end of a chunk. */
const BEGUN = new RegExp(`${ESCAPE}(\\[(2(0[01]?)?)?)?$`);

/** Ctrl-C and Ctrl-D. */
const STOPS = ['\u0003', '\u0004'];

/** Reads from the terminal until closed. The end of the input is passed on as Ctrl-D. */
export function openKeyboard(input: Readable, output: Writable): Keyboard {
  const terminal: RawInput = input;
  const keys = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const pasted = pasteReader();
  let stopping: (() => void) | undefined;
  const stop = (): boolean => {
    stopping?.();
    return stopping !== undefined;
  };
  const read = (chunk: Buffer | string): void => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (STOPS.some((key) => text.includes(key)) && stop()) return;
    for (const piece of pasted(text).flatMap(single)) keys.write(piece);
  };
  const end = (): void => {
    if (!stop()) keys.write('\u0004');
  };
  const raw = (on: boolean): void => {
    if (terminal.isTTY) terminal.setRawMode?.(on);
  };
  raw(true);
  if (terminal.isTTY) output.write(PASTE_ON);
  input.on('data', read).on('end', end);
  return {
    keys: Object.assign(keys, { isTTY: true, setRawMode: () => keys }),
    onStop: (listener) => {
      stopping = listener;
    },
    stop,
    close: () => {
      input.off('data', read).off('end', end).pause();
      raw(false);
      if (terminal.isTTY) output.write(PASTE_OFF);
      keys.end();
    },
  };
}

/** One chunk per Enter, so that what is typed ahead waits for the prompt it is meant for. */
function single(text: string): string[] {
  return text.replace(/\r\n|\n/g, '\r').match(/[^\r]*\r|[^\r]+/g) ?? [];
}

/** Turns what stands between the marks of a paste into one line. A paste may arrive in several chunks. */
function pasteReader(): (chunk: string) => string[] {
  let pasting = false;
  let held = '';
  return (chunk) => {
    const parts = (held + chunk).split(MARKS);
    held = '';
    return parts.flatMap((part, i) => {
      if (part === PASTE_BEGINS || part === PASTE_ENDS) {
        pasting = part === PASTE_BEGINS;
        return [];
      }
      if (!pasting) return part === '' ? [] : [part];
      const cut = i === parts.length - 1 ? BEGUN.exec(part) : null;
      held = cut?.[0] ?? '';
      const line = part.slice(0, part.length - held.length).replace(/\s+/g, ' ');
      return line === '' ? [] : [line];
    });
  };
}
