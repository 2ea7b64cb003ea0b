// The packages as they are published: fresh, loadable by both hosts, and true to the command they speak of.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { readBrief } from '../../src/design/brief/file.js';
import { next } from '../../src/design/questions.js';
import { catalogue } from '../../src/primitives/registry.js';
import { readAnswer } from '../../src/review/answer.js';
import { problemsOf } from '../../src/skill/skill-file.js';
import { runProgram } from '../support/run-program.js';

const root = join(import.meta.dirname, '..', '..');
const HOSTS = ['claude-code', 'codex'];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

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
