// Generates the packages for Claude Code and Codex from the catalogue, the questions of the interview and templates, so
// that what an agent is told and what the command does cannot disagree. `--check` fails when one is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import { HOSTS } from './skills/hosts.mjs';
import { references } from './skills/references.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The catalogue and the questions, from their sources: what is built may be old. */
async function sources() {
  const contents =
    "export { catalogue } from './src/primitives/registry.ts'; export { questions } from './src/design/questions.ts';" +
    "export { fill, PLAIN } from './src/evaluate/score/scenario.ts';";
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'esm', platform: 'node' });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

function render(name, view) {
  const template = readFileSync(join(root, 'templates/skills', `${name}.hbs`), 'utf8');
  const text = Handlebars.compile(template, { strict: true, noEscape: true })(view);
  return `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;
}

function packages(loaded) {
  const brief = readFileSync(join(root, 'fixtures/briefs/support-assistant.yaml'), 'utf8').trimEnd();
  const shared = references({ ...loaded, version, brief, render });
  const files = new Map();
  const json = (path, value) => files.set(path, `${JSON.stringify(value, null, 2)}\n`);
  for (const host of HOSTS) {
    const folder = `skills/${host.id}/skills/harness`;
    files.set(`${folder}/SKILL.md`, render('SKILL.md', { ...host, version }));
    for (const [path, text] of shared) files.set(`${folder}/references/${path}`, text);
    if (host.openai) files.set(`${folder}/agents/openai.yaml`, render('openai.yaml', host.openai));
    json(`skills/${host.id}/${host.manifest.path}`, host.manifest.value(version));
    json(host.marketplace.path, host.marketplace.value(version));
  }
  return files;
}

const files = packages(await sources());
const stale = [...files].filter(
  ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
);
const present = readdirSync(join(root, 'skills'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
  .filter((path) => !path.includes('/harness/scripts/'));
const surplus = present.filter((path) => !files.has(path));
for (const path of surplus) {
  if (check) console.error(`${path} comes from no template: run npm run build:skills`);
  else rmSync(join(root, path));
}
for (const [path, text] of stale) {
  if (check) console.error(`${path} is stale: run npm run build:skills`);
  else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
process.exit(check && stale.length + surplus.length > 0 ? 1 : 0);
