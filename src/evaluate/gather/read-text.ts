// Files are opened without following links and without waiting, so a link or pipe put there meanwhile cannot mislead or hang the run.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from './limits.js';
import { reason } from './target.js';

/** The text of a file of the target, or why it was not read. */
export type Read = { text: string } | { why: string };

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Reads UTF-8 text of at most `maxBytes`; a byte order mark is dropped. */
export function readText(directory: string, path: string, maxBytes: number): Read {
  let handle: number | undefined;
  try {
    handle = openSync(join(directory, path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const { size } = fstatSync(handle);
    if (size > maxBytes) return { why: `too large: ${grouped(size)} bytes, the limit is ${grouped(maxBytes)}` };
    const text = readFileSync(handle, 'utf8').replace(/^\uFEFF/, '');
    return text.includes('\0') ? { why: 'binary content' } : { text };
  } catch (error) {
    return { why: `cannot be read: ${reason(error)}` };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
