// Which functions an entry point reaches. Dynamic dispatch is followed by name: once a live function mentions a name,
// functions of that name in live files count as reached, so only code that nothing names is called dead.
import type { EntryFact, FileFacts, PackageFacts } from '../../../contracts.js';
import type { Node } from './nodes.js';
import { push, type Symbols } from './symbols.js';

/** Marks `wired` on every node that is reached from the entries of the chosen packages. */
export function markWired(symbols: Symbols, nodes: Map<string, Node[]>, packages: PackageFacts[]): void {
  const live = new Liveness(symbols, nodes);
  for (const { entry, library } of rootsOf(packages, symbols, nodes)) live.enter(entry.file, library);
  live.run();
}

interface Root {
  entry: EntryFact;
  /** Its exports may be called by users. */
  library: boolean;
}

/**
 * Programs (bins, mains, scripts) are roots. A package's exports are roots only where no program of the target imports
 * the package: inside an application, an export that nobody uses is dead.
 */
function rootsOf(packages: PackageFacts[], symbols: Symbols, nodes: Map<string, Node[]>): Root[] {
  const programs = packages.flatMap((p) =>
    p.entries
      .filter((e) => e.kind !== 'export' && symbols.files.get(e.file)?.role === 'source')
      .map((entry) => ({ entry, library: entry.kind === 'hosted' })),
  );
  const used = new Set(programs.flatMap(({ entry }) => [...closure(symbols, entry.file)]));
  const exports = packages.flatMap((p) =>
    p.entries.filter((e) => e.kind === 'export' && !imports(symbols, used, e.file)),
  );
  const roots = [...programs, ...exports.map((entry) => ({ entry, library: true }))];
  if (roots.some((r) => nodes.has(r.entry.file))) return roots;
  return unimported(symbols).map((file) => ({
    entry: { kind: 'main', name: file.path, file: file.path },
    library: true,
  }));
}

/** Rust paths lead past the crate's root to the module itself, so a module of the crate stands for its root. */
function imports(symbols: Symbols, used: ReadonlySet<string>, root: string): boolean {
  if (used.has(root)) return true;
  return symbols.files.get(root)?.language === 'rust' && [...closure(symbols, root)].some((file) => used.has(file));
}

/** No entry is declared: files that no other product file imports are where a reader would start. */
function unimported(symbols: Symbols): FileFacts[] {
  const files = [...symbols.files.values()].filter((f) => f.role === 'source');
  const imported = new Set(files.flatMap((f) => f.imports.flatMap((i) => i.resolved.filter((p) => p !== f.path))));
  return files.filter((f) => !imported.has(f.path));
}

/** Files reached from a file by imports. */
export function closure(symbols: Symbols, from: string): Set<string> {
  const seen = new Set([from]);
  for (const path of seen) {
    for (const imported of symbols.files.get(path)?.imports ?? []) {
      if (!imported.typeOnly) for (const next of imported.resolved) seen.add(next);
    }
    const file = symbols.files.get(path);
    if (file?.language === 'go')
      for (const s of symbols.siblings.get(path.slice(0, Math.max(0, path.lastIndexOf('/')))) ?? []) seen.add(s.path);
  }
  return seen;
}

class Liveness {
  readonly #queue: Node[] = [];
  readonly #liveFiles = new Set<string>();
  readonly #liveNames = new Set<string>();
  /** Functions waiting in live files until their name is mentioned. */
  readonly #waiting = new Map<string, Node[]>();

  constructor(
    readonly symbols: Symbols,
    readonly nodes: Map<string, Node[]>,
  ) {}

  /** The file runs; for a library, whatever it exports may be called too. */
  enter(path: string, library: boolean): void {
    const files = library ? this.#exportedFrom(path) : [path];
    this.#load(path);
    for (const file of files) {
      this.#load(file);
      for (const node of this.nodes.get(file) ?? [])
        if (library ? isPublic(node) : node.fact.name === 'main') this.#mark(node);
    }
  }

  run(): void {
    for (let node = this.#queue.pop(); node !== undefined; node = this.#queue.pop()) this.#visit(node);
  }

  #exportedFrom(path: string): string[] {
    const seen = new Set([path]);
    for (const file of seen) {
      for (const i of this.symbols.files.get(file)?.imports ?? [])
        if (i.reexport) for (const r of i.resolved) seen.add(r);
    }
    return [...seen];
  }

  /** A live file runs its module body, and so do the files it imports. */
  #load(path: string): void {
    for (const file of closure(this.symbols, path)) {
      if (this.#liveFiles.has(file)) continue;
      this.#liveFiles.add(file);
      for (const node of this.nodes.get(file) ?? []) this.#admit(node);
      this.#nameTypes(file);
    }
  }

  #admit(node: Node): void {
    if (node.fact.inTest) return;
    const always = node.fact.kind === 'module' || node.fact.decorators.length > 0 || node.fact.name === 'init';
    const names = [node.fact.name, ...this.#calledFromOutside(node)];
    if (always || names.some((n) => this.#liveNames.has(n))) this.#mark(node);
    else for (const name of names) push(this.#waiting, name, node);
  }

  /** A method of a type with a foreign base may be called by the framework that owns the base. */
  #calledFromOutside(node: Node): string[] {
    const { owner } = node.fact;
    const bases = this.symbols.types.get(owner ?? '')?.flatMap((t) => t.fact.bases) ?? [];
    return owner !== undefined && bases.some((b) => !this.symbols.types.has(b)) ? [owner] : [];
  }

  /** Initialisers of module-level values run with the file. */
  #nameTypes(path: string): void {
    const file = this.symbols.files.get(path);
    for (const value of file?.values ?? [])
      if (value.kind === 'reference' || value.callee !== undefined) this.#names(value.text.match(/\w+/g) ?? []);
  }

  #mark(node: Node): void {
    if (node.wired) return;
    node.wired = true;
    this.#queue.push(node);
  }

  #visit(node: Node): void {
    this.#names(node.fact.idents);
    if (node.fact.owner !== undefined) this.#names(MAGIC);
    for (const child of node.children) if (child.fact.kind === 'closure') this.#mark(child as Node);
    for (const next of [...node.callees, ...node.mentioned]) if (!next.fact.inTest) this.#mark(next as Node);
  }

  #names(names: Iterable<string>): void {
    for (const name of names) {
      if (this.#liveNames.has(name)) continue;
      this.#liveNames.add(name);
      for (const node of this.#waiting.get(name) ?? []) this.#mark(node);
      this.#waiting.delete(name);
    }
  }
}

/** Called by the language, never by name. */
const MAGIC = [
  'constructor',
  '__init__',
  '__call__',
  '__enter__',
  '__exit__',
  '__post_init__',
  'fmt',
  'from',
  'drop',
  'deref',
  'next',
  'default',
];

function isPublic(node: Node): boolean {
  return (
    node.fact.kind === 'module' ||
    node.fact.exported ||
    (node.fact.owner !== undefined && !node.fact.name.startsWith('_'))
  );
}
