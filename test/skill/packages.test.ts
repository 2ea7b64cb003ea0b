// The packages as they are published: fresh, loadable by both hosts, and true to the command they speak of.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { readBrief } from '../../src/design/brief/file.js';
import { next } from '../../src/design/questions.js';
import { catalogue } from '../../src/primitives/registry.js';
import { readAnswer } from '../../src/review/answer.js';
import { problemsOf } from '../../src/skill/skill-file.js';
import { runProgram } from '../support/run-program.js';

const root = join(import.meta.dirname, '..', '..');
const HOSTS = ['claude-code', 'codex'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;
const { version } = json('package.json');

test('the packages are what the generator writes', () => {
  const script = join(root, 'scripts', 'skills.mjs');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});

describe.each(HOSTS)('the skill for %s', (host) => {
  const folder = `skills/${host}/skills/harness`;
  const skill = read(`${folder}/SKILL.md`);

  it('keeps the rules of the validators', () => {
    expect(problemsOf(skill, 'harness')).toEqual([]);
  });

  it('links only to references that exist, one level deep, and to all of them', () => {
    const links = [...skill.matchAll(/\]\((references\/[^)/]+\.md)\)/g)].map(([, path]) => path);
    const present = readdirSync(join(root, folder, 'references')).map((file) => `references/${file}`);
    expect([...new Set(links)].sort()).toEqual(present.sort());
  });

  it('explains every criterion and practice', () => {
    const texts = readdirSync(join(root, folder, 'references')).map((file) => read(`${folder}/references/${file}`));
    const ids = [...catalogue.primitives.flatMap((p) => p.criteria), ...catalogue.practices].map((c) => c.id);
    expect(ids.filter((id) => !texts.some((text) => text.includes(`(\`${id}\``)))).toEqual([]);
  });

  it('names only commands and options that there are', async () => {
    const texts = [skill, read(`${folder}/references/evaluate.md`), read(`${folder}/references/design.md`)].join('\n');
    const used = [...texts.matchAll(/\bharness (evaluate|design|explain|catalogue) ([^\n`]*)/g)];
    expect(used.length).toBeGreaterThan(10);
    for (const [, command = '', rest = ''] of used) {
      const { out } = await runProgram([command, '--help'], root);
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(out, `${command} ${flag}`).toContain(flag);
    }
  });
});

test('both hosts get the same references', () => {
  const [one, other] = HOSTS.map((host) => `skills/${host}/skills/harness/references`) as [string, string];
  for (const file of readdirSync(join(root, one))) expect(read(`${one}/${file}`)).toBe(read(`${other}/${file}`));
});

test('nothing is pre-approved in Claude Code that could write a file or spend money', () => {
  const front = read('skills/claude-code/skills/harness/SKILL.md').split('---\n')[1] ?? '';
  const { 'allowed-tools': allowed } = parse(front) as { 'allowed-tools': string };
  expect(allowed).not.toMatch(
    /Write|Edit|harness\.mjs" (\*|evaluate|design|skill)|Bash(?!\(node "\$\{CLAUDE_SKILL_DIR\})/,
  );
});

test('no variable of Claude Code reaches Codex', () => {
  expect(read('skills/codex/skills/harness/SKILL.md')).not.toContain('CLAUDE_');
});

test('the worked brief is whole, and the worked answers have the form that a review takes', () => {
  const text = read('skills/codex/skills/harness/references/examples.md');
  const [, brief = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  expect(next(readBrief(brief, 'the example'))).toEqual([]);
  const answers = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, answer = '']) => JSON.parse(answer) as unknown);
  expect(answers).toHaveLength(2);
  for (const answer of answers) expect(readAnswer('permission-system/gate', answer)).not.toHaveProperty('flaw');
});

describe('agents/openai.yaml', () => {
  const document = parseDocument(read('skills/codex/skills/harness/agents/openai.yaml'), { strict: true });
  const value = document.toJS() as { interface: Record<string, string> };

  it('is strict YAML and holds only known keys', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(Object.keys(value).filter((key) => !['interface', 'policy', 'dependencies'].includes(key))).toEqual([]);
  });

  it('keeps to the limits of its interface', () => {
    const { short_description: short = '', default_prompt: prompt = '' } = value.interface;
    expect(short.length).toBeGreaterThanOrEqual(25);
    expect(short.length).toBeLessThanOrEqual(64);
    expect(prompt).toContain('$harness');
  });
});

describe('plugins and marketplaces', () => {
  const claude = json('skills/claude-code/.claude-plugin/plugin.json');
  const codex = json('skills/codex/.codex-plugin/plugin.json');
  const shop = json('.claude-plugin/marketplace.json') as {
    plugins: { name: string; source: string; version: string }[];
  };
  const codexShop = json('.agents/plugins/marketplace.json') as {
    plugins: { name: string; source: { source: string; path: string }; policy: object; category: string }[];
  };

  it('have the version of the package', () => {
    expect([claude.version, codex.version, ...shop.plugins.map((p) => p.version)]).toEqual([version, version, version]);
    for (const host of HOSTS) expect(read(`skills/${host}/skills/harness/SKILL.md`)).toContain(`version: "${version}"`);
  });

  it('lead from each marketplace to a plugin of that name', () => {
    for (const { name, source } of shop.plugins) {
      expect(source).toMatch(/^\.\/[^.]/);
      expect(json(join(source, '.claude-plugin', 'plugin.json')).name).toBe(name);
    }
    for (const { name, source, policy, category } of codexShop.plugins) {
      // Codex refuses a path that is empty behind './', so the plugin cannot be the repository itself.
      expect(source).toEqual({ source: 'local', path: expect.stringMatching(/^\.\/[^.]/) as string });
      expect(json(join(source.path, '.codex-plugin', 'plugin.json')).name).toBe(name);
      expect(policy).toEqual({ installation: 'AVAILABLE', authentication: 'ON_INSTALL' });
      expect(category).not.toBe('');
    }
  });

  it('give Codex what its validator asks, and nothing it refuses', () => {
    expect(codex).not.toHaveProperty('hooks');
    expect(existsSync(join(root, 'skills/codex', codex.skills as string, 'harness/SKILL.md'))).toBe(true);
    const shown = codex.interface as { shortDescription: string; defaultPrompt: string[] };
    expect(shown.defaultPrompt.length).toBeLessThanOrEqual(3);
    for (const prompt of shown.defaultPrompt) expect(prompt.length).toBeLessThanOrEqual(128);
    expect(codex.version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });
});
