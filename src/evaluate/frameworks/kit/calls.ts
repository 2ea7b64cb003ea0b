// Framework files are data; these two words keep them readable as lists of callees.
import type { CallPattern } from '../../../contracts.js';

/** Calls whose dotted callee ends with one of the suffixes. */
export function calls(...suffixes: string[]): CallPattern[] {
  return suffixes.map((suffix) => ({ suffix }));
}

/** Constructor calls with `new`; where a language has no `new`, use `calls`. */
export function constructed(...suffixes: string[]): CallPattern[] {
  return suffixes.map((suffix) => ({ suffix, isNew: true }));
}

/** Places that save state: `durable` outlives the process. */
export function stores(durable: boolean, ...suffixes: string[]): (CallPattern & { durable: boolean })[] {
  return suffixes.map((suffix) => ({ suffix, durable }));
}
