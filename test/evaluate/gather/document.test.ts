import { describe, expect, test } from 'vitest';
import type { DocumentFacts } from '../../../src/contracts.js';
import { readDocument } from '../../../src/evaluate/gather/document.js';
import type { Format } from '../../../src/evaluate/gather/kind.js';

function read(format: Format, text: string, path = 'x', max = 2000): DocumentFacts {
  return readDocument({ path, role: 'config', format }, text, max);
}
const rows = (document: DocumentFacts) => document.entries.map(({ path, value, line }) => [path, value, line]);

describe('JSON', () => {
  test('comments, trailing commas, nesting', () => {
    const text = '{\n  // why\n  "a": {"b": [1, "two",],},\n  /* x\n */ "c": null\n}\n';
    expect(rows(read('json', text))).toEqual([
      ['a.b.0', '1', 3],
      ['a.b.1', 'two', 3],
      ['c', 'null', 5],
    ]);
  });

  test.each([
    ['{"a": 1', 'line 1: ends too early'],
    ['{"a" 1}', "line 1: unexpected '1'"],
    ['{"a": "x\n"}', "line 1: unexpected '\n'"],
    ['[1] x', "line 1: unexpected 'x'"],
    ['['.repeat(100_000), 'line 1: nested too deeply'],
  ])('%#: bad input is a problem, not a crash', (text, problem) => {
    expect(read('json', text).problem).toBe(problem);
  });

  test('empty text, hostile keys', () => {
    expect(read('json', '').problem).toBeUndefined();
    expect(rows(read('json', '{"__proto__": {"a": "b"}}'))).toEqual([['__proto__.a', 'b', 1]]);
  });
});

describe('YAML', () => {
  test('each command of a CI step has its own line', () => {
    const text =
      'on: push\njobs:\n  t:\n    steps:\n      - run: |\n          npm ci\n\n          npm test\n      - run: lint\n';
    const document = read('yaml', text);
    expect(rows(document)).toEqual([
      ['on', 'push', 1],
      ['jobs.t.steps.0.run[0]', 'npm ci', 6],
      ['jobs.t.steps.0.run[2]', 'npm test', 8],
      ['jobs.t.steps.1.run', 'lint', 9],
    ]);
    expect(document.excerpts[8]).toBe('npm test');
  });

  test('folded blocks at the end of the text, aliases, several documents', () => {
    const text = 'a: &x 1\nb: *x\nc: >-\n  one\n  two\n---\nd: 2';
    expect(rows(read('yaml', text))).toEqual([
      ['a', '1', 1],
      ['b', '*x', 2],
      ['c[0]', 'one', 4],
      ['c[1]', 'two', 5],
      ['[1].d', '2', 7],
    ]);
  });

  test.each(['a: [', 'a: b: c', '\tx: 1', '[{'.repeat(20_000), '{{ template }}: {% x %}'])(
    '%#: bad input is a problem',
    (text) => {
      expect(read('yaml', text).problem).toBeTruthy();
    },
  );

  test('aliases are not expanded', () => {
    const bomb = `a: &a [x]\n${'bcdefghijklm'
      .split('')
      .map((k, i) => `${k}: &${k} [*${'abcdefghijklm'[i]}, *${'abcdefghijklm'[i]}]`)
      .join('\n')}`;
    expect(read('yaml', bomb).entries.length).toBeLessThan(30);
  });
});

describe('TOML', () => {
  test('tables, arrays of tables, dotted keys and arrays over lines', () => {
    const text =
      '[a]\nx.y = 1\n[[rule]]\nname = "one"\n[[rule]]\nname = "two"\nargs = [\n  "p",\n  "q",\n]\n[rule.sub]\nz = true\n';
    expect(rows(read('toml', text))).toEqual([
      ['a.x.y', '1', 2],
      ['rule.0.name', 'one', 4],
      ['rule.1.name', 'two', 6],
      ['rule.1.args.0', 'p', 8],
      ['rule.1.args.1', 'q', 9],
      ['rule.1.sub.z', 'true', 12],
    ]);
  });

  test('long strings are read by line and hide no keys', () => {
    const text = 'p = """\nfirst\nfake = 1\n"""\nq = 2\n';
    expect(rows(read('toml', text))).toEqual([
      ['p[0]', 'first', 2],
      ['p[1]', 'fake = 1', 3],
      ['q', '2', 5],
    ]);
  });

  test('bad input is a problem', () => {
    expect(read('toml', 'a = \nb').problem).toMatch(/^line 1: /);
  });
});

describe('text and Markdown', () => {
  test('headings outside fences, and front matter', () => {
    const document = read('markdown', '---\nname: x\ntools: [a]\n---\n# One\n```\n# no\n```\n## Two ##\n');
    expect(document.headings).toEqual([
      { text: 'One', line: 5 },
      { text: 'Two', line: 9 },
    ]);
    expect(rows(document)).toEqual([
      ['name', 'x', 2],
      ['tools.0', 'a', 3],
    ]);
  });

  test('recipes, modules and requirements', () => {
    expect(rows(read('text', 'X := 1\ntest: deps\n\tgo test ./...\n', 'Makefile'))).toEqual([
      ['test[0]', 'go test ./...', 3],
    ]);
    expect(rows(read('text', 'module a/b\nrequire (\n\tc/d v1 // indirect\n)\n', 'go.mod'))).toEqual([
      ['module', 'a/b', 1],
      ['require', 'c/d v1', 3],
    ]);
    expect(rows(read('text', '# c\n-r x\nopenai>=1 # y\n', 'requirements.txt'))).toEqual([
      ['dependencies', 'openai>=1', 3],
    ]);
  });

  test('caps are told', () => {
    const document = read('json', JSON.stringify({ a: 'x'.repeat(999), b: 1, c: 2 }), 'x', 2);
    expect(document.entries.map(({ value }) => value.length)).toEqual([300, 1]);
    expect(document.problem).toBe('1 entries beyond the cap were left out');
  });
});
