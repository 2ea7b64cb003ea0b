import { describe, expect, it } from 'vitest';
import { factsOf, one, useFrontEnd } from './typescript/facts-of.js';

describe('the TypeScript front end', () => {
  useFrontEnd();

  it('names the module body first and counts lines', () => {
    const facts = factsOf('const a = 1;\nrun(a);\n');
    expect(facts.lines).toBe(2);
    expect(facts.functions[0]).toMatchObject({ name: '<module>', kind: 'module', line: 1, endLine: 2 });
    expect(facts.functions[0]?.idents).toEqual(['a', 'run']);
  });

  it('reports what does not parse and still takes the rest', () => {
    const facts = factsOf('const broken = ;\nfunction after() {\n  if (ok) call();\n}\n');
    expect(facts.problems.length).toBeGreaterThan(0);
    expect(facts.problems[0]?.line).toBeGreaterThan(0);
    expect(facts.calls.map((c) => c.callee)).toContain('call');
  });

  it('survives nesting that no stack holds', () => {
    const facts = factsOf(`before();\nconst x = ${'['.repeat(50_000)}${']'.repeat(50_000)};\n`);
    expect(facts.problems[0]?.message).toContain('nested too deeply');
  });

  it('keeps the text of every line a fact starts on, without control characters', () => {
    const facts = factsOf(`  log("a\u0007b");\n\nconst big = "${'x'.repeat(400)}";\n`);
    expect(facts.excerpts[1]).toBe('log("a b");');
    expect(facts.excerpts[2]).toBeUndefined();
    expect(facts.excerpts[3]).toHaveLength(160);
    expect(one(facts.strings, (s) => s.line === 3)).toMatchObject({ length: 400 });
    expect(one(facts.strings, (s) => s.line === 3).value).toHaveLength(300);
  });

  it('says the same of the same file, whatever was read before it', () => {
    const text = 'export const f = () => ({ a: [1, "b"] });\n';
    const first = factsOf(text);
    factsOf('class Other {}\n', 'src/other.ts');
    expect(factsOf(text)).toEqual(first);
  });

  it('takes strings and templates, not specifiers, keys, types or directives', () => {
    const facts = factsOf(
      `"use strict";\nimport x from "x";\ntype T = "t";\nconst o = { "key": "value" };\nconst t = \`Hi \${name}, \${y ? "a" : "b"}!\`;\n`,
    );
    expect(facts.strings.map((s) => [s.value, s.template])).toEqual([
      ['value', false],
      ['Hi {}, {}!', true],
      ['a', false],
      ['b', false],
    ]);
  });

  it('marks test cases, with the titles of their groups', () => {
    const facts = factsOf(
      `describe('loop', () => {\n  beforeEach(() => {});\n  describe('limits', () => {\n    it.each([1])('stops at %s', async () => { go(); });\n    test.skip(\`for \${x}\`, () => {});\n  });\n});\nfunction plain() {}\n`,
    );
    expect(facts.functions.flatMap((f) => f.testTitle ?? [])).toEqual([
      'loop > limits > stops at %s',
      'loop > limits > for {}',
    ]);
    expect(one(facts.functions, (f) => f.name === 'plain').inTest).toBe(false);
    expect(facts.functions.filter((f) => f.kind === 'closure').every((f) => f.inTest)).toBe(true);
    expect(factsOf('helper();', 'a.test.ts', 'test').functions[0]?.inTest).toBe(true);
  });
});
