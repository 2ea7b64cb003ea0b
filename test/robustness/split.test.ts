// Where a function stands is a matter of taste: moving it to another file may change citations, never a verdict.
import { beforeAll, describe, expect, it } from 'vitest';
import { changes, fullHarness, LANGUAGES, moved, type Verdicts, verdictsOf } from './full-harness.js';
import { SPLITS } from './splits.js';

describe.each(LANGUAGES)('%s', (language) => {
  const files = fullHarness(language);
  let whole: Verdicts;
  beforeAll(async () => {
    whole = await verdictsOf(files);
  });

  it.each(Object.entries(SPLITS[language]))('%s in a file of its own', async (_, move) => {
    expect(changes(whole, await verdictsOf(moved(files, move)))).toEqual([]);
  });
});
