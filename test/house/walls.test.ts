// The walls of the house: who may import whom. Each rule says why it exists, so that whoever breaks it learns it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Wall {
  from: RegExp;
  /** Own files it may import, relative to the repository. */
  may: RegExp[];
  /** Packages it may import besides node:*. */
  packages?: RegExp;
  because: string;
}

const WALLS: Wall[] = [
  {
    from: /^src\/contracts(\.ts|\/)/,
    may: [/^src\/contracts\//],
    because: 'contracts are what stages agree on; a contract that imports code ties every stage to it',
  },
  {
    from: /^src\/(words|errors)\.ts$/,
    may: [],
    because: 'these two are imported by every stage and must not pull any stage in',
  },
  {
    from: /^src\/primitives\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/primitives\//],
    because: 'a criterion is a pure function of facts and map; it must not know how they were made',
  },
  {
    from: /^src\/evaluate\/languages\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/errors\.ts$/, /^src\/evaluate\/languages\//],
    packages: /^(ts-morph|@vscode\/tree-sitter-wasm)$/,
    because: 'front ends are the only place that sees syntax; nothing of the judging may leak into reading',
  },
  {
    from: /^src\/evaluate\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/errors\.ts$/, /^src\/evaluate\//],
    packages: /^(yaml|smol-toml|ignore)$/,
    because:
      'evaluate is handed the catalogue, so that criteria can change without it; parsers of code stay in languages/',
  },
  {
    from: /^src\/design\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/errors\.ts$/, /^src\/design\//],
    packages: /^(yaml|handlebars|@clack\/prompts)$/,
    because: 'design and evaluate meet only in contracts; each must work without the other',
  },
  {
    from: /^src\/review\/providers\//,
    may: [/^src\/review\/(provider|call-failure)\.ts$/, /^src\/review\/providers\//],
    packages: /^(@anthropic-ai\/sdk|openai)$/,
    because:
      'a provider only carries a question to a vendor and brings the reply back; what is believed is decided elsewhere',
  },
  {
    from: /^src\/review\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/errors\.ts$/, /^src\/review\//],
    packages: /^(@secretlint\/|yaml$)/,
    because: 'the review is handed judgements and a way to read files; it neither judges nor touches the target itself',
  },
  {
    from: /^src\/reports\//,
    may: [/^src\/contracts/, /^src\/words\.ts$/, /^src\/reports\//],
    packages: /^(chalk|handlebars)$/,
    because: 'a reporter is a pure function from a report to a string',
  },
  {
    from: /^src\/skill\//,
    may: [/^src\/errors\.ts$/, /^src\/skill\//],
    packages: /^yaml$/,
    because: 'installing copies files and knows nothing of what they say; the texts are generated from the catalogue',
  },
  {
    from: /^src\/mcp\//,
    may: [/^src\/contracts/, /^src\/errors\.ts$/, /^src\/mcp\//],
    packages: /^@modelcontextprotocol\/sdk\//,
    because: 'the server only carries calls to the instruments it is handed, so that every host gets the same answers',
  },
  {
    from: /^src\/cli(\.ts|\/)/,
    may: [/^src\//],
    packages: /^(commander|chalk)$/,
    because: 'the command line wires everything and does nothing else',
  },
];

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.ts'))
  .map((f) => posix.join('src', f.replaceAll('\\', '/')));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = ts.preProcessFile(text).importedFiles.map((i) => i.fileName);
  return specifiers.map((s) => (s.startsWith('.') ? resolved(file, s) : s));
}

function resolved(file: string, specifier: string): string {
  return relative(root, join(root, dirname(file), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

function offences(file: string): string[] {
  const wall = WALLS.find((w) => w.from.test(file));
  if (wall === undefined) return [`${file} stands in no room of the house: give it one in ARCHITECTURE.md and here`];
  return importsOf(file)
    .filter((i) => !allowed(wall, i))
    .map((i) => `${file} imports ${i}, but ${wall.because}`);
}

function allowed(wall: Wall, imported: string): boolean {
  if (imported.startsWith('src/')) return wall.may.some((m) => m.test(imported));
  return imported.startsWith('node:') || (wall.packages?.test(imported) ?? false);
}

describe('the walls of the house', () => {
  it('sees every source file', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('no file imports over a wall', () => {
    expect(files.flatMap(offences)).toEqual([]);
  });

  it('only the command line reads argv, exits, or writes to the streams', () => {
    const talking = files.filter((f) => !/^src\/cli(\.ts|\/)/.test(f));
    expect(
      talking.filter((f) => accesses(f).some((a) => /^process\.(argv|exit|stdout|stderr)$|^console\./.test(a))),
    ).toEqual([]);
  });
});

/** Member accesses of a file, as written: 'process.argv'. Strings and comments do not count. */
function accesses(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}
