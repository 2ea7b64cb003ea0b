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
  const typed = (value = ''): string => value.trim();
  const reply = await run(streams, () =>
    text({
      ...streams,
      message: message(asked, showsWhy, columnsOf(streams.output)).join(`\n${styleText('gray', S_BAR)}  `),
      ...(initial === undefined ? {} : { initialValue: initial }),
      ...(fallback === undefined ? {} : { placeholder: fallback, defaultValue: fallback }),
      validate: (value) => (/^[?<]$/.test(typed(value)) ? undefined : asked.check(typed(value) || (fallback ?? ''))),
    }),
  );
  if (reply === 'back' || typed(reply.answer) === '<') return 'back';
  if (typed(reply.answer) === '?') return askText(asked, streams, true);
  return { answer: typed(reply.answer) };
}

/** Asks for one of the choices; `?` and `<` act at once. */
export function askChoice(asked: ChoiceAsked<string>, streams: Streams): Promise<Reply<string>> {
  const { initial } = asked;
  const keys = commands(asked, streams);
  return run(
    streams,
    () =>
      select({
        ...streams,
        get message() {
          return keys.message();
        },
        options: asked.choices.map((choice) => ({ ...choice })),
        ...(initial === undefined ? {} : { initialValue: initial }),
        showInstructions: false,
      }),
    keys.hear,
  );
}

/** Asks for any number of the choices; Space ticks, `?` and `<` act at once. */
export function askSeveral(asked: ChoiceAsked<readonly string[]>, streams: Streams): Promise<Reply<string[]>> {
  const keys = commands(asked, streams, 'Space ticks');
  const pointer = pointerOver(asked.choices);
  return run(
    streams,
    () =>
      multiselect({
        ...streams,
        get message() {
          return keys.message();
        },
        options: pointer.options,
        initialValues: [...(asked.initial ?? [])],
        required: false,
        showInstructions: false,
      }),
    (key, name) => {
      keys.hear(key);
      pointer.follow(name);
    },
  );
}

/** The keys that are commands in a list; the message changes when why is asked. */
function commands(asked: Asked, streams: Streams, hint?: string) {
  let showsWhy = false;
  return {
    message: () => message(asked, showsWhy, columnsOf(streams.output), hint).join('\n'),
    hear: (key: string) => {
      if (key === '?') showsWhy = true;
      if (key === '<') press(streams, ESCAPE);
    },
  };
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

function message({ ask, why, place }: Asked, showsWhy: boolean, columns: number, hint?: string): string[] {
  const broken = (line: string): string[] => wrapped(line, columns - GUIDE);
  const keys = [place, hint, showsWhy ? undefined : '? why', '< back'].filter((part) => part !== undefined).join(' · ');
  return [
    ...broken(ask),
    ...(showsWhy ? broken(why).map((line) => styleText('italic', line)) : []),
    ...broken(keys).map((line) => styleText('dim', line)),
  ];
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
