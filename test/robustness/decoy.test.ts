// Words prove nothing: whatever is claimed, or stands where no run comes, may not raise a verdict to met.
import { beforeAll, describe, expect, it } from 'vitest';
import { BARE } from './bare.js';
import { DECOYS } from './decoys.js';
import { LANGUAGES, type Verdicts, verdictsOf } from './full-harness.js';

describe.each(LANGUAGES)('%s', (language) => {
  let bare: Verdicts;
  beforeAll(async () => {
    bare = await verdictsOf(BARE[language]);
  });

  it('starts from a harness that has little', () => {
    const met = Object.keys(bare).filter((id) => bare[id] === 'met');
    expect(met.filter((id) => !id.startsWith('tool-registry/'))).toEqual([]);
  });

  it.each(Object.entries(DECOYS))('%s', async (_, decoy) => {
    const after = await verdictsOf(decoy(language, BARE[language]));
    expect(Object.keys(after).filter((id) => after[id] === 'met' && bare[id] !== 'met')).toEqual([]);
  });
});
