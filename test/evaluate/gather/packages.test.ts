import { describe, expect, test } from 'vitest';
import { buildModuleIndex } from '../../../src/evaluate/gather/module-index.js';
import { gathered } from './tree.js';

async function entries(files: Record<string, string>): Promise<Record<string, string[]>> {
  const { packages } = await gathered(files);
  return Object.fromEntries(
    packages.map(({ root, entries: own }) => [root, own.map((e) => `${e.kind} ${e.name} ${e.file}`)]),
  );
}

describe('npm', () => {
  test('built files lead back to their source', async () => {
    const manifest = {
      name: 'x',
      bin: { x: './dist/cli.js', gone: 'dist/nowhere.js' },
      main: 'lib/main.js',
      exports: { '.': { import: './dist/index.js', types: './dist/index.d.ts' }, './sub/*': './dist/sub/*.js' },
      scripts: { gen: 'cross-env A=1 tsx scripts/gen.ts && vitest run src/a.test.ts', test: 'vitest' },
    };
    const files = {
      'src/cli.ts': '',
      'src/index.ts': '',
      'src/main.ts': '',
      'src/sub/a.ts': '',
      'scripts/gen.ts': '',
      'src/a.test.ts': '',
    };
    expect(await entries({ ...files, 'package.json': JSON.stringify(manifest) })).toEqual({
      '': [
        'script gen scripts/gen.ts',
        'bin x src/cli.ts',
        'export . src/index.ts',
        'main main src/main.ts',
        'export ./sub/* src/sub/a.ts',
      ],
    });
  });

  test('the compiler settings win over habit', async () => {
    const files = {
      'p/package.json': '{"name":"p","main":"out/app/go.js"}',
      'p/tsconfig.json': '{"compilerOptions":{"outDir":"./out","rootDir":"./source"}}',
      'p/source/app/go.ts': '',
      'p/app/go.ts': '',
    };
    expect(await entries(files)).toEqual({ p: ['main main p/source/app/go.ts'] });
  });

  test('paths that leave the target resolve to nothing', async () => {
    expect(await entries({ 'package.json': '{"name":"x","main":"../../etc/passwd.js"}', 'a.ts': '' })).toEqual({
      '': [],
    });
  });
});

describe('other languages', () => {
  test('Python commands, main modules, guarded scripts and the public package', async () => {
    const files = {
      'pyproject.toml': '[project]\nname="x"\ndependencies=["openai>=1"]\n[project.scripts]\nrun = "x.cli:main"\n',
      'src/x/__init__.py': '',
      'src/x/__main__.py': '',
      'src/x/cli.py': '',
      'src/x/sub/__init__.py': '',
      'tool.py': "if __name__ == '__main__':\n  pass\n",
      'tests/test_a.py': "if __name__ == '__main__':\n  pass\n",
    };
    expect(await entries(files)).toEqual({
      '': ['export x src/x/__init__.py', 'main x src/x/__main__.py', 'bin run src/x/cli.py', 'script tool tool.py'],
    });
  });

  test('crates of a workspace', async () => {
    const files = {
      'rust/Cargo.toml': '[workspace]\nmembers = ["a"]\n',
      'rust/a/Cargo.toml':
        '[package]\nname = "a"\n[[bin]]\nname = "go"\npath = "src/go.rs"\n[dependencies]\nserde = { version = "1" }\n',
      'rust/a/src/lib.rs': '',
      'rust/a/src/go.rs': '',
      'rust/a/src/bin/two.rs': '',
    };
    expect(await entries(files)).toEqual({
      'rust/a': ['bin two rust/a/src/bin/two.rs', 'bin go rust/a/src/go.rs', 'export a rust/a/src/lib.rs'],
    });
  });

  test('Go commands', async () => {
    const files = {
      'go.mod': 'module x',
      'cmd/run/main.go': 'package main\n\nfunc main() {}',
      'lib/a.go': 'package lib',
    };
    expect(await entries(files)).toEqual({ '': ['bin run cmd/run/main.go'] });
  });
});

describe('packages', () => {
  test('code without a manifest belongs to the target itself', async () => {
    const { packages, files } = await gathered({
      'a.py': '',
      'b.py': '',
      'c.ts': '',
      'p/package.json': '{"name":"p"}',
      'p/x.ts': '',
    });
    expect(packages.map(({ root, language }) => [root, language])).toEqual([
      ['', 'python'],
      ['p', 'typescript'],
    ]);
    expect(files.map((file) => file.package)).toEqual(['', '', '', 'p']);
  });

  test('manifests of tests and examples, and module markers, make no package', async () => {
    const { packages } = await gathered({
      'package.json': '{"name":"x"}',
      'src/esm/package.json': '{"type":"module"}',
      'tests/fixture/package.json': '{"name":"f"}',
      'examples/a/package.json': '{"name":"e"}',
      'src/a.ts': '',
    });
    expect(packages.map(({ root }) => root)).toEqual(['']);
  });

  test('manifests that do not parse are told and cost nothing else', async () => {
    const { documents, packages } = await gathered({ 'package.json': '{"name": "x", ', 'a.ts': '' });
    expect(documents[0]?.problem).toBe('line 1: ends too early');
    expect(packages[0]?.name).toBe('x');
  });
});

test('the index holds aliases of all languages', async () => {
  const { files, documents, packages } = await gathered({
    'p/package.json': '{"name":"p"}',
    'p/tsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}',
    'p/src/a.ts': '',
    'app/go.mod': 'module example.org/app',
    'app/a.go': '',
    'py/src/x/__init__.py': '',
  });
  const index = buildModuleIndex(files, documents, packages);
  const plain = [...index.aliases].filter(([key]) => !key.startsWith('p:'));
  expect(plain).toEqual([
    ['@/*', 'p/src/*'],
    ['*', 'p/*'],
    ['python:', ''],
    ['python:py/src', 'py/src'],
    ['go:example.org/app', 'app'],
  ]);
  expect(index.byDirectory.get('p/src')).toEqual(['p/src/a.ts']);
});
