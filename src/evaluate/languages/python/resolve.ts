// Python finds modules by searching roots. Which roots a project has is partly in its manifests, partly convention.
import { posix } from 'node:path';
import type { FileFacts, ImportFact } from '../../../contracts/facts.js';
import type { ModuleIndex } from '../../../contracts/front-end.js';

/** Files of the target an import refers to; empty for an outside package. */
export function resolveImport(imported: ImportFact, file: FileFacts, index: ModuleIndex): string[] {
  const dots = /^\.*/.exec(imported.from)?.[0].length ?? 0;
  const segments = imported.from.slice(dots).split('.').filter(Boolean);
  if (dots > 0) {
    const base = ancestor(posix.dirname(file.path), dots - 1);
    return base === undefined ? [] : lookUp(imported, [base, ...segments], index);
  }
  for (const root of roots(file, index)) {
    const found = lookUp(imported, [root, ...segments], index);
    if (found.length > 0) return found;
  }
  return [];
}

/** The package's own roots first, then the others a manifest names, then the repository, then the script's folder. */
function roots(file: FileFacts, index: ModuleIndex): string[] {
  const declared = [...index.aliases].filter(([key]) => key.startsWith('python:')).map(([, root]) => root);
  const isOwn = (root: string): boolean => file.package === '' || `${root}/`.startsWith(`${file.package}/`);
  const folder = posix.dirname(file.path);
  // A folder that is not a package can only hold scripts, and a script's folder is on the search path.
  const scripts = index.paths.has(join(folder, '__init__.py')) ? [] : [folder];
  const own = declared.filter(isOwn).sort();
  const others = declared.filter((root) => !isOwn(root)).sort();
  return [...new Set([...own, file.package, join(file.package, 'src'), ...others, '', ...scripts])];
}

function lookUp(imported: ImportFact, segments: string[], index: ModuleIndex): string[] {
  const base = segments.reduce(join, '');
  const own = moduleFile(base, index);
  // A plain `import a.b` names the module; only `from a import b` can name a submodule.
  const submodules = imported.names.map(({ name }) => (name === '*' ? undefined : moduleFile(join(base, name), index)));
  const found = submodules.filter((path) => path !== undefined);
  const needsOwn = found.length < submodules.length || submodules.length === 0;
  return [...new Set([...(own !== undefined && needsOwn ? [own] : []), ...found])].sort();
}

function moduleFile(base: string, index: ModuleIndex): string | undefined {
  return [join(base, '__init__.py'), ...(base === '' ? [] : [`${base}.py`])].find((path) => index.paths.has(path));
}

function ancestor(folder: string, levels: number): string | undefined {
  const parts = folder === '.' ? [] : folder.split('/');
  return levels > parts.length ? undefined : parts.slice(0, parts.length - levels).join('/');
}

function join(folder: string, name: string): string {
  return folder === '' || folder === '.' ? name : `${folder}/${name}`;
}
