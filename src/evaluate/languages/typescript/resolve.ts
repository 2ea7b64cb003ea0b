// From an import's specifier to files of the target. Compiled names lead back to their sources, because the target is
// read as it is written, not as it is built.
import { posix } from 'node:path';
import type { FileFacts, ImportFact, PackageFacts } from '../../../contracts/facts.js';
import type { ModuleIndex } from '../../../contracts/front-end.js';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** The sources that a compiled extension may stand for, likeliest first. */
const SOURCES: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
const BUILT = /^(dist|build|lib|out|esm|cjs)\//;

/** Files of the target that an import leads to; none for an outside package. */
export function resolveImport(imported: ImportFact, file: FileFacts, index: ModuleIndex): string[] {
  const from = imported.from.replace(/\?.*$/, '');
  const found = from.startsWith('.')
    ? locate(posix.join(posix.dirname(file.path), from), index)
    : (viaAlias(from, index) ?? viaPackage(from, index) ?? locate(posix.join(file.package, from), index));
  return found === undefined ? [] : [found];
}

/** The code file behind a path that may lack its extension, name a directory, or name compiled output. */
function locate(path: string, index: ModuleIndex): string | undefined {
  const base = path.replace(/\/+$/, '') || '.';
  return candidates(base).find((candidate) => index.paths.has(candidate));
}

function candidates(base: string): string[] {
  const extension = posix.extname(base);
  const stem = base.slice(0, base.length - extension.length);
  const prefix = base === '.' ? '' : `${base}/`;
  return [
    ...(SOURCES[extension] ?? []).map((e) => stem + e),
    base,
    ...EXTENSIONS.map((e) => base + e),
    ...EXTENSIONS.map((e) => `${prefix}index${e}`),
  ];
}

/** The longest matching alias wins, as it does in the compiler. */
function viaAlias(from: string, index: ModuleIndex): string | undefined {
  const matches = [...index.aliases].filter(([pattern]) => fits(from, pattern));
  matches.sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  for (const [pattern, target] of matches) {
    const found = locate(posix.normalize(target.replace('*', () => wildcard(from, pattern))), index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fits(from: string, pattern: string): boolean {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return from === pattern;
  return from.length >= head.length + tail.length && from.startsWith(head) && from.endsWith(tail);
}

function wildcard(from: string, pattern: string): string {
  const [head = '', tail = ''] = pattern.split('*');
  return pattern.includes('*') ? from.slice(head.length, from.length - tail.length) : '';
}

/** A package of the same workspace, by name: its entry, or the source behind a subpath of it. */
function viaPackage(from: string, index: ModuleIndex): string | undefined {
  const owners = index.packages.filter((p) => p.name !== '' && (from === p.name || from.startsWith(`${p.name}/`)));
  const owner = owners.sort((a, b) => b.name.length - a.name.length)[0];
  if (owner === undefined) return undefined;
  const subpath = from.slice(owner.name.length + 1);
  return subpath === '' ? mainOf(owner, index) : subpathOf(owner, subpath, index);
}

function mainOf(owner: PackageFacts, index: ModuleIndex): string | undefined {
  const entries = owner.entries.filter((e) => e.kind === 'export' || e.kind === 'main');
  const entry = entries.find((e) => e.name === '.' || e.name === owner.name) ?? entries[0];
  if (entry !== undefined && index.paths.has(entry.file)) return entry.file;
  return firstOf(owner, ['src/index', 'index', 'lib/index', 'src/main'], index);
}

function subpathOf(owner: PackageFacts, subpath: string, index: ModuleIndex): string | undefined {
  const entry = owner.entries.find((e) => e.kind === 'export' && e.name.replace(/^\.\//, '') === subpath);
  if (entry !== undefined && index.paths.has(entry.file)) return entry.file;
  const bare = subpath.replace(BUILT, '');
  return firstOf(owner, [subpath, `src/${subpath}`, `src/${bare}`, bare, subpath.replace(/^src\//, '')], index);
}

function firstOf(owner: PackageFacts, paths: string[], index: ModuleIndex): string | undefined {
  for (const path of paths) {
    const found = locate(posix.join(owner.root, path), index);
    if (found !== undefined) return found;
  }
  return undefined;
}
