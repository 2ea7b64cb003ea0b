// Types, constants, variables and imports: what a Go file declares.
import type { ImportFact, MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { NOTHING, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { isExported } from './functions.js';
import { stringValue, typeName } from './text.js';
import { bindValue } from './values.js';
import type { Handlers, Walk } from './walk.js';

export const declarationHandlers: Handlers = {
  package_clause: () => NOTHING,
  import_spec: importSpec,
  type_spec: typeSpec,
  type_alias: typeSpec,
  const_declaration: (walk, node) => values(walk, node, 'const_spec'),
  var_declaration: (walk, node) => values(walk, node, 'var_spec'),
  labeled_statement: (walk, node) => walk.visit(named(node).find((child) => child.type !== 'label_name')),
  break_statement: () => NOTHING,
  continue_statement: () => NOTHING,
  goto_statement: () => NOTHING,
};

function importSpec(walk: Walk, node: Syntax): Produced {
  const path = field(node, 'path');
  if (path === undefined) return NOTHING;
  const from = stringValue(walk.text, path);
  const alias = field(node, 'name');
  const fact: ImportFact = {
    line: node.line,
    from,
    names: [{ name: '*', as: alias === undefined ? packageName(from) : walk.source(alias) }],
    typeOnly: false,
    resolved: [],
    reexport: false,
  };
  walk.build.addImport(fact);
  return NOTHING;
}

/** The name a package goes by when the import gives none: the last part of its path, without version and `go-`. */
function packageName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path)
    .replace(/\.v\d+$/, '')
    .replace(/^go-|[-.]go$/g, '')
    .replaceAll('-', '_');
}

function typeSpec(walk: Walk, node: Syntax): Produced {
  const name = walk.source(field(node, 'name'));
  const type = field(node, 'type');
  const kind = type?.type === 'struct_type' ? 'struct' : type?.type === 'interface_type' ? 'interface' : 'alias';
  const entries = type === undefined ? [] : kind === 'struct' ? named(type).flatMap(named) : named(type);
  const embedded = entries.filter((entry) => isEmbedded(entry));
  const fact: TypeFact = {
    name,
    kind,
    line: node.line,
    endLine: node.endLine,
    exported: isExported(name),
    bases:
      kind === 'alias'
        ? aliased(walk, type)
        : embedded.map((entry) => baseOf(walk, entry)).filter((b) => !b.includes('|')),
    members: kind === 'alias' ? [] : entries.flatMap((entry) => members(walk, entry)),
    variants: embedded.flatMap((entry) => arms(walk, entry)),
    decorators: [],
    inTest: walk.build.inTest,
  };
  walk.build.addType(fact);
  return NOTHING;
}

function aliased(walk: Walk, type: Syntax | undefined): string[] {
  return type !== undefined && /^(type_identifier|qualified_type|generic_type)$/.test(type.type)
    ? [typeName(walk.text, type)]
    : [];
}

function isEmbedded(entry: Syntax): boolean {
  return entry.type === 'type_elem' || (entry.type === 'field_declaration' && field(entry, 'name') === undefined);
}

function baseOf(walk: Walk, entry: Syntax): string {
  return entry.type === 'type_elem' ? clip(walk.source(entry)) : typeName(walk.text, field(entry, 'type'));
}

/** The arms of a constraint such as `~int | string`. */
function arms(walk: Walk, entry: Syntax): string[] {
  const types = entry.type === 'type_elem' ? named(entry) : [];
  return types.length > 1 ? types.map((type) => clip(walk.source(type))) : [];
}

function members(walk: Walk, entry: Syntax): MemberFact[] {
  if (entry.type === 'method_elem') {
    const name = field(entry, 'name');
    const type = clip(walk.text.slice(name?.end ?? entry.start, entry.end));
    return [{ name: walk.source(name), kind: 'method', line: entry.line, type, optional: false, valueKind: 'none' }];
  }
  const names = entry.children.filter((child) => child.field === 'name' && child.named);
  const type = clip(walk.source(field(entry, 'type')));
  return names.map((name) => ({
    name: walk.source(name),
    kind: 'field',
    line: name.line,
    type,
    optional: type.startsWith('*'),
    valueKind: 'none',
  }));
}

function values(walk: Walk, node: Syntax, type: string): Produced {
  const specs = named(node).flatMap((child) => (child.type === `${type}_list` ? named(child) : [child]));
  for (const spec of specs) {
    const first = walk.build.facts.objects.length;
    walk.visit(spec);
    if (walk.build.fn === 0) bindValue(walk, spec, type === 'var_spec', first);
  }
  return NOTHING;
}
