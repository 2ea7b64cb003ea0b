// Takes the facts of a snippet, the way gathering takes those of a file.
import { afterAll, beforeAll } from 'vitest';
import type { FileFacts, Role } from '../../../../src/contracts/facts.js';
import type { Extractor } from '../../../../src/contracts/front-end.js';
import { frontEnd } from '../../../../src/evaluate/languages/typescript.js';

let extractor: Extractor;

/** Opens the front end once for the tests of a file. */
export function useFrontEnd(): void {
  beforeAll(async () => {
    extractor = await frontEnd.open();
  }, 120_000);
  afterAll(() => extractor.close());
}

export function factsOf(text: string, path = 'src/a.ts', role: Role = 'source'): FileFacts {
  return extractor.extract({ path, role, package: '', text });
}

/** The only fact that fits; fails loudly when there is none. */
export function one<T>(facts: T[], fits: (fact: T) => boolean = () => true): T {
  const found = facts.filter(fits);
  if (found.length !== 1) throw new Error(`expected one fact, found ${found.length}`);
  return found[0] as T;
}
