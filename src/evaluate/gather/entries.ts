// Where execution enters each package. Reachability starts here, so an entry counts only when it resolves to a source
// file; what a manifest claims and the files do not show is left out.
import type { DocumentFacts, EntryFact, FileFacts, PackageFacts } from '../../contracts.js';
import { type Sources, sourcesOf } from './built-source.js';
import { cargoEntries } from './cargo-package.js';
import { below, type Declared } from './claim.js';
import { conventionalEntries, fallbackEntries } from './conventional-entries.js';
import { groupBy } from './group.js';
import { hostedEntries } from './hosted-entries.js';
import { npmEntries } from './npm-package.js';
import { baseOf, dirOf } from './paths.js';
import { consoleScript, pythonEntries } from './python-package.js';
import { moduleFile, sourceRoots } from './python-roots.js';
import type { Start } from './runnable.js';

/** All that entries are found in. */
export interface EntrySources {
  documents: readonly DocumentFacts[];
  files: readonly FileFacts[];
  /** Files that start execution by themselves. */
  starts: ReadonlyMap<string, Start>;
}

/** Fills in the entries of every package, sorted by file, kind and name. */
export function withEntries(packages: readonly PackageFacts[], sources: EntrySources): PackageFacts[] {
  const paths = new Set(sources.files.map(({ path }) => path));
  const filesOf = groupBy(sources.files, (file) => file.package);
  const documentsOf = groupBy(sources.documents, (document) => document.package);
  return packages.map((unit) => {
    const files = filesOf.get(unit.root) ?? [];
    const documents = (documentsOf.get(unit.root) ?? []).filter(({ path }) => dirOf(path) === unit.root);
    const found = [...declaredEntries(unit, documents, files, paths), ...ownStarts(files, sources.starts)];
    const all = [...found, ...conventionalEntries(unit, files), ...hostedEntries(unit, files)];
    return { ...unit, entries: tidy(all.length > 0 ? all : fallbackEntries(unit, files)) };
  });
}

function declaredEntries(
  unit: PackageFacts,
  documents: readonly DocumentFacts[],
  files: readonly FileFacts[],
  paths: ReadonlySet<string>,
): EntryFact[] {
  const tsconfigs = documents.filter(({ path }) => /^[tj]sconfig[\w.-]*\.json$/.test(baseOf(path)));
  const roots = sourceRoots(unit.root, documents, files);
  return [...documents.flatMap(readDeclared), ...setupScripts(files)].flatMap(({ kind, name, target }) =>
    locate(unit.root, target, { paths, tsconfigs }, roots).map((file) => ({ kind, name, file })),
  );
}

function readDeclared(document: DocumentFacts): Declared[] {
  const name = baseOf(document.path);
  if (name === 'package.json') return npmEntries(document);
  if (name === 'Cargo.toml') return cargoEntries(document);
  if (name === 'langgraph.json') return graphs(document);
  return name === 'pyproject.toml' || name === 'setup.cfg' ? pythonEntries(document) : [];
}

/** langgraph.json names graphs as './src/agent.ts:graph'. */
function graphs(document: DocumentFacts): Declared[] {
  return below(document, 'graphs').map(({ key, value }) => ({
    kind: 'export',
    name: key.replace(/\.path$/, ''),
    target: value.replace(/:\w+$/, ''),
  }));
}

function setupScripts(files: readonly FileFacts[]): Declared[] {
  const setups = files.filter(({ path, role }) => role === 'manifest' && baseOf(path) === 'setup.py');
  return setups.flatMap(({ strings }) => strings.flatMap(({ value }) => consoleScript(value)));
}

function locate(root: string, target: string, sources: Sources, roots: readonly string[]): string[] {
  const module = /^([\w.]+):[\w.]+$/.exec(target)?.[1];
  if (module === undefined) return sourcesOf(root, target, sources);
  const file = moduleFile(module, roots, sources.paths);
  return file === undefined ? [] : [file];
}

function ownStarts(files: readonly FileFacts[], starts: ReadonlyMap<string, Start>): EntryFact[] {
  return files.flatMap(({ path, role }) => {
    const start = role === 'source' ? starts.get(path) : undefined;
    return start ? [{ ...start, file: path }] : [];
  });
}

function tidy(entries: EntryFact[]): EntryFact[] {
  const keyed = new Map(entries.map((entry) => [identity(entry), entry]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** One module exported under several conditions is one entry; one file behind two commands is two. */
function identity({ kind, name, file }: EntryFact): string {
  return kind === 'export' ? `${file}\0${kind}` : `${file}\0${kind}\0${name}`;
}
