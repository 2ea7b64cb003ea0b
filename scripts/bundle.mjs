// Makes the instrument that travels with the skills: one script that holds every dependency, and beside it what cannot be
// inlined (grammars, templates, schemas). `--out <folder>` writes elsewhere than dist/instrument; `--plugins` also puts it into
// both plugin packages, where releases need it and git ignores it.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string' }, plugins: { type: 'boolean', default: false } } });
const out = resolve(values.out ?? join(root, 'dist/instrument'));
const beside = join(out, 'harness');
const GRAMMARS = [
  'tree-sitter.js',
  'tree-sitter.wasm',
  'tree-sitter-go.wasm',
  'tree-sitter-python.wasm',
  'tree-sitter-rust.wasm',
];

// Modules stand two folders below the package and look for its files there. The bundle tells them that they stand
// two folders below `harness/`, which holds the same files.
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __filename.replace(/[\\\\/][^\\\\/]*$/, '');
const __standsAt = new URL('./harness/dist/bundle/harness.mjs', import.meta.url).href;`;

const grammarsBeside = {
  name: 'grammars-beside',
  setup(esbuild) {
    esbuild.onLoad({ filter: /tree-sitter[\\/]grammars\.ts$/ }, () => ({
      contents: `import { fileURLToPath } from 'node:url';
        export const runtimeFile = fileURLToPath(new URL('../../grammars/tree-sitter.js', import.meta.url));`,
    }));
  },
};

/** The licence of every package whose code is in the bundle or beside it, as their authors ask. */
function licences(inputs) {
  const folders = inputs.map((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean);
  return [...new Set([...folders, 'node_modules/@vscode/tree-sitter-wasm'])]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
      const text = file === undefined ? '' : `\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
      return `${name} ${version} (${license})\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(beside, { recursive: true });
const { metafile } = await build({
  entryPoints: [join(root, 'src/cli.ts')],
  outfile: join(out, 'harness.mjs'),
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.12',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  banner: { js: banner },
  define: { 'import.meta.url': '__standsAt' },
  plugins: [grammarsBeside],
});
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(beside, 'package.json'), `${JSON.stringify({ name, version, private: true }, null, 2)}\n`);
writeFileSync(join(beside, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
cpSync(join(root, 'schemas'), join(beside, 'schemas'), { recursive: true });
for (const file of readdirSync(join(root, 'templates')).filter((file) => file.endsWith('.hbs'))) {
  cpSync(join(root, 'templates', file), join(beside, 'templates', file));
}
const wasm = dirname(fileURLToPath(import.meta.resolve('@vscode/tree-sitter-wasm')));
for (const file of GRAMMARS) cpSync(join(wasm, file), join(beside, 'grammars', file));
if (values.plugins) {
  for (const host of ['claude-code', 'codex']) {
    cpSync(out, join(root, 'skills', host, 'skills/harness/scripts'), { recursive: true });
  }
}
