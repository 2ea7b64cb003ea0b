// The Rust front end: parse, walk once, and say what stands in the file.
import type { FileFacts } from '../../contracts/facts.js';
import type { Extractor, FrontEnd, SourceInput } from '../../contracts/front-end.js';
import { bindingHandlers } from './rust/bindings.js';
import { controlHandlers } from './rust/control.js';
import { exitHandlers, tail } from './rust/exits.js';
import { expressionHandlers } from './rust/expressions.js';
import { functionHandlers } from './rust/functions.js';
import { importHandlers } from './rust/imports.js';
import { itemHandlers } from './rust/items.js';
import { macroHandlers } from './rust/macros.js';
import { resolveRust } from './rust/resolve.js';
import { Walk } from './rust/walk.js';
import { addPaths, addTraits } from './rust/whole.js';
import { FactsBuilder } from './tree-sitter/builder.js';
import { noteErrors } from './tree-sitter/errors.js';
import { openParser } from './tree-sitter/runtime.js';
import { named, parseSyntax, type Syntax } from './tree-sitter/syntax.js';

const handlers = {
  ...itemHandlers,
  ...functionHandlers,
  ...importHandlers,
  ...controlHandlers,
  ...bindingHandlers,
  ...expressionHandlers,
  ...exitHandlers,
  ...macroHandlers,
};

function extract(source: SourceInput, parse: (text: string) => Syntax): FileFacts {
  const build = new FactsBuilder(source, 'rust');
  const root = parse(source.text);
  noteErrors(build, root);
  const walk = new Walk(source.text, build, { handlers, tail, parse });
  walk.each(named(root));
  addTraits(walk);
  addPaths(walk, root);
  return build.facts;
}

/** Rust, by tree-sitter. */
export const frontEnd: FrontEnd = {
  id: 'rust',
  extensions: ['.rs'],
  async open(): Promise<Extractor> {
    const parser = await openParser('rust');
    return {
      extract: (source) => extract(source, (text) => parseSyntax(parser, text)),
      close: () => parser.delete(),
    };
  },
  resolve: resolveRust,
};
