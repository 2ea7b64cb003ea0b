// `use` trees are flattened to one import per path, and paths written out in full count as imports too: Rust needs
// no `use` for `reqwest::Client::new()`.
import type { ImportFact } from '../../../contracts/facts.js';
import { NOTHING, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { isPublic } from './functions.js';
import { pathOf } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const importHandlers: Handlers = { use_declaration: use, extern_crate_declaration: externCrate };

interface Leaf {
  path: string[];
  as?: string;
  line: number;
}

function use(walk: Walk, node: Syntax): Produced {
  walk.takeAttributes();
  const reexport = isPublic(walk, node);
  const byPath = new Map<string, ImportFact>();
  for (const leaf of leaves(walk, field(node, 'argument'), [])) {
    const path = fromFile(leaf.path, walk.modules);
    const name = path.at(-1) ?? '';
    const from = path.slice(0, -1).join('::') || name;
    const known = byPath.get(from) ?? { line: leaf.line, from, names: [], typeOnly: false, resolved: [], reexport };
    known.names.push({ name: path.length === 1 ? '*' : name, as: leaf.as ?? name });
    byPath.set(from, known);
  }
  for (const fact of byPath.values()) walk.build.addImport(fact);
  return NOTHING;
}

function externCrate(walk: Walk, node: Syntax): Produced {
  const from = pathOf(walk.text, field(node, 'name'));
  const alias = field(node, 'alias');
  const names = [{ name: '*', as: alias === undefined ? from : walk.source(alias) }];
  walk.build.addImport({ line: node.line, from, names, typeOnly: false, resolved: [], reexport: isPublic(walk, node) });
  return NOTHING;
}

function leaves(walk: Walk, node: Syntax | undefined, prefix: string[]): Leaf[] {
  if (node === undefined) return [];
  const under = (part: Syntax | undefined): string[] => (part ? [...prefix, ...segments(walk, part)] : prefix);
  if (node.type === 'use_list') return named(node).flatMap((child) => leaves(walk, child, prefix));
  if (node.type === 'scoped_use_list') return leaves(walk, field(node, 'list'), under(field(node, 'path')));
  if (node.type === 'use_wildcard') return [{ path: [...under(named(node)[0]), '*'], line: node.line }];
  if (node.type === 'use_as_clause') {
    const alias = field(node, 'alias');
    const path = withoutSelf(under(field(node, 'path')));
    return [{ path, ...(alias === undefined ? {} : { as: walk.source(alias) }), line: node.line }];
  }
  return [{ path: withoutSelf(under(node)), line: node.line }];
}

function segments(walk: Walk, node: Syntax): string[] {
  return pathOf(walk.text, node).split('::');
}

/** `a::{self}` names the module `a`. */
function withoutSelf(path: string[]): string[] {
  return path.length > 1 && path.at(-1) === 'self' ? path.slice(0, -1) : path;
}

/** The path as the file's own module would write it: inline modules are not files. */
function fromFile(path: string[], modules: string[]): string[] {
  const rest = [...path];
  const around = [...modules];
  if (around.length === 0 || (rest[0] !== 'super' && rest[0] !== 'self')) return path;
  if (rest[0] === 'self') rest.shift();
  while (rest[0] === 'super' && around.length > 0) {
    around.pop();
    rest.shift();
  }
  return rest[0] === 'super' ? rest : ['self', ...around, ...rest];
}
