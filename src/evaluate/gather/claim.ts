// What one manifest claims about its folder. Manifests are read from the same entries a report cites, not parsed twice.
import type { DocumentFacts, EntryFact, Language } from '../../contracts.js';
import { dirOf } from './paths.js';

/** A manifest's claims about the package in its folder. */
export interface Claim {
  root: string;
  name: string;
  language: Language;
  manifest: string;
  private: boolean;
  dependencies: string[];
  devDependencies: string[];
  scripts: Record<string, string>;
  /** A list of requirements or settings only: makes a package where no real manifest does. */
  weak: boolean;
}

/** An entry as the manifest declares it: `targets` are paths relative to the package, built or source. */
export interface Declared {
  kind: EntryFact['kind'];
  name: string;
  target: string;
}

/** A claim with nothing in it yet. */
export function emptyClaim(manifest: string, language: Language): Claim {
  return {
    root: dirOf(manifest),
    name: '',
    language,
    manifest,
    private: false,
    dependencies: [],
    devDependencies: [],
    scripts: {},
    weak: false,
  };
}

/** Value at exactly this path. */
export function valueAt(document: DocumentFacts, path: string): string | undefined {
  return document.entries.find((entry) => entry.path === path)?.value;
}

/** Entries below a path, with the rest of their own path as key. */
export function below(document: DocumentFacts, path: string): { key: string; value: string }[] {
  const prefix = `${path}.`;
  return document.entries
    .filter((entry) => entry.path.startsWith(prefix))
    .map((entry) => ({ key: entry.path.slice(prefix.length), value: entry.value }));
}
