// The Go front end: parse, walk once, and say what stands in the file.
import type { FileFacts } from '../../contracts/facts.js';
import type { Extractor, FrontEnd, SourceInput } from '../../contracts/front-end.js';
import { controlHandlers } from './go/control.js';
import { declarationHandlers } from './go/declarations.js';
import { exitHandlers } from './go/exits.js';
import { expressionHandlers } from './go/expressions.js';
import { functionHandlers } from './go/functions.js';
import { resolveGo } from './go/resolve.js';
import { addEnums } from './go/values.js';
import { Walk } from './go/walk.js';
import { FactsBuilder } from './tree-sitter/builder.js';
import { noteErrors } from './tree-sitter/errors.js';
import { openParser } from './tree-sitter/runtime.js';
import { named, parseSyntax, type Syntax } from './tree-sitter/syntax.js';

const handlers = {
  ...declarationHandlers,
  ...functionHandlers,
  ...controlHandlers,
  ...expressionHandlers,
  ...exitHandlers,
};

function extract(source: SourceInput, parse: (text: string) => Syntax): FileFacts {
  // The tool chain compiles these into tests only, whatever the folder is for.
  const role = source.path.endsWith('_test.go') && source.role === 'source' ? 'test' : source.role;
  const build = new FactsBuilder({ ...source, role }, 'go');
  const root = parse(source.text);
  noteErrors(build, root);
  const walk = new Walk(source.text, build, handlers);
  walk.each(named(root));
  addEnums(walk, root);
  return build.facts;
}

/** Go, by tree-sitter. */
export const frontEnd: FrontEnd = {
  id: 'go',
  extensions: ['.go'],
  async open(): Promise<Extractor> {
    const parser = await openParser('go');
    return {
      extract: (source) => extract(source, (text) => parseSyntax(parser, text)),
      close: () => parser.delete(),
    };
  },
  resolve: resolveGo,
};
