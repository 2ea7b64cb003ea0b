// Folders Python imports start from. Projects differ (flat, `src`, declared in the manifest), so every folder that holds
// a top package counts as one too.
import type { DocumentFacts, FileFacts } from '../../contracts.js';
import { below } from './claim.js';
import { baseOf, dirOf, joinInside } from './paths.js';

/** Import roots of one package, the declared and usual ones first. */
export function sourceRoots(
  root: string,
  documents: readonly DocumentFacts[],
  files: readonly Pick<FileFacts, 'path'>[],
): string[] {
  const declared = documents.flatMap((document) => [
    ...below(document, 'tool.setuptools.packages.find.where').map(({ value }) => value),
    ...below(document, 'tool.setuptools.package-dir').map(({ value }) => value),
  ]);
  const usual = ['', 'src', 'lib', 'python', ...declared].flatMap((folder) => joinInside(root, folder) ?? []);
  const packages = new Set(files.filter(({ path }) => baseOf(path) === '__init__.py').map(({ path }) => dirOf(path)));
  const tops = [...packages].filter((folder) => folder !== '' && !packages.has(dirOf(folder))).map(dirOf);
  return [...new Set([...usual, ...tops])];
}

/** The file of a dotted module. */
export function moduleFile(module: string, roots: readonly string[], paths: ReadonlySet<string>): string | undefined {
  const path = module.replaceAll('.', '/');
  return roots
    .flatMap((root) => [`${path}.py`, `${path}/__init__.py`].map((file) => (root === '' ? file : `${root}/${file}`)))
    .find((file) => paths.has(file));
}
