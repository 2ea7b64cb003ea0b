// What only the whole file tells: the traits its types implement, and the crates it names without importing them.
import { type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { pathOf } from './text.js';
import type { Walk } from './walk.js';

/** Always there; naming them says nothing about dependencies. */
const BUILT_IN = new Set(['std', 'core', 'alloc', 'self', 'super']);

/** Adds the traits of the file's `impl Trait for Type` blocks to the types' bases. */
export function addTraits(walk: Walk): void {
  for (const { type, trait } of walk.implemented) {
    for (const fact of walk.build.facts.types)
      if (fact.name === type && fact.kind !== 'trait' && !fact.bases.includes(trait)) fact.bases.push(trait);
  }
}

/** Adds an import for each module path that is written out where it is used. */
export function addPaths(walk: Walk, root: Syntax): void {
  const { imports } = walk.build.facts;
  const inScope = new Set(imports.flatMap((fact) => fact.names.map((name) => name.as)));
  walkSyntax(root, (node) => {
    if (node.type === 'mod_item')
      inScope.add(
        pathOf(
          walk.text,
          node.children.find((child) => child.field === 'name'),
        ),
      );
    return node.type === 'mod_item' || node.type === 'source_file' || node.type === 'declaration_list';
  });
  walkSyntax(root, (node) => {
    if (node.type === 'use_declaration' || node.type === 'visibility_modifier') return false;
    if (!node.type.startsWith('scoped_')) return undefined;
    const modules = modulePath(pathOf(walk.text, node));
    const [head = ''] = modules;
    const from = modules.join('::');
    if (modules.length === 0 || BUILT_IN.has(head) || inScope.has(from)) return false;
    if (head !== 'crate' && inScope.has(head)) return false;
    inScope.add(from);
    const names = [{ name: '*', as: from }];
    walk.build.addImport({ line: node.line, from, names, typeOnly: false, resolved: [], reexport: false });
    return false;
  });
}

/** The modules at the head of a path: lower case, and followed by something. */
function modulePath(path: string): string[] {
  const segments = path.split('::');
  const end = segments.findIndex((part) => !/^[a-z_][a-z0-9_]*$/.test(part));
  return segments.slice(0, end < 0 ? segments.length - 1 : end);
}
