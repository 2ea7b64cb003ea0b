// Takes one foundation out of a full harness. The verdicts that rest on it must fall, and no other may move.
import { beforeAll, describe, expect, it } from 'vitest';
import { type FullLanguage, fullHarness, LANGUAGES, replaceOnce, type Verdicts, verdictsOf } from './full-harness.js';
import { CUTS, type CutName, DEPENDS, KNOWN, OPEN } from './knock-outs.js';

const names = Object.keys(DEPENDS) as CutName[];

describe.each(LANGUAGES)('%s', (language) => {
  let whole: Verdicts;
  beforeAll(async () => {
    whole = await verdictsOf(fullHarness(language));
  });

  it.each(names)('without %s', async (name) => {
    const moved = await movedBy(language, name, whole);
    // What is not seen in the whole harness cannot fall; known-wrong.json of the fixtures lists it.
    const expected = DEPENDS[name].filter((id) => whole[id] === 'met');
    const { stays = [], falls = [] } = KNOWN[language]?.[name] ?? {};
    const others = moved.filter((id) => !DEPENDS[name].includes(id) && !OPEN[name].includes(id));
    expect(expected.filter((id) => !moved.includes(id)).sort(), 'rest on it and did not move').toEqual(stays);
    expect(others, 'do not rest on it and moved').toEqual(falls);
  });
});

/** Criteria whose verdict is another once the edits are made. */
async function movedBy(language: FullLanguage, name: CutName, whole: Verdicts): Promise<string[]> {
  const edits = CUTS[language][name];
  const files = edits.reduce((all, [path, text, by]) => replaceOnce(all, path, text, by), fullHarness(language));
  const cut = await verdictsOf(files);
  return Object.keys(whole)
    .filter((id) => whole[id] !== cut[id])
    .sort();
}
