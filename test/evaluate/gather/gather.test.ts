import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gather } from '../../../src/evaluate/gather.js';
import { frontEnds, gathered, skips, tree } from './tree.js';

const HASH = 'a'.repeat(40);
const exit = (exitCode: number, message: RegExp) =>
  expect.objectContaining({ exitCode, message: expect.stringMatching(message) });

describe('wrong targets', () => {
  test('a path that does not exist, a file, an empty folder', async () => {
    const root = tree({ 'a.ts': '' });
    await expect(gather(join(root, 'no'), { frontEnds })).rejects.toEqual(exit(2, /does not exist/));
    await expect(gather(join(root, 'a.ts'), { frontEnds })).rejects.toEqual(exit(2, /is a file/));
    await expect(gather(tree({}), { frontEnds })).rejects.toEqual(exit(3, /is empty/));
  });

  test('languages without a front end are named', async () => {
    await expect(gathered({ 'A.java': '', 'b.rb': '' })).rejects.toEqual(exit(3, /only Java, Ruby/));
    await expect(gathered({ 'notes.md': '' })).rejects.toEqual(exit(3, /holds no code/));
  });

  test('an agent configuration alone is enough', async () => {
    expect((await gathered({ 'CLAUDE.md': '# Rules' })).documents).toHaveLength(1);
  });

  test.each(['nope', '../..', 'a.ts', '/'])('--scope %s is no folder of the target', async (folder) => {
    await expect(gathered({ 'a.ts': '' }, { scope: [folder] })).rejects.toEqual(exit(2, /--scope/));
  });

  test.skipIf(process.getuid?.() === 0)('unreadable folders', async () => {
    const root = tree({ 'a.ts': '', 'sub/b.ts': '' });
    chmodSync(join(root, 'sub'), 0o000);
    expect(skips(await gather(root, { frontEnds }))).toEqual({ sub: 'folder cannot be read: permission denied' });
    chmodSync(join(root, 'sub'), 0o755);
    chmodSync(root, 0o000);
    await expect(gather(root, { frontEnds })).rejects.toEqual(exit(4, /cannot be read/));
    chmodSync(root, 0o755);
  });
});

describe('coverage', () => {
  test('blind spots are named', async () => {
    const { coverage } = await gathered({
      'a.ts': 'BROKEN',
      'b.ts': 'CRASH',
      'x/A.java': '',
      'tests/B.java': '',
      'i.png': '',
    });
    expect(coverage).toEqual({
      files: 5,
      analysed: 1,
      other: 2,
      skipped: [{ path: 'b.ts', why: 'could not be analysed: cannot cope' }],
      couldNotSee: [
        { what: 'Java (1 file)', why: 'no front end for this language', paths: ['x/A.java'] },
        { what: 'parts of 1 file', why: 'did not parse; the rest of each file was analysed', paths: ['a.ts'] },
      ],
    });
  });

  test('imports are resolved once all files are read, and progress is told', async () => {
    const seen: string[] = [];
    const files = { 'a.ts': "import x from 'z.ts'", 'z.ts': '' };
    const result = await gathered(files, { onProgress: (done, total, path) => seen.push(`${done}/${total} ${path}`) });
    expect(result.files[0]?.imports[0]?.resolved).toEqual(['z.ts']);
    expect(seen).toEqual(['1/2 a.ts', '2/2 z.ts']);
  });

  test('same directory, same bytes, no absolute path', async () => {
    const root = tree({ 'a.ts': '', 'package.json': '{"name":"x"}', '.github/workflows/a.yml': 'on: push' });
    const first = JSON.stringify(await gather(root, { frontEnds }));
    expect(JSON.stringify(await gather(`${root}/`, { frontEnds }))).toBe(first);
    expect(first).not.toContain(root);
  });
});

describe('commit', () => {
  const commit = async (files: Record<string, string>) => (await gathered({ 'a.ts': '', ...files })).target.commit;

  test.each([
    [{ '.git/HEAD': `${HASH}\n` }],
    [{ '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${HASH}\n` }],
    [{ '.git/HEAD': 'ref: refs/heads/a/b\n', '.git/packed-refs': `# pack-refs\n${HASH} refs/heads/a/b\n` }],
  ])('%#: is read from the files of git', async (files) => {
    expect(await commit(files)).toBe(HASH);
  });

  test.each([
    [{}],
    [{ '.git/HEAD': 'ref: refs/heads/main\n' }],
    [{ '.git/HEAD': 'ref: refs/../../secret\n', secret: HASH }],
    [{ '.git/HEAD': 'nonsense' }],
  ])('%#: is left out when there is none', async (files) => {
    expect(await commit(files as Record<string, string>)).toBeUndefined();
  });
});
