// `harness design` as a user without a terminal runs it, and the check that closes the loop.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { questions } from '../../src/design/questions.js';
import { fixtureFiles } from '../support/fixture-files.js';
import { folder, runCli } from '../support/run-cli.js';

const BRIEF = readFileSync('fixtures/briefs/embedded-feature.yaml', 'utf8');
const code = fixtureFiles('designed/label-helper');
const withShell = { ...code, ...fixtureFiles('designed/with-shell') };
const inside = (name: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [join(name, path), text]));
const place = folder({
  'brief.yaml': BRIEF,
  'partial.yaml': 'version: 1\nname: x\n',
  'typo.yaml': 'version: 1\nrun:\n  lenght: days\n',
  'old.yaml': 'version: 0\n',
  'deletes.yaml': BRIEF.replace('A button', 'A read-only button').replace('effect: read', 'effect: delete'),
  'full/notes.md': 'mine\n',
  'broken.design.yaml': 'version: 7\n',
  ...inside('code', code),
  ...inside('shell', withShell),
});
const run = (line: string) => runCli(line.split(' '), place);

beforeAll(() => {
  expect(run('design --brief brief.yaml --output first --summary --issues')).toEqual({
    code: 0,
    out: 'wrote first/ARCHITECTURE.md\nwrote first/harness.design.yaml\nwrote first/SUMMARY.md\nwrote first/ISSUES/phase-1.md\nwrote first/ISSUES/phase-2.md\nwrote first/ISSUES/phase-3.md\nto check code with it: harness evaluate <its folder> --design first/harness.design.yaml\n',
    err: '',
  });
});

describe('design', () => {
  test('gives the same bytes again', () => {
    run('design --brief brief.yaml --output second');
    for (const file of ['ARCHITECTURE.md', 'harness.design.yaml'])
      expect(readFileSync(join(place, 'second', file), 'utf8')).toBe(readFileSync(join(place, 'first', file), 'utf8'));
    expect(readdirSync(join(place, 'second')).sort()).toEqual(['ARCHITECTURE.md', 'harness.design.yaml']);
  });

  test('writes over nothing unless told to, and leaves what is not its own', () => {
    const refused = run('design --brief brief.yaml --output full');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('full is not empty: notes.md');
    expect(run('design --brief brief.yaml --output full --force').code).toBe(0);
    expect(readFileSync(join(place, 'full/notes.md'), 'utf8')).toBe('mine\n');
  });

  test('says which files of an earlier design it left', () => {
    expect(run('design --brief brief.yaml --output again --issues').code).toBe(0);
    const { code: exit, err } = run('design --brief brief.yaml --output again --force');
    expect(exit).toBe(0);
    expect(err).toContain('note: again/ISSUES/phase-1.md is of an earlier design and was left');
  });

  test('names every missing answer, with what most would answer', () => {
    const { code: exit, err } = run('design --brief partial.yaml --output none');
    expect(exit).toBe(2);
    expect(err).toContain('27 answers are missing in partial.yaml, and there is no terminal to ask in');
    expect(err).toContain('run.length: How long does one run work, waiting aside? (usually: "minutes")');
    expect(readdirSync(place)).not.toContain('none');
  });

  test.each([
    ['design --output none', 'there is no brief, and there is no terminal'],
    ['design --brief typo.yaml --output none', "typo.yaml:3:3 unknown key 'lenght'"],
    ['design --brief old.yaml --output none', 'old.yaml:1:10 version 0 of a brief cannot be read'],
    ['design --brief deletes.yaml --output none', "the description says 'read-only', yet list_album_words"],
    ['design --brief nowhere.yaml --output none', 'cannot read nowhere.yaml'],
    ['design --brief brief.yaml --output brief.yaml', 'brief.yaml is no folder'],
    ['design --brief brief.yaml --output none --from nowhere', 'no such path: nowhere'],
    ['design --resume --output none', 'nothing to resume'],
    ['design --brief brief.yaml --resume --output none', '--brief and --resume cannot go together'],
    ['design --format json --output none', '--format belongs to --questions'],
    ['design --questions --format jsno', "did you mean 'json'?"],
    ['evaluate code --phase 1', '--phase holds the code to a design'],
    ['evaluate code --fail-on drift', '--fail-on drift holds the code to a design'],
    ['evaluate code --design first/harness.design.yaml --phase 9', 'has no phase 9'],
    ['evaluate code --fail-on drfit', "did you mean 'drift'?"],
    ['evaluate code --design nowhere.yaml', 'cannot read nowhere.yaml'],
    ['evaluate code --design broken.design.yaml', 'broken.design.yaml:1:10 version 7 of a design cannot be read'],
  ])('harness %s ends with 2', (line, says) => {
    const { code: exit, out, err } = run(line);
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
    expect([exit, out]).toEqual([2, '']);
  });

  test('--questions prints all that a brief must answer, with its schema', () => {
    const { out } = run('design --questions --format json');
    const printed = JSON.parse(out) as { questions: { id: string }[]; schema: { title: string } };
    expect(printed.questions.map((q) => q.id)).toEqual(questions.map((q) => q.id));
    expect(printed.schema.title).toContain('--brief');
    expect(run('design --questions').out).toContain('run.length');
  });
});

describe('evaluate --design', () => {
  const check = (repo: string) => run(`evaluate ${repo} --design first/harness.design.yaml --format json`);

  test('says that phase 1 is done and phase 2 is not', () => {
    const { design } = JSON.parse(check('code').out) as { design: { phase: number; drift: unknown[] } };
    expect(design).toMatchObject({ phase: 2, drift: [] });
    expect(run('evaluate code --design first/harness.design.yaml').out).toContain('the code is in phase 2 of 3');
  });

  test('flags the shell tool that a variant adds', () => {
    const { design } = JSON.parse(check('shell').out) as { design: { drift: unknown[] } };
    expect(design.drift).toMatchObject([{ kind: 'undeclared-tool', tool: 'convert_picture', effects: ['shell'] }]);
  });

  test.each([
    ['code', '', 0],
    ['code', '--phase 1 --fail-on drift', 0],
    ['code', '--phase 2', 1],
    ['shell', '--phase 1', 0],
    ['shell', '--fail-on drift', 1],
    ['shell', '--fail-on critical --fail-on drift --quiet', 1],
  ])('%s %s ends with %i', (repo, flags, exit) => {
    expect(run(`evaluate ${repo} --design first/harness.design.yaml ${flags}`.trim()).code).toBe(exit);
  });

  test('design --from keeps, builds and settles', () => {
    expect(run('design --brief brief.yaml --from shell --output from').code).toBe(0);
    const document = readFileSync(join(place, 'from/ARCHITECTURE.md'), 'utf8');
    expect(document).toMatch(/## From the code as it is[\s\S]*`streaming-events\/typed`[\s\S]*tool `convert_picture`/);
  });
});
