// A name is a hint. A verdict that rests on structure outlives a renaming; four in five must.
import { describe, expect, it } from 'vitest';
import { changes, fullHarness, LANGUAGES, verdictsOf } from './full-harness.js';
import { renamed } from './new-names.js';

const SHARE = 0.8;

/** Verdicts that rest on words in code for good reason: what they ask is what something is called. */
const ABOUT_NAMES = [
  // Named kinds of records, and ids that are ids by their name alone.
  'event-log/categories',
  'event-log/correlated',
  'event-log/decisions',
];

describe.each(LANGUAGES)('%s', (language) => {
  it('keeps four in five of the verdicts that rest on structure', async () => {
    const files = fullHarness(language);
    const before = await verdictsOf(files);
    const after = await verdictsOf(renamed(language, files));
    const structural = Object.keys(before).filter(
      (id) => (before[id] === 'met' || before[id] === 'partial') && !ABOUT_NAMES.includes(id),
    );
    const lost = structural.filter((id) => before[id] !== after[id]);
    expect(lost.length, changes(before, after).join('\n')).toBeLessThanOrEqual((1 - SHARE) * structural.length);
  });

  it('finds nothing more under neutral names', async () => {
    const files = fullHarness(language);
    const before = await verdictsOf(files);
    const after = await verdictsOf(renamed(language, files));
    const won = Object.keys(before).filter((id) => before[id] !== 'met' && after[id] === 'met');
    expect(won).toEqual([]);
  });
});
