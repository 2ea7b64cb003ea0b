// A terminal that tests type into: keys go in, what was drawn comes out, and nothing is typed before it is asked for.
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Draft } from '../../../src/design/ask/draft.js';
import { interview } from '../../../src/design/ask/interview.js';
import type { Propose } from '../../../src/design/propose/proposal.js';

export const ENTER = '\r';
export const ESCAPE = '\u001b';
export const DOWN = `${ESCAPE}[B`;
export const UP = `${ESCAPE}[A`;
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';

/** Typed when the text has been drawn, after what was drawn before. */
export type Typed = readonly [when: string, keys: string];

export interface Heard {
  /** All that was drawn, without colours and cursor movements. */
  screen: string;
  /** As it went to the terminal. */
  raw: string;
  /** What was saved, in order. */
  saved: Draft[];
  brief: Awaited<ReturnType<typeof interview>>;
}

/** What was drawn, as if the terminal was endlessly wide. */
export function inOneLine(raw: string): string {
  return stripVTControlCharacters(raw).replace(/\s*\n[│\s]*/g, ' ');
}

/** Runs an interview with these keys. Fails when a text is never drawn. */
export async function typed(
  draft: Draft,
  script: readonly Typed[],
  options: { columns?: number; color?: boolean; propose?: Propose } = {},
): Promise<Heard> {
  const input = new PassThrough();
  const saved: Draft[] = [];
  let raw = '';
  let seen = 0;
  const waiting = [...script];
  const look = (): void => {
    const [step] = waiting;
    if (step === undefined) return;
    const at = inOneLine(raw).indexOf(step[0], seen);
    if (at === -1) return;
    seen = at + step[0].length;
    waiting.shift();
    if (step[1] === '') look();
    else input.write(step[1]);
  };
  const output = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        raw += String(chunk);
        done();
        setImmediate(look);
      },
    }),
    { columns: options.columns ?? 80, rows: 200 },
  );
  const io = {
    input,
    output,
    color: options.color ?? false,
    file: 'answers.yaml',
    save: (d: Draft) => saved.push(structuredClone(d)),
    ...(options.propose === undefined ? {} : { propose: options.propose }),
  };
  const stuck = setTimeout(() => input.end(), 4000);
  const brief = await interview(draft, io);
  clearTimeout(stuck);
  const screen = stripVTControlCharacters(raw);
  if (waiting.length > 0) throw new Error(`never asked: ${waiting[0]?.[0]}\n${screen.slice(-1500)}`);
  return { screen, raw, saved, brief };
}
