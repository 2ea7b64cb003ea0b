// A typo should cost one more try, not a search through the documentation.
import { HarnessError } from '../errors.js';
import { closest } from '../words.js';

/** The value itself when it is known. @throws HarnessError (exit code 2) that says what was probably meant. */
export function known<T extends string>(what: string, value: string, values: readonly T[], list: string): T {
  const found = values.find((v) => v === value);
  if (found !== undefined) return found;
  const meant = closest(value, values);
  throw new HarnessError(
    `unknown ${what} '${value}'`,
    meant === undefined ? list : `did you mean '${meant}'? ${list}`,
    2,
  );
}
