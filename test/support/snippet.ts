// Map parts are tested on one small program each: its functions named `run` are the loops.
import type { Codebase, FileFacts, JudgeContext, Language } from '../../src/contracts.js';
import { frontEnds } from '../../src/evaluate/languages/registry.js';
import { buildGraph, ScopedCodebase } from '../../src/evaluate/map/graph/codebase.js';

export interface Snippet {
  code: Codebase;
  path: JudgeContext['path'];
}

/** The graph of one source file and the path around its loop. */
export async function snippet(path: string, text: string): Promise<Snippet> {
  const frontEnd = frontEnds.find((f) => f.extensions.some((e) => path.endsWith(e)));
  if (frontEnd === undefined) throw new Error(`no front end for ${path}`);
  const extractor = await frontEnd.open();
  const file: FileFacts = extractor.extract({ path, role: 'source', package: '', text });
  extractor.close();
  const code = new ScopedCodebase(buildGraph(factsOf(file, frontEnd.id)), () => true);
  const loops = code.functions.filter((f) => f.fact.name === 'run');
  return {
    code,
    path: { loops, from: code.reach(loops), to: code.reachedBy(loops), dispatches: [], tools: code.reach([]) },
  };
}

function factsOf(file: FileFacts, language: Language): Codebase['facts'] {
  return {
    schemaVersion: 1,
    target: { path: `snippet in ${language}` },
    files: [file],
    documents: [],
    packages: [],
    coverage: { files: 1, analysed: 1, skipped: [], couldNotSee: [] },
  };
}
