// The three prompts of an interview, made of the library's. What they add: `?` shows why, `<` and Escape go back, the
// chosen line is seen without colour, and long lines are broken between words.
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { type CANCEL_SYMBOL, isCancel, multiselect, S_BAR, select, text } from '@clack/prompts';
import type { QuestionChoice } from '../../contracts.js';
import { columnsOf, wrapped } from './layout.js';

/** Columns that the library's line on the left takes. */
export const GUIDE = 3;

export type Reply<T> = { answer: T } | 'back';

/** What every prompt says: the question, where in the interview it stands, and why it is asked. */
export interface Asked {
  ask: string;
  why: string;
  /** '3 of 26'; left out where there is nothing to count. */
  place?: string;
}

export interface TextAsked extends Asked {
  /** Taken when nothing is typed; shown until something is. */
  fallback?: string;
  /** Stands in the field and can be edited. */
  initial?: string;
  /** What is wrong with the text; undefined when nothing is. */
  check(text: string): string | undefined;
}

export interface ChoiceAsked<T> extends Asked {
  choices: readonly QuestionChoice[];
  initial?: T;
}

export interface Streams {
  input: Readable;
  output: Writable;
}

/** Thrown by every prompt when the user ends the interview. */
export class Stopped extends Error {}

/** Asks for one line of text; `?` and `<` are followed by Enter. */
export async function askText(asked: TextAsked, streams: Streams, showsWhy = false): Promise<Reply<string>> {
  const { fallback, initial } = asked;
  const heading = headingOf(asked, streams, { showsWhy });
  const typed = (value = ''): string => value.trim();
  const reply = await run(streams, () =>
    text({
      ...streams,
      get message() {
        // The library draws its line on the left of a list's heading, not of a text's.
        return heading.lines().join(`\n${styleText('gray', S_BAR)}  `);
      },
      ...(initial === undefined ? {} : { initialValue: initial }),
      ...(fallback === undefined ? {} : { placeholder: fallback, defaultValue: fallback }),
      validate: (value) => {
        const wrong = /^[?<]$/.test(typed(value)) ? undefined : asked.check(typed(value) || (fallback ?? ''));
        if (wrong === undefined) heading.answered();
        return wrong;
      },
    }),
  );
  if (reply === 'back' || typed(reply.answer) === '<') return 'back';
  if (typed(reply.answer) === '?') return askText(asked, streams, true);
  return { answer: typed(reply.answer) };
}

/** Asks for one of the choices; `?` and `<` act at once. */
export function askChoice(asked: ChoiceAsked<string>, streams: Streams): Promise<Reply<string>> {
  const { initial } = asked;
  const heading = headingOf(asked, streams);
  return run(
    streams,
    () =>
      select({
        ...streams,
        get message() {
          return heading.lines().join('\n');
        },
        options: asked.choices.map((choice) => ({ ...choice })),
        ...(initial === undefined ? {} : { initialValue: initial }),
        showInstructions: false,
      }),
    (key, name) => command(key, name, heading, streams),
  );
}

/** Asks for any number of the choices; Space ticks, `?` and `<` act at once. */
export function askSeveral(asked: ChoiceAsked<readonly string[]>, streams: Streams): Promise<Reply<string[]>> {
  const heading = headingOf(asked, streams, { hint: 'Space ticks' });
  const pointer = pointerOver(asked.choices);
  return run(
    streams,
    () =>
      multiselect({
        ...streams,
        get message() {
          return heading.lines().join('\n');
        },
        options: pointer.options,
        initialValues: [...(asked.initial ?? [])],
        required: false,
        showInstructions: false,
      }),
    (key, name) => {
      command(key, name, heading, streams);
      pointer.follow(name);
    },
  );
}

/** In a list there is nothing to type: keys are commands, and take effect at once. */
function command(key: string, name: string | undefined, heading: Heading, streams: Streams): void {
  if (key === '?') heading.tellWhy();
  if (key === '<') press(streams, ESCAPE);
  if (key === '<' || name === 'return') heading.answered();
}

const STEPS: Readonly<Record<string, number>> = { up: -1, left: -1, k: -1, h: -1, down: 1, right: 1, j: 1, l: 1 };

/** Marks the line one stands on: without colour the library does not show it in a list of boxes. */
function pointerOver(choices: readonly QuestionChoice[]) {
  let at = 0;
  const options = choices.map((choice, i) => ({
    ...choice,
    // Read anew whenever the list is drawn.
    get label() {
      return at === i ? `› ${choice.label}` : choice.label;
    },
  }));
  const follow = (name = ''): void => {
    at = (at + (STEPS[name] ?? 0) + options.length) % options.length;
    if (name === 'return' || name === 'escape') at = -1;
  };
  return { options, follow };
}

interface Heading {
  lines(): string[];
  tellWhy(): void;
  /** From now on the keys are of no use, and left out. */
  answered(): void;
}

/** The question above a prompt. The library reads it whenever it draws, so it may change while one looks at it. */
function headingOf(
  { ask, why, place }: Asked,
  { output }: Streams,
  { hint, showsWhy = false }: { hint?: string; showsWhy?: boolean } = {},
): Heading {
  let told = showsWhy;
  let open = true;
  const keys = (): string[] => [place, hint, told ? undefined : '? why', '< back'].filter((key) => key !== undefined);
  const styled = (style: 'dim' | 'italic', text: string): string[] =>
    wrapped(text, columnsOf(output) - GUIDE).map((line) => styleText(style, line));
  return {
    lines: () => [
      ...wrapped(ask, columnsOf(output) - GUIDE),
      ...(told ? styled('italic', why) : []),
      ...(open ? styled('dim', keys().join(' · ')) : []),
    ],
    tellWhy: () => {
      told = true;
    },
    answered: () => {
      open = false;
    },
  };
}

interface Key {
  name?: string;
  ctrl?: boolean;
  sequence?: string;
}

const ESCAPE: Key = { name: 'escape', sequence: '\u001b' };

/** As if the key was pressed, once all listeners are done with the present one. */
function press({ input }: Streams, key: Key): void {
  process.nextTick(() => input.emit('keypress', key.sequence, key));
}

/** Runs one prompt; `hear` is told every key before the prompt is. @throws Stopped on Ctrl-C and Ctrl-D */
async function run<T>(
  streams: Streams,
  prompt: () => Promise<T | typeof CANCEL_SYMBOL>,
  hear: (key: string, name?: string) => void = () => undefined,
): Promise<Reply<T>> {
  let stopped = false;
  const listen = (text: string | undefined, { name, ctrl }: Key): void => {
    if (ctrl && (name === 'c' || name === 'd')) stopped = true;
    if (ctrl && name === 'd') press(streams, ESCAPE);
    hear(text ?? '', name);
  };
  streams.input.on('keypress', listen);
  const answer = await prompt();
  streams.input.off('keypress', listen);
  if (stopped) throw new Stopped();
  return isCancel(answer) ? 'back' : { answer };
}
