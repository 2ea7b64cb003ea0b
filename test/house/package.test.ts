// What is published is an allow-list. A leaked source map is why this tool exists.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

function packed(): string[] {
  // --ignore-scripts: the test runs on what is built, and must not build again.
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parsed = JSON.parse(output.slice(output.search(/[[{]/))) as unknown;
  const first = (Array.isArray(parsed) ? parsed[0] : Object.values(parsed as object)[0]) as {
    files: { path: string }[];
  };
  return first.files.map((f) => f.path);
}

describe('the published package', () => {
  const files = packed();

  it('holds the command and the schemas', () => {
    expect(files).toContain('dist/cli.js');
    expect(files).toContain('schemas/report.schema.json');
    expect(files).toContain('templates/ARCHITECTURE.md.hbs');
    expect(files).toContain('skills/codex/skills/harness/SKILL.md');
  });

  it('holds nothing but built code, schemas, templates, skills and the documents of a package', () => {
    const allowed = [
      /^dist\/.+\.js$/,
      /^dist\/instrument\/(harness\.mjs|harness\/.+)$/,
      /^schemas\/.+\.json$/,
      /^templates\/[^/]+\.hbs$/,
      /^skills\/[^/]+\/\.[a-z]+-plugin\/plugin\.json$/,
      /^skills\/[^/]+\/skills\/harness\/(SKILL\.md|references\/[^/]+\.md|agents\/openai\.yaml)$/,
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
    ];
    expect(files.filter((f) => !allowed.some((pattern) => pattern.test(f)))).toEqual([]);
  });

  it('holds a built module for each of the source, whatever else was built beside them', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const modules = sources
      .filter((f) => f.endsWith('.ts'))
      .map((f) => `dist/${f.replaceAll('\\', '/').slice(0, -3)}.js`);
    expect(modules.filter((f) => !files.includes(f))).toEqual([]);
  });

  it('holds no source map, neither as a file nor inside one', () => {
    expect(files.filter((f) => f.endsWith('.map') || /^(test|fixtures|bench|src)\/|\.test\./.test(f))).toEqual([]);
    const built = files.filter((f) => f.endsWith('.js'));
    expect(built.filter((f) => readFileSync(join(root, f), 'utf8').includes('sourceMappingURL='))).toEqual([]);
  });
});

describe('tracked files', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

  it('name no registry host', () => {
    expect(lock).not.toMatch(/"resolved":\s*"http/);
  });
});
