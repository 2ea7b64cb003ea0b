import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFacts, saveFacts } from '../../src/evaluate/facts-file.js';
import { gathered, tree } from './gather/tree.js';

const refused = (message: RegExp) => expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) });
const thrown = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

test('what is saved is loaded', async () => {
  const facts = await gathered({ 'a.ts': "import 'x'", 'package.json': '{"name":"x"}' });
  const path = join(tree({}), 'facts.json');
  saveFacts(facts, path);
  expect(loadFacts(path)).toEqual(facts);
});

test.each([
  ['not json', /not valid JSON/],
  ['[]', /holds no facts/],
  ['null', /holds no facts/],
  ['{"schemaVersion": 2}', /schema version 2, this harness reads version 1/],
  ['{"schemaVersion": 1}', /facts\.target is not an object/],
])('%s is refused', (text, message) => {
  const path = join(tree({ 'facts.json': text }), 'facts.json');
  expect(thrown(() => loadFacts(path))).toEqual(refused(message));
});

test('a part of the wrong shape is named', async () => {
  const path = join(tree({}), 'facts.json');
  saveFacts(await gathered({ 'a.ts': '' }), path);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"calls":[]', '"calls":[{"callee":1}]'));
  expect(thrown(() => loadFacts(path))).toEqual(refused(/facts\.files\[0\]\.calls\[0\]\.callee is not a string/));
});

test('a missing file and an unwritable path are the user’s to fix', async () => {
  const root = tree({});
  expect(thrown(() => loadFacts(join(root, 'no.json')))).toEqual(refused(/cannot be read/));
  const facts = await gathered({ 'a.ts': '' });
  expect(thrown(() => saveFacts(facts, join(root, 'no', 'x.json')))).toEqual(refused(/cannot be written/));
});
