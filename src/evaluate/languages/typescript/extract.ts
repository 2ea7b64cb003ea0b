// One file in, its facts out. The compiler parses; nothing is type-checked, so that a file is read the same whether
// or not its dependencies are there. The walk is over compiler nodes: wrapping each of them costs ten times as much.
import { Project, ts } from 'ts-morph';
import type { FileFacts } from '../../../contracts/facts.js';
import type { Extractor } from '../../../contracts/front-end.js';
import { FactsBuilder } from '../tree-sitter/builder.js';
import type { Draft } from './draft.js';
import { exportedNames } from './exported.js';
import { visit } from './visit.js';

const MAX_PROBLEMS = 20;

/** An extractor over an in-memory project that holds one file at a time. */
export function createExtractor(): Extractor {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, jsx: ts.JsxEmit.Preserve },
  });
  return {
    extract(source) {
      const build = new FactsBuilder(source, 'typescript');
      try {
        const file = project.createSourceFile(`/${source.path}`, source.text, { overwrite: true });
        try {
          walk(build, file.compilerNode);
        } finally {
          project.removeSourceFile(file);
        }
      } catch (error) {
        // Nesting beyond the stack, or syntax the compiler chokes on: what was taken until then still counts.
        build.addProblem(1, `The file could not be read to its end: ${reason(error)}`);
      }
      return tidy(build.facts);
    },
    close() {
      for (const file of project.getSourceFiles()) project.removeSourceFile(file);
    },
  };
}

function walk(build: FactsBuilder, source: ts.SourceFile): void {
  for (const problem of parseProblems(source)) build.addProblem(problem.line, problem.message);
  const draft: Draft = {
    build,
    source,
    exported: exportedNames(source),
    functions: new Map(),
    objects: new Map(),
    calls: new Map(),
    later: [],
    visit: (node) => visit(draft, node),
  };
  try {
    ts.forEachChild(source, draft.visit);
  } finally {
    for (const settle of draft.later) settle();
  }
}

/** The parser keeps what it could not read on the file itself; asking a program for it would bind and check. */
function parseProblems(source: ts.SourceFile): FileFacts['problems'] {
  const { parseDiagnostics = [] } = source as ts.SourceFile & { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return parseDiagnostics.slice(0, MAX_PROBLEMS).map((problem) => ({
    line: source.getLineAndCharacterOfPosition(problem.start).line + 1,
    message: ts.flattenDiagnosticMessageText(problem.messageText, ' '),
  }));
}

function reason(error: unknown): string {
  return error instanceof RangeError ? 'it is nested too deeply.' : String(error);
}

/** Excerpts reach terminals and reports: control characters are left out of them. */
function tidy(facts: FileFacts): FileFacts {
  for (const [line, text] of Object.entries(facts.excerpts))
    facts.excerpts[Number(line)] = text.replace(/\p{Cc}+/gu, ' ').trim();
  return facts;
}
