// Every file the walk saw lands in exactly one pile, so that what is not analysed can be accounted for.
import type { FrontEnd, Language, Role } from '../../contracts.js';
import { notWrittenByName } from './hand-written.js';
import { documentFormat, type Format, isLockFile, knownLanguage } from './kind.js';
import { grouped, type Skip } from './limits.js';
import { baseOf, extensionOf, isWithin } from './paths.js';
import { placeOf } from './place.js';
import { codeRole, documentRole } from './role.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';

export interface CodeFile {
  path: string;
  role: Role;
  language: Language;
}

export interface DocumentFile {
  path: string;
  role: Role;
  format: Format;
}

/** The piles. `foreign` maps a language without a front end to the product files in it. */
export interface Sorted {
  code: CodeFile[];
  documents: DocumentFile[];
  foreign: Map<string, string[]>;
  around: Surroundings;
  skipped: Skip[];
  /** How many hold nothing that is read: images, plain text. */
  other: number;
}

/** Documents that are only somebody's test data or sample data prove nothing about the harness. */
const DATA_ROLES: ReadonlySet<Role> = new Set<Role>(['test', 'example']);

/** Sorts paths into code, documents and the rest. */
export function sortFiles(paths: readonly string[], frontEnds: readonly FrontEnd[]): Sorted {
  const languages = new Map(frontEnds.flatMap((end) => end.extensions.map((ext) => [ext, end.id] as const)));
  const sorted: Sorted = {
    code: [],
    documents: [],
    foreign: new Map(),
    around: surroundingsOf(paths),
    skipped: [],
    other: 0,
  };
  const data = new Map<string, { role: Role; count: number }>();
  for (const path of paths) {
    const language = languages.get(extensionOf(path));
    const format = documentFormat(path);
    if (isLockFile(path)) sorted.skipped.push({ path, why: 'lock file' });
    else if (language !== undefined) sortCode(path, language, sorted);
    else if (format !== undefined) sortDocument(path, format, sorted, data);
    else sortForeign(path, sorted);
  }
  for (const [path, { role, count }] of data)
    sorted.skipped.push({ path, why: `${grouped(count)} data ${count === 1 ? 'file' : 'files'} of ${role} code` });
  return sorted;
}

function sortCode(path: string, language: Language, sorted: Sorted): void {
  const why = notWrittenByName(baseOf(path));
  if (why !== undefined) sorted.skipped.push({ path, why });
  else sorted.code.push({ path, language, role: codeRole(path, sorted.around) });
}

function sortDocument(
  path: string,
  format: Format,
  sorted: Sorted,
  data: Map<string, { role: Role; count: number }>,
): void {
  const role = documentRole(path, sorted.around);
  const isStructured = format === 'json' || format === 'yaml' || format === 'toml';
  if (!DATA_ROLES.has(role) && !(role === 'docs' && isStructured)) {
    sorted.documents.push({ path, role, format });
    return;
  }
  const folder = placeOf(path, sorted.around)?.folder ?? path;
  const row = data.get(folder) ?? { role, count: 0 };
  data.set(folder, { role, count: row.count + 1 });
}

function sortForeign(path: string, sorted: Sorted): void {
  const language = knownLanguage(path);
  if (language === undefined || codeRole(path, sorted.around) !== 'source') {
    sorted.other += 1;
    return;
  }
  const paths = sorted.foreign.get(language);
  if (paths) paths.push(path);
  else sorted.foreign.set(language, [path]);
}

/** Keeps at most `limit` files to read, those of the scope first, and reports the rest as one row. */
export function capFiles(sorted: Sorted, limit: number, scope: readonly string[]): void {
  const paths = [...sorted.code, ...sorted.documents].map((file) => file.path);
  if (paths.length <= limit) return;
  const outside = (path: string) => Number(!scope.some((folder) => isWithin(folder, path)));
  const kept = new Set(paths.sort((a, b) => outside(a) - outside(b) || (a < b ? -1 : 1)).slice(0, limit));
  sorted.code = sorted.code.filter((file) => kept.has(file.path));
  sorted.documents = sorted.documents.filter((file) => kept.has(file.path));
  const left = grouped(paths.length - limit);
  sorted.skipped.push({ path: '', why: `${left} files beyond the limit of ${grouped(limit)} were left out` });
}
