// What a name stands for at the level of files: functions of the file, imports followed through re-exports, and what
// the files of a directory share.
import type { FileFacts, FunctionNode, ImportFact } from '../../../contracts.js';
import { directory, type Symbols } from './symbols.js';

const REEXPORT_DEPTH = 4;

export interface Resolver {
  symbols: Symbols;
  /** Local name → import, per file. */
  imports: Map<string, Map<string, { fact: ImportFact; name: string }>>;
  /** Method name → candidates; filled as it is asked. */
  candidates: Map<string, FunctionNode[]>;
}

/** Indexes imports by the local names they bind. */
export function createResolver(symbols: Symbols, files: FileFacts[]): Resolver {
  const imports: Resolver['imports'] = new Map();
  for (const file of files) {
    const names = new Map<string, { fact: ImportFact; name: string }>();
    for (const fact of file.imports) for (const { name, as } of fact.names) names.set(as, { fact, name });
    imports.set(file.path, names);
  }
  return { symbols, imports, candidates: new Map() };
}

/** A function of the file by name, or the constructor of a class of the file. */
export function inFile(resolver: Resolver, path: string, name: string): FunctionNode[] {
  const functions = resolver.symbols.functions.get(path)?.get(name);
  if (functions !== undefined) return functions;
  const declared = resolver.symbols.types.get(name)?.some((t) => t.file.path === path) ?? false;
  return declared ? constructors(resolver, name, path) : [];
}

function constructors(resolver: Resolver, type: string, path?: string): FunctionNode[] {
  const methods = resolver.symbols.methods.get(type);
  const all = ['constructor', '__init__', '__post_init__'].flatMap((n) => methods?.get(n) ?? []);
  return path === undefined ? all : all.filter((n) => n.file.path === path);
}

export function imported(resolver: Resolver, path: string, local: string): FunctionNode[] {
  const found = resolver.imports.get(path)?.get(local);
  if (found !== undefined) return found.fact.resolved.flatMap((file) => exportedBy(resolver, file, found.name, 0));
  const globs = (resolver.symbols.files.get(path)?.imports ?? []).filter((i) =>
    i.names.some((n) => n.name === '*' && (n.as === '*' || n.as === '')),
  );
  return globs.flatMap((glob) => glob.resolved.flatMap((file) => exportedBy(resolver, file, local, 1)));
}

/** A name as a file exports it, followed through re-exports. */
export function exportedBy(resolver: Resolver, path: string, name: string, depth: number): FunctionNode[] {
  const own = inFile(resolver, path, name === 'default' ? defaultName(resolver, path) : name);
  if (own.length > 0 || depth >= REEXPORT_DEPTH) return own;
  const file = resolver.symbols.files.get(path);
  if (file === undefined) return [];
  return file.imports
    .filter((i) => i.reexport)
    .flatMap((i) => {
      const named = i.names.find((n) => n.as === name);
      const next = named?.name ?? (i.names.some((n) => n.name === '*') ? name : undefined);
      return next === undefined ? [] : i.resolved.flatMap((p) => exportedBy(resolver, p, next, depth + 1));
    });
}

function defaultName(resolver: Resolver, path: string): string {
  const file = resolver.symbols.files.get(path);
  return file?.functions.find((f) => f.name === 'default' || (f.exported && f.parent === 0))?.name ?? 'default';
}

/** Go: the files of a directory share one scope. */
export function neighbours(resolver: Resolver, file: FileFacts, name: string): FunctionNode[] {
  if (file.language !== 'go') return [];
  const siblings = resolver.symbols.siblings.get(directory(file.path)) ?? [];
  return siblings.filter((s) => s.path !== file.path).flatMap((s) => inFile(resolver, s.path, name));
}
