// The TypeScript and JavaScript front end. The compiler is loaded only when a file needs it: it takes longer to load
// than everything else together, and a target in another language never asks for it.
import type { FrontEnd } from '../../contracts/front-end.js';
import { resolveImport } from './typescript/resolve.js';

/** TypeScript, TSX, JavaScript and JSX, in their ES module and CommonJS spellings. */
export const frontEnd: FrontEnd = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
  async open() {
    const { createExtractor } = await import('./typescript/extract.js');
    return createExtractor();
  },
  resolve: resolveImport,
};
