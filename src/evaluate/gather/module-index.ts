// What front ends need to resolve imports: the paths there are, and the hints manifests give about names.
import type { DocumentFacts, FileFacts, ModuleIndex, PackageFacts } from '../../contracts.js';
import { below, valueAt } from './claim.js';
import { groupBy } from './group.js';
import { baseOf, dirOf, joinInside } from './paths.js';
import { sourceRoots } from './python-roots.js';

/**
 * Builds the index. Aliases: TypeScript `paths` as '@/*' → 'packages/x/src/*' and `baseUrl` as '*' → 'src/*', each also
 * as '<folder>:@/*' for the folder of its tsconfig (packages may use one alias for different folders); 'python:<root>' →
 * root; 'go:<module>' → folder.
 */
export function buildModuleIndex(
  files: readonly Pick<FileFacts, 'path' | 'language'>[],
  documents: readonly DocumentFacts[],
  packages: PackageFacts[],
): ModuleIndex {
  const paths = files.map(({ path }) => path);
  return {
    paths: new Set(paths),
    packages,
    byDirectory: groupBy(paths, dirOf),
    aliases: new Map([
      ...typescriptAliases(documents),
      ...pythonAliases(files, documents, packages),
      ...goAliases(documents),
    ]),
  };
}

type Alias = [string, string];

function typescriptAliases(documents: readonly DocumentFacts[]): Alias[] {
  const configs = documents.filter(({ path }) => /^[tj]sconfig[\w.-]*\.json$/.test(baseOf(path)));
  const scoped = configs.flatMap((config) =>
    tsconfigAliases(config).map(([key, to]) => ({ folder: dirOf(config.path), key, to })),
  );
  const plain = new Map<string, string>();
  const exact = new Map<string, string>();
  for (const { folder, key, to } of scoped) {
    if (!plain.has(key)) plain.set(key, to);
    if (!exact.has(`${folder}:${key}`)) exact.set(`${folder}:${key}`, to);
  }
  return [...plain, ...exact];
}

/** The first target of each alias: further ones are fallbacks for built output. */
function tsconfigAliases(config: DocumentFacts): Alias[] {
  const baseUrl = valueAt(config, 'compilerOptions.baseUrl');
  const base = joinInside(dirOf(config.path), baseUrl ?? '');
  const aliases = below(config, 'compilerOptions.paths').flatMap(({ key, value }): Alias[] => {
    const alias = /^(.+)\.0$/.exec(key)?.[1];
    const to = base === undefined ? undefined : joinInside(base, value);
    return alias === undefined || to === undefined ? [] : [[alias, to]];
  });
  if (baseUrl !== undefined && base !== undefined) aliases.push(['*', base === '' ? '*' : `${base}/*`]);
  return aliases;
}

function pythonAliases(
  files: readonly Pick<FileFacts, 'path' | 'language'>[],
  documents: readonly DocumentFacts[],
  packages: readonly PackageFacts[],
): Alias[] {
  const python = files.filter(({ language }) => language === 'python');
  if (python.length === 0) return [];
  const manifests = groupBy(
    documents.filter(({ role }) => role === 'manifest'),
    ({ path }) => dirOf(path),
  );
  const folders = new Set(python.map(({ path }) => dirOf(path)));
  const roots = packages.flatMap(({ root }) => sourceRoots(root, manifests.get(root) ?? [], python));
  const holdsCode = (root: string) => root === '' || [...folders].some((folder) => `${folder}/`.startsWith(`${root}/`));
  return [...new Set(['', 'src', ...roots])].filter(holdsCode).map((root) => [`python:${root}`, root]);
}

function goAliases(documents: readonly DocumentFacts[]): Alias[] {
  return documents
    .filter(({ path }) => baseOf(path) === 'go.mod')
    .flatMap((document): Alias[] => {
      const module = valueAt(document, 'module')?.replace(/"/g, '');
      return module === undefined ? [] : [[`go:${module}`, dirOf(document.path)]];
    });
}
