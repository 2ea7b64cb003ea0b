// Manifests name built files; verdicts need the source they are built from. The compiler's own options come first, then
// the habits of bundlers. What stays unresolved is left out rather than guessed at.
import type { DocumentFacts } from '../../contracts.js';
import { valueAt } from './claim.js';
import { dirOf, isWithin, joinInside, stemOf } from './paths.js';

const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const OUTPUT_FOLDERS = /^(dist|build|out|lib|esm|cjs|bundle|output|types|es)(\/(esm|cjs|es|types|src))?(?=\/)/;

/** What a target is looked up in: the code paths and the compiler settings of the package. */
export interface Sources {
  paths: ReadonlySet<string>;
  tsconfigs: readonly DocumentFacts[];
}

/** Source files behind a path declared in the manifest of `root`; `*` stands for any name in one folder. */
export function sourcesOf(root: string, target: string, sources: Sources): string[] {
  const path = joinInside('', target.replace(/^file:/, ''));
  if (path === undefined || path === '') return [];
  const inRoot = root === '' ? path : `${root}/${path}`;
  if (path.includes('*')) return expand(root, path, sources);
  for (const candidate of [inRoot, ...unbuilt(root, path, sources)]) {
    const found = asWritten(candidate, sources.paths);
    if (found !== undefined) return [found];
  }
  return byName(root, path, sources.paths);
}

/** The file itself, with another extension, or the index of the folder. */
function asWritten(path: string, paths: ReadonlySet<string>): string | undefined {
  if (paths.has(path)) return path;
  const bare = path.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
  const tries = [
    ...SOURCE_EXTENSIONS.map((ext) => bare + ext),
    ...SOURCE_EXTENSIONS.map((ext) => `${path}/index${ext}`),
  ];
  return tries.find((candidate) => paths.has(candidate));
}

/** Where the file could come from when its first folder is build output. */
function unbuilt(root: string, path: string, { tsconfigs }: Sources): string[] {
  const configured = tsconfigs.flatMap((tsconfig) => {
    const outDir = joinInside('', valueAt(tsconfig, 'compilerOptions.outDir') ?? '');
    const rootDir = joinInside('', valueAt(tsconfig, 'compilerOptions.rootDir') ?? '');
    if (outDir === undefined || outDir === '' || !isWithin(outDir, path)) return [];
    return [joinInside(rootDir ?? '', path.slice(outDir.length))];
  });
  const inner = path.replace(OUTPUT_FOLDERS, '').replace(/^\//, '');
  const habits = inner === path ? [] : [`src/${inner}`, inner, `source/${inner}`, `lib/${inner}`];
  return [...configured, ...habits].flatMap((found) => (found === undefined ? [] : (joinInside(root, found) ?? [])));
}

/** The one file below `src` with the built file's name; nearest to the top, and only when that is clear. */
function byName(root: string, path: string, paths: ReadonlySet<string>): string[] {
  const stem = stemOf(path).replace(/\.(min|bundle|umd|esm|cjs|d)$/, '');
  if (!OUTPUT_FOLDERS.test(path) || stem === 'index') return [];
  const source = root === '' ? 'src' : `${root}/src`;
  const depth = (found: string) => found.split('/').length;
  const named = [...paths].filter((found) => isWithin(source, found) && stemOf(found) === stem);
  const [first, second] = named.sort((a, b) => depth(a) - depth(b));
  if (first === undefined || (second !== undefined && depth(first) === depth(second))) return [];
  return [first];
}

function expand(root: string, pattern: string, sources: Sources): string[] {
  const [before = '', after = ''] = pattern.split('*');
  if (after.includes('*')) return [];
  const folder = dirOf(`${before}x`);
  const wanted = [folder, ...unbuilt('', `${folder}/`, sources)].map((dir) => joinInside(root, dir));
  const inFolder = (path: string) => /\.[cm]?[jt]sx?$/.test(path) && wanted.includes(dirOf(path));
  return [...sources.paths].filter((path) => inFolder(path) && baseStarts(path, before)).slice(0, 200);
}

function baseStarts(path: string, before: string): boolean {
  return stemOf(path).startsWith(before.slice(before.lastIndexOf('/') + 1));
}
