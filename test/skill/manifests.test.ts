// The manifests of plugins and marketplaces, by the rules of the hosts that read them: `claude plugin validate --strict`,
// which takes every key it does not know as an error, and Codex, which leaves out a plugin whose manifest it cannot use.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;
const { version } = json('package.json');

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;
/** A path inside the plugin or marketplace. */
const INSIDE = /^\.\/(?!.*\.\.)[^/]/;
const unknown = (value: object, known: string) => Object.keys(value).filter((key) => !known.split(' ').includes(key));

describe('Claude Code', () => {
  const plugin = json('skills/claude-code/.claude-plugin/plugin.json') as {
    name: string;
    description: string;
    author: object;
    keywords: string[];
  };
  const shop = json('.claude-plugin/marketplace.json') as {
    name: string;
    owner: { name: string };
    metadata: { description: string };
    plugins: { name: string; source: string; version: string; description: string }[];
  };

  it('gets a plugin with only keys it knows, and all that it would miss', () => {
    expect(unknown(plugin, 'name version description author homepage repository license keywords')).toEqual([]);
    expect(plugin).toMatchObject({ name: expect.stringMatching(NAME) as string, version });
    expect(plugin.description.length).toBeGreaterThan(20);
    expect(unknown(plugin.author, 'name email url')).toEqual([]);
    expect(plugin.author).toHaveProperty('name');
    for (const keyword of plugin.keywords) expect(keyword).toMatch(NAME);
  });

  it('gets a marketplace with only keys it knows, described where it looks for it', () => {
    expect(unknown(shop, 'name owner metadata plugins')).toEqual([]);
    expect(unknown(shop.metadata, 'description version pluginRoot')).toEqual([]);
    expect(shop.name).toMatch(NAME);
    expect(shop.name).not.toMatch(/claude|anthropic|agent-skills/);
    expect(shop.owner.name).not.toBe('');
    expect(shop.metadata.description).not.toBe('');
  });

  it('is led from the marketplace to each plugin', () => {
    const names = shop.plugins.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of shop.plugins) {
      expect(unknown(entry, 'name source description version author category tags strict')).toEqual([]);
      expect(entry.source).toMatch(INSIDE);
      expect(json(join(entry.source, '.claude-plugin/plugin.json'))).toMatchObject({ name: entry.name, version });
      expect(entry.version).toBe(version);
      expect(existsSync(join(root, entry.source, 'skills/harness/SKILL.md'))).toBe(true);
    }
  });
});

describe('Codex', () => {
  const plugin = json('skills/codex/.codex-plugin/plugin.json') as {
    skills: string;
    author: { name: string };
    description: string;
    interface: Record<string, string> & { capabilities: string[]; defaultPrompt: string[] };
  };
  const shop = json('.agents/plugins/marketplace.json') as {
    name: string;
    interface: object;
    plugins: { name: string; source: { source: string; path: string }; policy: object; category: string }[];
  };

  it('gets a plugin with what its validator asks, and nothing that it refuses', () => {
    const known = 'name version description author homepage repository license keywords skills interface';
    expect(unknown(plugin, known)).toEqual([]);
    expect(plugin).toMatchObject({ name: expect.stringMatching(NAME) as string, version });
    expect(version).toMatch(SEMVER);
    expect(plugin.author.name).not.toBe('');
    expect(plugin.skills).toMatch(INSIDE);
    expect(existsSync(join(root, 'skills/codex', plugin.skills, 'harness/SKILL.md'))).toBe(true);
    expect(readdirSync(join(root, 'skills/codex/.codex-plugin'))).toEqual(['plugin.json']);
  });

  it('gets an interface within its limits, without which it shows no plugin', () => {
    const { capabilities, defaultPrompt, ...texts } = plugin.interface;
    expect(Object.keys(texts).sort()).toEqual(
      ['category', 'developerName', 'displayName', 'longDescription', 'shortDescription'].sort(),
    );
    for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
    expect(capabilities.filter((one) => !['Interactive', 'Read', 'Write'].includes(one))).toEqual([]);
    expect(defaultPrompt.length).toBeLessThanOrEqual(3);
    for (const prompt of defaultPrompt) expect(prompt.length).toBeLessThanOrEqual(128);
  });

  it('is led from the marketplace to each plugin', () => {
    expect(unknown(shop, 'name interface plugins')).toEqual([]);
    expect(shop.name).toMatch(NAME);
    expect(shop.interface).toHaveProperty('displayName');
    for (const { name, source, policy, category } of shop.plugins) {
      // Codex refuses a path that is empty behind './', so the plugin cannot be the repository itself.
      expect(source).toEqual({ source: 'local', path: expect.stringMatching(INSIDE) as string });
      expect(json(join(source.path, '.codex-plugin/plugin.json')).name).toBe(name);
      expect(policy).toEqual({ installation: 'AVAILABLE', authentication: 'ON_INSTALL' });
      expect(category).toBe(plugin.interface.category);
    }
  });

  it('gets an openai.yaml that is strict YAML, holds only known keys and keeps to the limits', () => {
    const document = parseDocument(read('skills/codex/skills/harness/agents/openai.yaml'), { strict: true });
    expect([...document.errors, ...document.warnings]).toEqual([]);
    const value = document.toJS() as { interface: Record<string, string>; policy: object };
    expect(unknown(value, 'interface policy dependencies')).toEqual([]);
    const known = 'display_name short_description icon_small icon_large brand_color default_prompt';
    expect(unknown(value.interface, known)).toEqual([]);
    expect(value.policy).toEqual({ allow_implicit_invocation: true });
    const { short_description: short = '', default_prompt: prompt = '' } = value.interface;
    expect(short.length).toBeGreaterThanOrEqual(25);
    expect(short.length).toBeLessThanOrEqual(64);
    expect(prompt).toContain('Use $harness to ');
  });
});

it('each package names the version of the tool', () => {
  for (const host of ['claude-code', 'codex'])
    expect(read(`skills/${host}/skills/harness/SKILL.md`)).toContain(`version: "${version as string}"`);
});
