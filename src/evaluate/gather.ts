// The first stage: from a directory to facts. Everything later works on what is gathered here and never opens a file of
// the target again; nothing of the target is executed, imported or written to.
import type { DocumentFacts, Facts, FileFacts, FrontEnd, ModuleIndex } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { adoptImported } from './gather/adopt.js';
import { readCommit } from './gather/commit.js';
import { readDocument } from './gather/document.js';
import { withEntries } from './gather/entries.js';
import { extractCode } from './gather/extract-code.js';
import { DEFAULT_LIMITS, type Limits, type Skip } from './gather/limits.js';
import { buildModuleIndex } from './gather/module-index.js';
import { findPackages, packageOf } from './gather/packages.js';
import { readText } from './gather/read-text.js';
import { capFiles, type DocumentFile, type Sorted, sortFiles } from './gather/sort-files.js';
import { type Opened, openTarget } from './gather/target.js';
import { unseen } from './gather/unseen.js';
import { walk } from './gather/walk.js';

export interface GatherOptions {
  frontEnds: FrontEnd[];
  limits?: Partial<Limits>;
  /** Called after each code file. */
  onProgress?: (done: number, total: number, path: string) => void;
  /**
   * Folders the user wants judged. They must exist and are first in line when there are too many files; the rest is
   * gathered as well, because a package in the scope may keep its model calls in one outside it.
   */
  scope?: string[];
}

/**
 * Gathers the facts of a directory. Same directory, same facts.
 * @throws HarnessError 2 for a wrong path or scope, 3 when there is nothing to evaluate, 4 when it cannot be read.
 */
export async function gather(root: string, options: GatherOptions): Promise<Facts> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const target = openTarget(root, options.scope ?? []);
  const walked = walk(target.directory);
  const sorted = sortFiles(walked.files, options.frontEnds);
  capFiles(sorted, limits.files, target.scope);
  refuseNothing(root, sorted);

  const skipped: Skip[] = [...walked.skipped, ...sorted.skipped];
  const content = await readContent(target, sorted, { ...options, limits }, skipped);
  const commit = readCommit(target.directory);
  return {
    schemaVersion: 1,
    target: { path: target.name, ...(commit !== undefined && { commit }) },
    ...content,
    coverage: {
      files: walked.files.length,
      analysed: content.files.length + content.documents.length,
      other: sorted.other,
      skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : 1)),
      couldNotSee: unseen(sorted.foreign, content.files),
    },
  };
}

/** Documents first: their manifests say which package each code file belongs to. */
async function readContent(
  { directory, name }: Opened,
  sorted: Sorted,
  options: GatherOptions & { limits: Limits },
  skipped: Skip[],
): Promise<Pick<Facts, 'files' | 'documents' | 'packages'>> {
  const { frontEnds, limits, onProgress } = options;
  const read = readDocuments(directory, sorted.documents, limits, skipped);
  const found = findPackages(name, read, sorted.code);
  const roots = new Set(found.map(({ root }) => root));
  const documents = read.map((document) => ({ ...document, package: packageOf(document.path, roots) }));
  const extracted = await extractCode(directory, sorted.code, {
    frontEnds,
    maxBytes: limits.codeBytes,
    packageOf: (path) => packageOf(path, roots),
    ...(onProgress && { onProgress }),
  });
  skipped.push(...extracted.skipped);
  const packages = withEntries(found, { documents, files: extracted.files, starts: extracted.starts });
  const index = buildModuleIndex(extracted.files, documents, packages);
  return { files: adoptImported(resolveImports(extracted.files, frontEnds, index)), documents, packages };
}

/** An agent's configuration alone is worth judging; other documents without code are not. */
function refuseNothing(root: string, sorted: Sorted): void {
  if (sorted.code.length > 0 || sorted.documents.some(({ role }) => role === 'agent-config')) return;
  const languages = [...sorted.foreign.keys()].sort().join(', ');
  if (languages === '')
    throw new HarnessError(`${root} holds no code`, 'Name the folder that holds the code to evaluate.', 3);
  throw new HarnessError(
    `${root} holds no code in a supported language, only ${languages}`,
    'Supported are the languages that `harness --help` lists; files in others cannot be judged.',
    3,
  );
}

function readDocuments(directory: string, files: DocumentFile[], limits: Limits, skipped: Skip[]): DocumentFacts[] {
  return files.flatMap((file) => {
    const read = readText(directory, file.path, limits.documentBytes);
    if ('text' in read) return [readDocument(file, read.text, limits.entries)];
    skipped.push({ path: file.path, why: read.why });
    return [];
  });
}

function resolveImports(files: FileFacts[], frontEnds: FrontEnd[], index: ModuleIndex): FileFacts[] {
  const byLanguage = new Map(frontEnds.map((frontEnd) => [frontEnd.id, frontEnd]));
  return files.map((file) => ({
    ...file,
    imports: file.imports.map((imported) => ({
      ...imported,
      resolved: [...new Set(byLanguage.get(file.language)?.resolve(imported, file, index) ?? [])].sort(),
    })),
  }));
}
