// One Python file in, its facts out.
import type { Parser } from '@vscode/tree-sitter-wasm';
import type { FileFacts } from '../../../contracts/facts.js';
import type { SourceInput } from '../../../contracts/front-end.js';
import { FactsBuilder } from '../tree-sitter/builder.js';
import { parseSyntax, type Syntax, walk as visit } from '../tree-sitter/syntax.js';
import { expressions } from './expressions.js';
import { finish } from './finish.js';
import { readModuleNames } from './imports.js';
import { statements } from './statements.js';
import { Walk } from './walk.js';

/** Takes the facts of one file. What does not parse becomes a problem; the rest is still read. */
export function extract(parser: Parser, source: SourceInput): FileFacts {
  const build = new FactsBuilder(source, 'python');
  const root = parseSyntax(parser, source.text);
  addProblems(build, root);
  const module = readModuleNames(source.text, source.path, root);
  new Walk(source.text, build, module, { expressions, statements }).statement(root);
  finish(build.facts, module.globals);
  return build.facts;
}

function addProblems(build: FactsBuilder, root: Syntax): void {
  const lines = new Set<number>();
  visit(root, (node) => {
    const isBad = node.type === 'ERROR' || node.missing;
    if (isBad) lines.add(node.line);
    return !isBad;
  });
  for (const line of lines) build.addProblem(line, 'syntax error');
}
