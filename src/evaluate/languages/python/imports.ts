// Import statements, and the names a module passes on.
import type { ImportFact } from '../../../contracts/facts.js';
import { field, named, type Syntax, walk as visit } from '../tree-sitter/syntax.js';
import { literalItems } from './literals.js';
import type { ModuleNames, StatementHandler, Walk } from './walk.js';

/** Statement handlers by node type. */
export const importStatements: Readonly<Record<string, StatementHandler>> = {
  import_statement: importModules,
  import_from_statement: (walk, node) => importNames(walk, node, field(node, 'module_name')),
  future_import_statement: (walk, node) => importNames(walk, node, undefined),
};

/** What `__all__` lists, from every module-level assignment to it, and what functions declare `global`. */
export function readModuleNames(text: string, path: string, root: Syntax): ModuleNames {
  const listed = new Set<string>();
  let hasList = false;
  visit(root, (node) => {
    if (node.type === 'function_definition' || node.type === 'class_definition') return false;
    const left = node.type.endsWith('assignment') ? field(node, 'left') : undefined;
    const right = field(node, 'right');
    if (!left || !right || text.slice(left.start, left.end) !== '__all__') return undefined;
    hasList = true;
    for (const name of literalItems(text, right)) listed.add(name);
    return false;
  });
  const isInit = /(^|\/)__init__\.py$/.test(path);
  return { listed: hasList ? listed : undefined, isInit, globals: globalNames(text, root) };
}

function globalNames(text: string, root: Syntax): Set<string> {
  const names = new Set<string>();
  visit(root, (node) => {
    if (node.type !== 'global_statement') return undefined;
    for (const name of named(node)) names.add(text.slice(name.start, name.end));
    return false;
  });
  return names;
}

function importModules(walk: Walk, node: Syntax): void {
  for (const imported of node.children.filter((child) => child.field === 'name')) {
    const { name, as } = readName(walk, imported);
    // `import a.b` binds `a`; `import a.b as c` binds the module itself.
    const local = as === name ? (name.split('.')[0] ?? name) : as;
    addImport(walk, { line: node.line, from: name, names: [{ name: '*', as: local }], reexport: false });
  }
}

function importNames(walk: Walk, node: Syntax, module: Syntax | undefined): void {
  const from = module ? walk.source(module).replace(/\s+/g, '') : '__future__';
  const names = node.children.filter((child) => child.field === 'name').map((child) => readName(walk, child));
  if (named(node).some((child) => child.type === 'wildcard_import')) names.push({ name: '*', as: '*' });
  const atModule = walk.build.fn === 0 && !walk.owner;
  const passedOn = walk.module.isInit || names.some(({ as }) => walk.module.listed?.has(as));
  addImport(walk, { line: node.line, from, names, reexport: atModule && from !== '__future__' && passedOn });
}

function addImport(walk: Walk, fact: Omit<ImportFact, 'typeOnly' | 'resolved'>): void {
  walk.build.addImport({ ...fact, typeOnly: walk.typeChecking, resolved: [] });
}

function readName(walk: Walk, node: Syntax): { name: string; as: string } {
  const inner = field(node, 'name') ?? node;
  const alias = field(node, 'alias');
  const name = walk.source(inner).replace(/\s+/g, '');
  return { name, as: alias ? walk.source(alias) : name };
}
