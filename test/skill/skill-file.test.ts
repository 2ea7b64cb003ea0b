// The rules of the published validators, one broken at a time.
import { expect, test } from 'vitest';
import { problemsOf } from '../../src/skill/skill-file.js';

const GOOD = '---\nname: tool\ndescription: >-\n  Does a thing: use it when needed.\n---\n\n# Tool\n\nText.\n';

test('a file that keeps all rules has no problem', () => {
  expect(problemsOf(GOOD, 'tool')).toEqual([]);
});

test.each([
  ['no front matter', '# Tool\n', /front matter/],
  ['a colon that is not quoted', GOOD.replace('>-\n  Does', 'Does'), /no strict YAML/],
  ['a key twice', GOOD.replace('name: tool', 'name: tool\nname: tool'), /no strict YAML/],
  ['a list instead of a mapping', '---\n- name\n---\nText.\n', /no mapping/],
  ['a key of one host only', GOOD.replace('name: tool', 'name: tool\nhooks: {}'), /'hooks' is no key/],
  ['compatibility, which one validator refuses', GOOD.replace('name: tool', 'name: tool\ncompatibility: x'), /no key/],
  ['no name', GOOD.replace('name: tool\n', ''), /no name/],
  ['another name than the folder', GOOD.replace('name: tool', 'name: other'), /its folder is 'tool'/],
  ['capitals in the name', GOOD.replace('name: tool', 'name: Tool'), /lowercase/],
  ['a hyphen at the end of the name', GOOD.replace('name: tool', 'name: tool-'), /single hyphens/],
  ['two hyphens in the name', GOOD.replace('name: tool', 'name: to--ol'), /single hyphens/],
  ['a name that is too long', GOOD.replace('name: tool', `name: ${'a'.repeat(65)}`), /longer than 64/],
  ['no description', GOOD.replace(/description: >-\n.*\n/, ''), /no description/],
  ['an empty description', GOOD.replace(/description: >-\n.*\n/, 'description: ""\n'), /description is empty/],
  ['angle brackets', GOOD.replace('a thing', 'a <thing>'), /angle bracket/],
  ['a description that is too long', GOOD.replace('a thing', 'x'.repeat(1100)), /longer than 1024/],
  ['a number in metadata', GOOD.replace('name: tool', 'name: tool\nmetadata:\n  version: 1'), /must be strings/],
  ['a text in place of metadata', GOOD.replace('name: tool', 'name: tool\nmetadata: mine'), /must be strings/],
  ['a list of tools', GOOD.replace('name: tool', 'name: tool\nallowed-tools:\n  - Read'), /must be texts/],
  ['braces', GOOD.replace('name: tool', 'name: tool\nmetadata: { version: "1" }'), /StrictYAML refuses/],
  ['an anchor', GOOD.replace('name: tool', 'name: &a tool\nlicense: *a'), /an anchor.*StrictYAML|an alias/],
  ['a tag', GOOD.replace('name: tool', 'name: !!str tool\nlicense: !mine x'), /no strict YAML|a tag/],
  ['three dashes in the description', GOOD.replace('a thing', 'a --- thing'), /holds ---/],
  ['a byte order mark', `\uFEFF${GOOD}`, /does not begin with/],
  ['lines that end as in Windows', GOOD.replaceAll('\n', '\r\n'), /does not begin with/],
  ['no body', GOOD.replace(/# Tool[\s\S]*/, ''), /no body/],
  ['too many lines', `${GOOD}${'line\n'.repeat(500)}`, /longer than 500 lines/],
  ['too much text', `${GOOD}${'word '.repeat(5000)}`, /longer than 20000 characters/],
])('%s is a problem', (_, text, problem) => {
  expect(problemsOf(text, 'tool').join('; ')).toMatch(problem);
});
