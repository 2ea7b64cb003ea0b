// Installed as a user installs it, into empty homes and projects; what a user changes is never lost.
import { createHash } from 'node:crypto';
import {
  chmodSync,
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
    expect(readdirSync(base)).toEqual([]);
    expect((await run('list')).out).toContain('not installed');
  });

  it('goes into a folder that is named, and comes again without a question', async () => {
    expect((await run('install', host, '--dir', 'here/skills')).code).toBe(0);
    expect((await run('install', host, '--dir', 'here/skills')).code).toBe(0);
    expect((await run('doctor', '--dir', 'here/skills')).out).toContain(`${host} (custom)`);
    expect((await run('uninstall', host, '--dir', 'here/skills')).code).toBe(0);
  });

  it('leaves the folders that were there before, empty as they were', async () => {
    const [hidden = ''] = folder.split('/');
    mkdirSync(join(home, hidden));
    await run('install', host);
    await run('install', host);
    expect((await run('uninstall', host)).code).toBe(0);
    expect(readdirSync(home)).toEqual([hidden]);
    expect(readdirSync(join(home, hidden))).toEqual([]);
  });

  it('works through a folder of skills that is a link, and leaves the link', async () => {
    const elsewhere = join(place, 'my dotfiles');
    mkdirSync(join(elsewhere, 'other'), { recursive: true });
    mkdirSync(join(home, folder, '..', '..'), { recursive: true });
    symlinkSync(elsewhere, join(home, folder, '..'));
    expect((await run('install', host)).code).toBe(0);
    expect((await run('doctor', host)).code).toBe(0);
    expect(readdirSync(elsewhere)).toEqual(['harness', 'other']);
    expect((await run('uninstall', host)).code).toBe(0);
    expect(readdirSync(elsewhere)).toEqual(['other']);
    expect(existsSync(join(home, folder, '..'))).toBe(true);
  });

  it('mends an installation that was interrupted', async () => {
    await run('install', host);
    const at = join(home, folder);
    rmSync(join(at, '.harness-skill.json'));
    rmSync(join(at, 'scripts', 'harness', 'grammars'), { recursive: true });
    writeFileSync(join(at, '.harness-skill.part'), 'half of a fi');
    expect((await run('doctor', host)).code).toBe(0);
    expect(await run('install', host)).toMatchObject({ code: 0, err: '' });
    expect((await run('doctor', host)).out).not.toMatch(/note|problem/);
    expect((await run('uninstall', host)).code).toBe(0);
    expect(existsSync(at)).toBe(false);
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

  it('is not written through a link in place of the skill', async () => {
    const checkout = join(place, 'checkout');
    mkdirSync(checkout);
    mkdirSync(join(codex(), '..'), { recursive: true });
    symlinkSync(checkout, codex());
    const { code, err } = await run('install', 'codex', '--force');
    expect([code, err]).toEqual([2, expect.stringContaining('is a link') as string]);
    expect(readdirSync(checkout)).toEqual([]);
    expect((await run('uninstall', 'codex')).code).toBe(2);
  });

  it('is the skill of the other host in the same folder', async () => {
    await run('install', 'codex', '--dir', 'both');
    expect((await run('install', 'claude-code', '--dir', 'both')).err).toContain('holds the skill for codex');
    expect((await run('uninstall', 'claude-code', '--dir', 'both')).err).toContain('holds the skill for codex');
    expect((await run('install', 'claude-code', '--dir', 'both', '--force')).code).toBe(0);
    expect(readFileSync(join(project, 'both/harness/SKILL.md'), 'utf8')).toContain('CLAUDE_SKILL_DIR');
    expect(existsSync(join(project, 'both/harness/agents'))).toBe(false);
  });

  it('is not touched where the system refuses, and that is said without a defect', async () => {
    writeFileSync(join(home, '.agents'), 'a file');
    const { code, err } = await run('install', 'codex');
    expect([code, err]).toEqual([2, expect.stringContaining('cannot write to') as string]);
  });

  it.skipIf(process.getuid?.() === 0)('stays whole in a folder that cannot be written', async () => {
    await run('install', 'codex');
    chmodSync(codex(), 0o555);
    const { code, err } = await run('uninstall', 'codex');
    chmodSync(codex(), 0o755);
    expect([code, err]).toEqual([2, expect.stringContaining('cannot remove from') as string]);
    expect(await run('uninstall', 'codex')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(home)).toEqual([]);
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

describe('a damaged record', () => {
  it.each(['{ "version": 1, "ho', '[]', '{"version":1,"host":"codex","installedBy":"0","files":{},"made":-1}'])(
    '%j stops changes, not the look at the rest, and --force writes it anew',
    async (text) => {
      await run('install', 'codex');
      await run('install', 'claude-code');
      writeFileSync(join(home, '.agents/skills/harness/.harness-skill.json'), text);
      for (const command of ['install', 'uninstall'])
        expect(await run(command, 'codex')).toMatchObject({
          code: 2,
          err: expect.stringContaining('damaged') as string,
        });
      expect((await run('list')).out).toContain('claude-code (user)');
      const { code, out } = await run('doctor');
      expect([code, out]).toEqual([1, expect.stringContaining('install again with --force') as string]);
      expect((await run('install', 'codex', '--force')).code).toBe(0);
      expect((await run('doctor')).code).toBe(0);
    },
  );
});

describe('an older installation', () => {
  it('is said to be old without running what it holds, and is brought up to date', async () => {
    await run('install', 'codex');
    const folder = join(home, '.agents/skills/harness');
    const path = join(folder, '.harness-skill.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { installedBy: string; files: Record<string, string> };
    for (const file of ['SKILL.md', 'scripts/harness.mjs']) {
      const text = `${readFileSync(join(folder, file), 'utf8')}\n`;
      writeFileSync(join(folder, file), text);
      record.files[file] = createHash('sha256').update(text).digest('hex');
    }
    record.installedBy = '0.0.9';
    writeFileSync(path, JSON.stringify(record));
    const { code, out } = await run('doctor');
    expect(code).toBe(0);
    expect(out).toContain('installed by 0.0.9');
    expect(out).toContain('was not run: it belongs to 0.0.9');
    expect((await run('install', 'codex')).out).toContain(`brought from 0.0.9 to ${tool.version}`);
    expect((await run('doctor')).out).toContain('ok: scripts/harness.mjs runs');
  });

  it('loses files that the new version no longer has, unless they were changed', async () => {
    await run('install', 'codex');
    const folder = join(home, '.agents/skills/harness');
    const path = join(folder, '.harness-skill.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, string> };
    const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    for (const [file, text] of [
      ['old.md', ''],
      ['older/older.md', 'changed'],
      ['oldest/oldest.md', ''],
    ] as const) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), text);
      record.files[file] = nothing;
    }
    writeFileSync(path, JSON.stringify(record));
    expect((await run('install', 'codex')).err).toContain('older.md');
    expect(readdirSync(folder)).toContain('older');
    expect(readdirSync(folder)).not.toContain('old.md');
    expect(readdirSync(folder)).not.toContain('oldest');
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
