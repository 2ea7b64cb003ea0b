// Reads every code file once and hands it to its language's front end. A file that cannot be analysed becomes a reported
// gap; it never ends the run.
import type { Extractor, FileFacts, FrontEnd, Language } from '../../contracts.js';
import { notWrittenByContent } from './hand-written.js';
import type { Skip } from './limits.js';
import { readText } from './read-text.js';
import { type Start, startOf } from './runnable.js';
import type { CodeFile } from './sort-files.js';

/** Facts of the code files, those that start execution by themselves, and what was left out. */
export interface Extracted {
  files: FileFacts[];
  starts: Map<string, Start>;
  skipped: Skip[];
}

export interface ExtractOptions {
  frontEnds: readonly FrontEnd[];
  maxBytes: number;
  packageOf: (path: string) => string;
  onProgress?: (done: number, total: number, path: string) => void;
}

/** Extracts facts; parsers are opened only for languages that occur. */
export async function extractCode(
  directory: string,
  code: readonly CodeFile[],
  options: ExtractOptions,
): Promise<Extracted> {
  const extracted: Extracted = { files: [], starts: new Map(), skipped: [] };
  const extractors = await openExtractors(code, options.frontEnds);
  try {
    for (const [index, file] of code.entries()) {
      const why = extractFile(directory, file, extractors.get(file.language), extracted, options);
      if (why !== undefined) extracted.skipped.push({ path: file.path, why });
      options.onProgress?.(index + 1, code.length, file.path);
    }
  } finally {
    for (const extractor of extractors.values()) extractor.close();
  }
  return extracted;
}

async function openExtractors(
  code: readonly CodeFile[],
  frontEnds: readonly FrontEnd[],
): Promise<Map<Language, Extractor>> {
  const needed = new Set(code.map(({ language }) => language));
  const extractors = new Map<Language, Extractor>();
  for (const frontEnd of frontEnds) if (needed.has(frontEnd.id)) extractors.set(frontEnd.id, await frontEnd.open());
  return extractors;
}

/** Returns why the file was left out, if it was. */
function extractFile(
  directory: string,
  file: CodeFile,
  extractor: Extractor | undefined,
  into: Extracted,
  options: ExtractOptions,
): string | undefined {
  const read = readText(directory, file.path, options.maxBytes);
  if ('why' in read) return read.why;
  const notWritten = notWrittenByContent(read.text);
  if (notWritten !== undefined || extractor === undefined) return notWritten;
  try {
    const { path, role } = file;
    into.files.push(extractor.extract({ path, role, package: options.packageOf(path), text: read.text }));
  } catch (error) {
    return `could not be analysed: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown error'}`;
  }
  const start = startOf(file.path, file.language, read.text);
  if (start) into.starts.set(file.path, start);
  return undefined;
}
