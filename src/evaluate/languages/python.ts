// Python, by its tree-sitter grammar: no interpreter is needed, and nothing of the target is run.
import type { FrontEnd } from '../../contracts/front-end.js';
import { extract } from './python/extract.js';
import { resolveImport } from './python/resolve.js';
import { openParser } from './tree-sitter/runtime.js';

/** The Python front end. */
export const frontEnd: FrontEnd = {
  id: 'python',
  extensions: ['.py'],
  async open() {
    const parser = await openParser('python');
    return { extract: (source) => extract(parser, source), close: () => parser.delete() };
  },
  resolve: resolveImport,
};
