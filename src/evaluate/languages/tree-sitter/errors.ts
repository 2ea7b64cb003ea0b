// A file that does not parse is analysed as far as it goes, and says where it does not.
import type { FactsBuilder } from './builder.js';
import { type Syntax, walk } from './syntax.js';

/** Notes the outermost places the parser could not make sense of, one per line. */
export function noteErrors(build: FactsBuilder, root: Syntax): void {
  const lines = new Set<number>();
  walk(root, (node) => {
    if (node.type !== 'ERROR' && !node.missing) return undefined;
    if (!lines.has(node.line)) build.addProblem(node.line, 'syntax error');
    lines.add(node.line);
    return false;
  });
}
