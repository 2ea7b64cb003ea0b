// What list and doctor see is what the hosts see: other folders that they read, and plugins.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from '../support/run-program.js';

const packages = join(import.meta.dirname, '..', '..', 'skills');
let place: string;
let home: string;
let project: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'places '));
  home = join(place, 'home');
  project = join(place, 'my project');
  for (const folder of [home, join(project, '.git'), join(project, 'packages/app')])
    mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(place, { recursive: true }));

const run = (args: string[], cwd = project, env: Record<string, string> = { HOME: home }) =>
  runProgram(['skill', ...args], cwd, env);

it.each([
  ['claude-code', '.claude'],
  ['codex', '.agents'],
])('the project of %s is found from a folder below it, and not beyond the repository', async (host, hidden) => {
  await run(['install', host, '--scope', 'project']);
  await run(['install', host, '--scope', 'project'], place);
  const below = await run(['list'], join(project, 'packages/app'));
  expect(below.out).toMatch(new RegExp(`^${host} \\(project\\) [^\\n]*my project/${hidden}/skills/harness\\n$`));
});

it.each([
  ['the home folder', {}, '.codex'],
  ['CODEX_HOME', { CODEX_HOME: 'moved' }, '../my project/moved'],
])('the folder that Codex is giving up is seen in %s, and is not installed into', async (_, env, folder) => {
  const around = { HOME: home, ...env };
  const skills = join(home, folder, 'skills');
  await run(['install', 'codex', '--dir', skills], project, around);
  const { code, out } = await run(['doctor'], project, around);
  expect(code).toBe(0);
  expect(out).toContain('codex (old user folder)');
  expect(out).toContain('note: Codex is giving this folder up');
  expect((await run(['install', 'codex'], project, around)).out).toContain(join(home, '.agents/skills/harness'));
});

it('CLAUDE_CONFIG_DIR moves the skills of the user', async () => {
  const around = { HOME: home, CLAUDE_CONFIG_DIR: join(place, 'config dir') };
  const { out } = await run(['install', 'claude-code'], project, around);
  expect(out).toContain(join(place, 'config dir', 'skills', 'harness'));
});

it.each([
  ['claude-code', '.claude'],
  ['codex', '.codex'],
])('a plugin of %s from a plain checkout has no script, and doctor says how it gets one', async (host, hidden) => {
  const plugin = join(home, hidden, 'plugins/cache/harness/harness/0.1.0');
  const texts = join(packages, host, 'skills/harness');
  cpSync(texts, join(plugin, 'skills/harness'), {
    recursive: true,
    filter: (path) => !path.includes('harness/scripts'),
  });
  const { code, out } = await run(['doctor']);
  expect(code).toBe(1);
  expect(out).toContain(`${host} (plugin)`);
  expect(out).toMatch(/problem: scripts\/harness\.mjs is missing.*references.*npm run build:bundle -- --plugins/);
  expect(out).toContain('note: comes with a plugin');
});

it.each(['claude-code', 'codex'])('the package of %s in a checkout is known as what it is', async (host) => {
  const { code, out } = await run(['doctor', '--dir', join(packages, host, 'skills')]);
  expect(out.split('\n')[0]).toMatch(new RegExp(`^${host} \\(custom\\)`));
  if (code === 1) expect(out).toContain(`or harness skill install ${host}`);
});

it('without a home folder the project is still looked at', async () => {
  await run(['install', 'codex', '--scope', 'project']);
  expect(await run(['doctor'], project, {})).toMatchObject({ code: 0, err: '' });
});

it('a scope or a folder narrows what is looked at', async () => {
  await run(['install', 'codex']);
  await run(['install', 'codex', '--scope', 'project']);
  await run(['install', 'codex', '--dir', 'x']);
  const seen = async (...flags: string[]) => (await run(['list', ...flags])).out.match(/\((user|project|custom)\)/g);
  expect(await seen()).toEqual(['(user)', '(project)']);
  expect(await seen('--scope', 'user')).toEqual(['(user)']);
  expect(await seen('--scope', 'project')).toEqual(['(project)']);
  expect(await seen('--dir', 'x')).toEqual(['(custom)']);
});

it('a broken link or a file in the way is no skill', async () => {
  mkdirSync(join(home, '.claude'));
  writeFileSync(join(home, '.claude/skills'), '');
  expect((await run(['list'])).out).toContain('not installed');
  expect((await run(['install', 'claude-code'])).code).toBe(2);
});
