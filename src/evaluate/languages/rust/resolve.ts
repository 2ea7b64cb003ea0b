// From a path such as `crate::tools::shell` to the files of the target it names.
import type { FileFacts, ImportFact } from '../../../contracts/facts.js';
import type { ModuleIndex } from '../../../contracts/front-end.js';

/** A crate's files live under `root`; `segments` is a module's path from there. */
interface Module {
  root: string;
  segments: string[];
}

/** Files an import names: its modules where a name is one, else the module the name is declared in. */
export function resolveRust(imported: ImportFact, file: FileFacts, index: ModuleIndex): string[] {
  const base = absolute(imported.from.split('::'), file, index);
  if (base === undefined) return [];
  const found = imported.names.map(({ name }) => {
    const segments = name === '*' ? base.segments : [...base.segments, name];
    return locate({ root: base.root, segments }, file, index);
  });
  const files = found.filter((path) => path !== undefined && path !== file.path);
  return [...new Set(files as string[])].sort();
}

function absolute(path: string[], file: FileFacts, index: ModuleIndex): Module | undefined {
  const here = moduleOf(file, index);
  const [head = '', ...rest] = path;
  if (head === 'crate') return { root: here.root, segments: rest };
  if (head === 'self') return { root: here.root, segments: [...here.segments, ...rest] };
  if (head === 'super') {
    const supers = path.findIndex((part) => part !== 'super');
    const ups = supers < 0 ? path.length : supers;
    const kept = here.segments.slice(0, Math.max(0, here.segments.length - ups));
    return { root: here.root, segments: [...kept, ...path.slice(ups)] };
  }
  const child = { root: here.root, segments: [...here.segments, head] };
  if (moduleFile(child, index) !== undefined) return { ...child, segments: [...child.segments, ...rest] };
  const crate = index.packages.find((p) => p.language === 'rust' && p.name.replaceAll('-', '_') === head);
  return crate === undefined ? undefined : { root: join(crate.root, 'src'), segments: rest };
}

/** The module a file is. Files under `tests/`, `examples/`, `benches/` and `src/bin/` are crates of their own. */
function moduleOf(file: FileFacts, index: ModuleIndex): Module {
  const source = join(file.package, 'src');
  const isInside = file.path.startsWith(`${source}/`) && !file.path.startsWith(`${source}/bin/`);
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
  if (!isInside) return { root: crateFolder(file, index) ?? folder, segments: outside(file, folder, index) };
  const parts = file.path.slice(source.length + 1, -'.rs'.length).split('/');
  const last = parts.at(-1);
  if (last === 'mod' || (parts.length === 1 && (last === 'lib' || last === 'main'))) parts.pop();
  return { root: source, segments: parts };
}

/** For a module of a crate outside `src/`: the folder of that crate, where its `main.rs` or sibling roots are. */
function crateFolder(file: FileFacts, index: ModuleIndex): string | undefined {
  let folder = file.path;
  while (folder.includes('/') && folder !== file.package) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (index.paths.has(`${folder}/main.rs`) || index.paths.has(`${folder}/lib.rs`)) return folder;
    if (/(^|\/)(tests|examples|benches|bin)$/.test(folder)) return folder;
  }
  return undefined;
}

function outside(file: FileFacts, folder: string, index: ModuleIndex): string[] {
  const root = crateFolder(file, index) ?? folder;
  if (folder === root) return [];
  const parts = file.path.slice(root.length + 1, -'.rs'.length).split('/');
  return parts.at(-1) === 'mod' ? parts.slice(0, -1) : parts;
}

/** The deepest module on the path that is a file; what follows is an item in it. */
function locate(module: Module, file: FileFacts, index: ModuleIndex): string | undefined {
  for (let depth = module.segments.length; depth > 0; depth--) {
    const found = moduleFile({ root: module.root, segments: module.segments.slice(0, depth) }, index);
    if (found !== undefined) return found;
  }
  const roots = ['lib.rs', 'main.rs'].map((name) => join(module.root, name));
  return roots.find((path) => path === file.path) ?? roots.find((path) => index.paths.has(path));
}

function moduleFile({ root, segments }: Module, index: ModuleIndex): string | undefined {
  const path = join(root, segments.join('/'));
  return [`${path}.rs`, `${path}/mod.rs`].find((candidate) => index.paths.has(candidate));
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
