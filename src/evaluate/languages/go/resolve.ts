// An import path names a directory of a module; all its files are the package.
import type { FileFacts, ImportFact } from '../../../contracts/facts.js';
import type { ModuleIndex } from '../../../contracts/front-end.js';

const MODULE = 'go:';

/** The package's files, without tests. The module with the longest matching path wins. */
export function resolveGo(imported: ImportFact, _file: FileFacts, index: ModuleIndex): string[] {
  let best: { module: string; root: string } | undefined;
  for (const [key, root] of index.aliases) {
    const module = key.slice(MODULE.length);
    const matches = key.startsWith(MODULE) && (imported.from === module || imported.from.startsWith(`${module}/`));
    if (matches && module.length > (best?.module.length ?? -1)) best = { module, root };
  }
  if (best === undefined) return [];
  const folder = [best.root, imported.from.slice(best.module.length + 1)].filter((part) => part !== '').join('/');
  const files = index.byDirectory.get(folder) ?? [];
  return files.filter((path) => path.endsWith('.go') && !path.endsWith('_test.go')).sort();
}
