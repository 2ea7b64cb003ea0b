import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CallPattern, Framework } from '../../src/contracts.js';
import { frameworks } from '../../src/evaluate/frameworks/registry.js';

const folder = new URL('../../src/evaluate/frameworks/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'registry.ts')
  .map((name) => name.slice(0, -3));

/** Every list of call patterns, by where it stands. */
function lists(framework: Framework): [string, readonly CallPattern[]][] {
  const { requests, loops, graphs, tools, gates, stores, mcp, telemetry, agents } = framework;
  const named = { requests, loops, graphs, gates, stores, telemetry, agents };
  const nested = { 'tools.calls': tools?.calls, 'mcp.client': mcp?.client, 'mcp.server': mcp?.server };
  return Object.entries({ ...named, ...nested }).flatMap(([name, list]) => (list === undefined ? [] : [[name, list]]));
}

describe('the frameworks', () => {
  it('are registered one per file, under the name of the file', () => {
    expect(frameworks.map((f) => f.id).sort()).toEqual([...files].sort());
  });

  it('have titles of their own', () => {
    expect(new Set(frameworks.map((f) => f.title)).size).toBe(frameworks.length);
  });
});

describe.each(frameworks.map((f) => [f.id, f] as const))('%s', (id, framework) => {
  it('names the modules it is imported by, and its languages, none twice', () => {
    for (const list of [framework.modules, framework.languages]) {
      expect(list).not.toHaveLength(0);
      expect(new Set(list).size).toBe(list.length);
    }
    for (const module of framework.modules) expect(module).toMatch(/^[@\w][\w./-]*[\w]$/);
  });

  it('has call patterns, all well formed', () => {
    const patterns = lists(framework).flatMap(([, list]) => list);
    expect(patterns).not.toHaveLength(0);
    for (const { suffix } of patterns) expect(suffix).toMatch(/^[$\w]+(\.[$\w]+)*!?$/);
  });

  it.each(lists(framework))('lists no pattern of %s twice', (_, list) => {
    const keys = list.map((pattern) => JSON.stringify([pattern.suffix, pattern.isNew, pattern.withOption]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('says what a call by a common verb is called on', () => {
    const verbs = new Set(['create', 'send', 'invoke', 'chat', 'complete', 'stream', 'generate', 'execute', 'call']);
    for (const [, list] of lists(framework)) for (const { suffix } of list) expect(verbs).not.toContain(suffix);
  });

  it('cites its documentation', () => {
    expect(readFileSync(new URL(`${id}.ts`, folder), 'utf8')).toMatch(/^\/\/ .*Documentation: https:\/\//);
  });
});
