// Entries that languages find by convention, and the last resort for packages that declare nothing.
import type { EntryFact, FileFacts, PackageFacts } from '../../contracts.js';
import { baseOf, dirOf, joinInside, stemOf } from './paths.js';

/** Cargo's targets and the public module of a Python package. */
export function conventionalEntries(unit: PackageFacts, files: readonly FileFacts[]): EntryFact[] {
  const source = files.filter(({ role }) => role === 'source');
  const modules = new Set(source.map(({ path }) => path));
  return source.flatMap((file): EntryFact[] => {
    const local = unit.root === '' ? file.path : file.path.slice(unit.root.length + 1);
    if (file.language === 'rust') return cargoTarget(unit.name, local, file.path);
    const isPublic = file.language === 'python' && isTopPackage(file.path, modules);
    return isPublic ? [{ kind: 'export', name: baseOf(dirOf(file.path)), file: file.path }] : [];
  });
}

function cargoTarget(crate: string, local: string, file: string): EntryFact[] {
  if (local === 'src/main.rs') return [{ kind: 'bin', name: crate, file }];
  if (local === 'src/lib.rs') return [{ kind: 'export', name: crate, file }];
  const bin = /^src\/bin\/([^/]+)(?:\.rs|\/main\.rs)$/.exec(local)?.[1];
  return bin === undefined ? [] : [{ kind: 'bin', name: bin, file }];
}

function isTopPackage(path: string, modules: ReadonlySet<string>): boolean {
  if (baseOf(path) !== '__init__.py') return false;
  const folder = dirOf(path);
  return folder !== '' && !modules.has(joinInside(dirOf(folder), '__init__.py') ?? '');
}

/** For a package that declares nothing: `index`, `main` and `cli` at the top of the package or of its `src`. */
export function fallbackEntries(unit: PackageFacts, files: readonly FileFacts[]): EntryFact[] {
  const tops = [unit.root, joinInside(unit.root, 'src')];
  return files
    .filter(({ path, role }) => role === 'source' && tops.includes(dirOf(path)))
    .filter(({ path }) => /^(index|main|cli)$/.test(stemOf(path)))
    .map(({ path }) => ({ kind: 'main', name: stemOf(path), file: path }));
}
