// Installed as a user installs it, into empty homes and projects; what a user changes is never lost.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tool } from '../../src/cli/version.js';
import { runProgram } from '../support/run-program.js';

const HOSTS = [
  { host: 'claude-code', folder: '.claude/skills/harness' },
  { host: 'codex', folder: '.agents/skills/harness' },
];

let place: string;
let home: string;
let project: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'skill '));
  home = join(place, 'home');
  project = join(place, 'my project');
  for (const folder of [home, project]) mkdirSync(folder);
});
afterEach(() => rmSync(place, { recursive: true }));

const run = (...args: string[]) => runProgram(['skill', ...args], project, { HOME: home });
const filesUnder = (folder: string) => (existsSync(folder) ? readdirSync(folder, { recursive: true }) : []);

describe.each(HOSTS)('the skill in $host', ({ host, folder }) => {
  it.each(['user', 'project'])('comes, is listed, is well, and goes without a trace (%s)', async (scope) => {
    const base = scope === 'user' ? home : project;
    expect(await run('install', host, '--scope', scope)).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(base, folder, 'SKILL.md'))).toBe(true);
    expect((await run('list')).out).toBe(`${host} (${scope}) ${tool.version}: ${join(base, folder)}\n`);
    const doctor = await run('doctor', host);
    expect(doctor).toMatchObject({ code: 0, err: '' });
    expect(doctor.out).toContain('ok: scripts/harness.mjs runs');
    expect((await run('uninstall', host, '--scope', scope)).code).toBe(0);
    expect(filesUnder(join(base, folder))).toEqual([]);
    expect(existsSync(join(base, folder))).toBe(false);
    expect((await run('list')).out).toContain('not installed');
  });

  it('goes into a folder that is named, and comes again without a question', async () => {
    expect((await run('install', host, '--dir', 'here/skills')).code).toBe(0);
    expect((await run('install', host, '--dir', 'here/skills')).code).toBe(0);
    expect((await run('doctor', '--dir', 'here/skills')).out).toContain(`${host} (custom)`);
    expect((await run('uninstall', host, '--dir', 'here/skills')).code).toBe(0);
  });

  it('leaves a changed file alone when it comes again, and when it goes', async () => {
    await run('install', host);
    const file = join(home, folder, 'references', 'principles.md');
    writeFileSync(file, 'my own principles\n');
    const again = await run('install', host);
    expect(again.code).toBe(2);
    expect(again.err).toContain('references/principles.md');
    expect(readFileSync(file, 'utf8')).toBe('my own principles\n');
    expect((await run('list')).out).toContain('1 changed');
    expect((await run('doctor')).out).toContain('note: changed since it was installed: references/principles.md');
    const gone = await run('uninstall', host);
    expect(gone).toMatchObject({ code: 0, err: 'note: references/principles.md was changed and stays\n' });
    expect(filesUnder(join(home, folder)).sort()).toEqual(['references', 'references/principles.md']);
  });

  it('replaces a changed file only with --force', async () => {
    await run('install', host);
    const file = join(home, folder, 'SKILL.md');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, 'mine');
    expect((await run('install', host, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('what is not ours', () => {
  const codex = () => join(home, '.agents/skills/harness');

  it('is not overwritten where no installation was', async () => {
    mkdirSync(codex(), { recursive: true });
    writeFileSync(join(codex(), 'SKILL.md'), 'another skill');
    expect((await run('install', 'codex')).code).toBe(2);
    expect(readdirSync(codex())).toEqual(['SKILL.md']);
    expect((await run('uninstall', 'codex')).code).toBe(2);
  });

  it('is not removed with what was installed', async () => {
    await run('install', 'codex');
    writeFileSync(join(codex(), 'references', 'notes.md'), 'mine');
    expect((await run('uninstall', 'codex')).code).toBe(0);
    expect(filesUnder(codex()).sort()).toEqual(['references', 'references/notes.md']);
  });

  it('is not reached through a link', async () => {
    const elsewhere = join(place, 'elsewhere');
    mkdirSync(elsewhere);
    mkdirSync(codex(), { recursive: true });
    symlinkSync(elsewhere, join(codex(), 'references'));
    expect((await run('install', 'codex', '--force')).code).toBe(2);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('is not reached by a record that points outside', async () => {
    mkdirSync(codex(), { recursive: true });
    writeFileSync(join(home, 'precious'), '');
    const record = { version: 1, host: 'codex', installedBy: '0', files: { '../../../precious': 'e3b0c442' } };
    writeFileSync(join(codex(), '.harness-skill.json'), JSON.stringify(record));
    expect(await run('uninstall', 'codex', '--force')).toMatchObject({ code: 2 });
    expect(existsSync(join(home, 'precious'))).toBe(true);
  });
});

describe('an older installation', () => {
  it('loses files that the new version no longer has, unless they were changed', async () => {
    await run('install', 'codex');
    const folder = join(home, '.agents/skills/harness');
    const path = join(folder, '.harness-skill.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, string> };
    const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    for (const [file, text] of [
      ['old.md', ''],
      ['older.md', 'changed'],
    ] as const) {
      writeFileSync(join(folder, file), text);
      record.files[file] = nothing;
    }
    writeFileSync(path, JSON.stringify(record));
    expect((await run('install', 'codex')).err).toContain('older.md');
    expect(readdirSync(folder)).toContain('older.md');
    expect(readdirSync(folder)).not.toContain('old.md');
  });
});

describe('doctor', () => {
  const skill = () => join(project, '.claude/skills/harness');

  it('says what to do when nothing is installed', async () => {
    expect(await run('doctor')).toMatchObject({ code: 1, out: expect.stringContaining('skill install') as string });
  });

  it('finds a SKILL.md that no host would load', async () => {
    await run('install', 'claude-code', '--scope', 'project');
    writeFileSync(join(skill(), 'SKILL.md'), '---\nname: harness\ndescription: a: b\n---\nText.\n');
    const { code, out } = await run('doctor');
    expect(code).toBe(1);
    expect(out).toContain('would not be loaded');
  });

  it('never runs a script that it does not know', async () => {
    await run('install', 'claude-code', '--scope', 'project');
    const trace = join(place, 'it ran');
    const hostile = `import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(trace)}, ''));`;
    writeFileSync(join(skill(), 'scripts', 'harness.mjs'), hostile);
    const { code, out } = await run('doctor');
    expect(code).toBe(1);
    expect(out).toContain('was not run');
    expect(existsSync(trace)).toBe(false);
  });

  it('misses a script and other files', async () => {
    await run('install', 'claude-code', '--scope', 'project');
    rmSync(join(skill(), 'scripts'), { recursive: true });
    const { code, out } = await run('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(/problem: missing: .*scripts\/harness\.mjs/);
  });
});

describe('wrong usage', () => {
  it.each([
    [['install', 'claud-code'], "did you mean 'claude-code'"],
    [['install', 'codex', '--scope', 'global'], 'scopes are user, project'],
    [['install', 'codex', '--scope', 'user', '--dir', 'x'], 'cannot go together'],
    [['uninstall', 'codex'], 'harness installed no skill'],
  ])('%j says what to do', async (args, says) => {
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(says) as string });
  });

  it('asks for another scope where no home is known', async () => {
    const { code, err } = await runProgram(['skill', 'install', 'codex'], project, {});
    expect([code, err]).toEqual([2, expect.stringContaining('--scope project')]);
  });
});
