// The target's text in two readings: as it is, to check quotes against, and as a reader may see it. Only files that were
// gathered can be read: a quote cannot make the tool open anything else.
import { createHash } from 'node:crypto';
import type { Codebase, Role } from '../contracts.js';
import { maskProse } from './mask.js';
import { redact } from './redact.js';
import { syntaxOf } from './syntax.js';
import { visible } from './visible.js';

export interface Source {
  path: string;
  role: Role;
  /** Code with a front end, as opposed to a document. */
  isCode: boolean;
  /** SHA-256 of the content. */
  digest: string;
  original: string[];
  /** Without secrets, comments, prose and hidden characters; same number of lines. */
  shown: string[];
}

/** Gives sources by path; undefined for what was not gathered or cannot be read. */
export type Sources = (path: string) => Promise<Source | undefined>;

/** Docs and prompts prove nothing and persuade best: they are never shown. */
const UNSHOWN: ReadonlySet<Role> = new Set<Role>(['docs', 'prompt', 'agent-config', 'vendored']);

export interface SourceOptions {
  facts: Codebase['facts'];
  read: (path: string) => string | undefined;
  /** Values to take out wherever they stand. */
  secrets: readonly string[];
}

/** Reads each file at most once. */
export function openSources({ facts, read, secrets }: SourceOptions): Sources {
  const known = new Map<string, { role: Role; language?: string }>([
    ...facts.documents.map((d) => [d.path, { role: d.role }] as const),
    ...facts.files.map((f) => [f.path, { role: f.role, language: f.language }] as const),
  ]);
  const cache = new Map<string, Promise<Source | undefined>>();
  const load = async (path: string): Promise<Source | undefined> => {
    const file = known.get(path);
    const text = file === undefined || UNSHOWN.has(file.role) ? undefined : read(path);
    if (file === undefined || text === undefined) return undefined;
    const shown = maskProse(await redact(text, secrets), syntaxOf(file.language));
    return {
      path,
      role: file.role,
      isCode: file.language !== undefined,
      digest: sha256(text),
      original: lines(text),
      shown: lines(shown).map(visible),
    };
  };
  return (path) => {
    const loading = cache.get(path) ?? load(path);
    cache.set(path, loading);
    return loading;
  };
}

/** Hex SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function lines(text: string): string[] {
  return text.split(/\r?\n/);
}
