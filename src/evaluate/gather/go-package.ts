// go.mod: the module's path and what it requires. Its commands are the folders with `package main`.
import type { DocumentFacts } from '../../contracts.js';
import { type Claim, emptyClaim, valueAt } from './claim.js';

/** Claims of a Go module. */
export function goClaim(document: DocumentFacts): Claim | undefined {
  const name = valueAt(document, 'module')?.replace(/"/g, '');
  if (name === undefined) return undefined;
  const required = document.entries.filter(({ path }) => path === 'require');
  return {
    ...emptyClaim(document.path, 'go'),
    name,
    dependencies: required.flatMap(({ value }) => value.split(/\s/)[0] ?? []),
  };
}
