// One way to record an arm, whatever condition it runs under.
import type { BranchFact } from '../../../contracts/facts.js';
import type { Place, Produced } from '../tree-sitter/place.js';
import { named, type Syntax } from '../tree-sitter/syntax.js';
import type { Condition } from './condition.js';
import { exitOf } from './exits.js';
import type { Walk } from './walk.js';

/** Records an arm that consists of `node` and visits it there. */
export function arm(
  walk: Walk,
  kind: BranchFact['kind'],
  when: Condition & { line: number },
  node: Syntax,
  place: Place,
): Produced {
  const inside = node.type === 'block' ? named(node) : [];
  const bodyLine = inside[0]?.line ?? node.line;
  const endLine = inside.at(-1)?.endLine ?? node.endLine;
  const exit = exitOf(walk.text, node, place.tail === true);
  const branch = walk.build.addBranch({ ...when, kind, bodyLine, endLine, exit });
  return walk.build.inBranch(branch, () => walk.visit(node, place));
}
