import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openKeyboard } from '../../../src/design/ask/keyboard.js';
import { wrapped } from '../../../src/design/ask/layout.js';
import { numberIn } from '../../../src/design/ask/number.js';

describe('a number as people write it', () => {
  it.each([
    ['20', 20],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['$0.50', 0.5],
    ['1,000', 1000],
    ['1 000 000', 1_000_000],
    ['200k', 200_000],
    ['1.5M', 1_500_000],
    ['-3', -3],
  ])('%s is %d', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  it.each(['', '0,5', '1,50', '0,500', 'two', '1e3', '0x10', '5 %', '1.2.3'])('%s is none', (text) => {
    expect(numberIn(text)).toBeUndefined();
  });
});

describe('the keyboard', () => {
  /** What prompts get to read, chunk by chunk. */
  async function read(...chunks: (string | Buffer)[]): Promise<string[]> {
    const input = new PassThrough();
    const { keys } = openKeyboard(input, new PassThrough());
    const heard: string[] = [];
    keys.on('data', (chunk: Buffer) => heard.push(String(chunk)));
    for (const chunk of chunks) input.write(chunk);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return heard;
  }

  it('ends a chunk at each Enter, whatever it is sent as', async () => {
    expect(await read('a\rb\r\nc\nd')).toEqual(['a\r', 'b\r', 'c\r', 'd']);
  });

  it('makes one line of what is pasted, in however many pieces it arrives', async () => {
    expect((await read('x\u001b[200~a\r\nb', '\n\nc\u001b[2', '01~y\r')).join('')).toBe('xa b cy\r');
  });

  it('leaves a letter whole that arrives in two halves', async () => {
    const letter = Buffer.from('é');
    expect(await read(letter.subarray(0, 1), letter.subarray(1))).toEqual(['é']);
  });

  it('passes the end of the input on', async () => {
    const input = new PassThrough();
    const { keys } = openKeyboard(input, new PassThrough());
    input.end();
    const [chunk] = await new Promise<string[]>((resolve) => keys.once('data', (c) => resolve([String(c)])));
    expect(chunk).toBe('\u0004');
  });
});

describe('lines', () => {
  it('keep words whole, and break what is longer than a line', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrapped('a\n\nb', 4)).toEqual(['a', '', 'b']);
  });
});
