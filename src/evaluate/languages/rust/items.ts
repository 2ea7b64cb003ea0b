// Modules, impl blocks, types, constants: what a Rust file declares.
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { NOTHING, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { isPublic, isTestOnly } from './functions.js';
import { itemsOf, kindOf, pathOf, unwrap, valueText } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const itemHandlers: Handlers = {
  mod_item: module,
  impl_item: implementation,
  trait_item: trait,
  struct_item: (walk, node) => type(walk, node, 'struct'),
  union_item: (walk, node) => type(walk, node, 'union'),
  enum_item: (walk, node) => type(walk, node, 'enum'),
  type_item: (walk, node) => type(walk, node, 'alias'),
  const_item: value,
  static_item: value,
  macro_definition: () => NOTHING,
  foreign_mod_item: () => NOTHING,
  function_signature_item: () => NOTHING,
};

function module(walk: Walk, node: Syntax): Produced {
  const inTest = walk.inTest || isTestOnly(walk.takeAttributes());
  const name = pathOf(walk.text, field(node, 'name'));
  const body = field(node, 'body');
  if (body !== undefined) {
    walk.within({ inTest, owner: undefined, modules: [...walk.modules, name] }, () => walk.each(named(body)));
    return NOTHING;
  }
  const from = ['self', ...walk.modules, name].join('::');
  const names = [{ name: '*', as: name }];
  const reexport = isPublic(walk, node);
  walk.build.addImport({ line: node.line, from, names, typeOnly: false, resolved: [], reexport });
  return NOTHING;
}

function implementation(walk: Walk, node: Syntax): Produced {
  const inTest = walk.inTest || isTestOnly(walk.takeAttributes());
  const name = lastOf(pathOf(walk.text, field(node, 'type')));
  const implemented = field(node, 'trait');
  const traitName = implemented && lastOf(pathOf(walk.text, implemented));
  const owner = { name, ...(traitName === undefined ? {} : { trait: traitName }), open: traitName !== undefined };
  walk.within({ owner, inTest }, () => walk.each(named(field(node, 'body') ?? node)));
  if (traitName !== undefined) walk.implemented.push({ type: name, trait: traitName });
  return NOTHING;
}

function trait(walk: Walk, node: Syntax): Produced {
  const decorators = walk.takeAttributes();
  const name = pathOf(walk.text, field(node, 'name'));
  const items = named(field(node, 'body') ?? node);
  const bounds = named(field(node, 'bounds') ?? { ...node, children: [] });
  const members = items.flatMap((item) => traitMember(walk, item));
  const bases = bounds.map((bound) => lastOf(pathOf(walk.text, bound))).filter((base) => /^\w+$/.test(base));
  addType(walk, node, { name, kind: 'trait', members, bases, decorators });
  walk.within({ owner: { name, open: isPublic(walk, node) } }, () => walk.each(items));
  return NOTHING;
}

function traitMember(walk: Walk, item: Syntax): MemberFact[] {
  if (item.type !== 'function_signature_item' && item.type !== 'function_item') return [];
  const params = field(item, 'parameters');
  const result = field(item, 'return_type');
  const signature = [params, result].filter((part) => part !== undefined).map((part) => walk.source(part));
  const name = pathOf(walk.text, field(item, 'name'));
  const optional = item.type === 'function_item';
  return [{ name, kind: 'method', line: item.line, type: clip(signature.join(' -> ')), optional, valueKind: 'none' }];
}

type Declared = Pick<TypeFact, 'name' | 'kind' | 'members' | 'bases' | 'decorators'>;

function addType(walk: Walk, node: Syntax, declared: Declared): void {
  const tag = declared.decorators
    .map((d) => /^serde\s*\(.*\btag\s*=\s*"([^"]+)"/.exec(d)?.[1])
    .find((t) => t !== undefined);
  walk.build.addType({
    ...declared,
    line: node.line,
    endLine: node.endLine,
    exported: isPublic(walk, node),
    variants: declared.members.filter((member) => member.kind === 'variant').map((member) => member.name),
    ...(tag === undefined ? {} : { discriminant: tag }),
    inTest: walk.inTest || walk.build.inTest,
  });
}

function type(walk: Walk, node: Syntax, kind: TypeFact['kind']): Produced {
  const decorators = walk.takeAttributes();
  const name = pathOf(walk.text, field(node, 'name'));
  const body = field(node, 'body');
  const derived = decorators.flatMap((d) => /^derive\s*\((.*)\)$/.exec(d)?.[1]?.split(',') ?? []);
  const bases = derived.map((base) => lastOf(base.trim())).filter((base) => base !== '');
  const members = body === undefined ? [] : membersOf(walk, body);
  addType(walk, node, { name, kind, members, bases, decorators });
  return NOTHING;
}

function membersOf(walk: Walk, body: Syntax): MemberFact[] {
  if (body.type === 'ordered_field_declaration_list') return tupleFields(walk, body);
  return named(body).flatMap((entry) => {
    if (entry.type === 'enum_variant') return [variant(walk, entry)];
    return entry.type === 'field_declaration' ? [fieldOf(walk, entry)] : [];
  });
}

function tupleFields(walk: Walk, body: Syntax): MemberFact[] {
  const types = body.children.filter((child) => child.field === 'type');
  return types.map((declared, index) => ({ ...memberAt(walk, declared, declared), name: String(index) }));
}

function fieldOf(walk: Walk, entry: Syntax): MemberFact {
  return { ...memberAt(walk, entry, field(entry, 'type')), name: pathOf(walk.text, field(entry, 'name')) };
}

function memberAt(walk: Walk, at: Syntax, declared: Syntax | undefined): MemberFact {
  const text = declared === undefined ? '' : clip(walk.source(declared));
  return {
    name: '',
    kind: 'field',
    line: at.line,
    type: text,
    optional: /^(\w+::)*Option\s*</.test(text),
    valueKind: 'none',
  };
}

function variant(walk: Walk, entry: Syntax): MemberFact {
  const payload = field(entry, 'body');
  const assigned = field(entry, 'value');
  return {
    name: pathOf(walk.text, field(entry, 'name')),
    kind: 'variant',
    line: entry.line,
    ...(payload === undefined ? {} : { type: clip(walk.source(payload)) }),
    optional: false,
    ...(assigned === undefined ? {} : { value: valueText(walk.text, assigned) }),
    valueKind: kindOf(walk.text, assigned),
  };
}

function value(walk: Walk, node: Syntax): Produced {
  const inTest = isTestOnly(walk.takeAttributes()) || walk.inTest || walk.build.inTest;
  const name = pathOf(walk.text, field(node, 'name'));
  const initialiser = field(node, 'value');
  const { object } = walk.visit(initialiser, { context: 'value', in: name });
  if (walk.build.fn !== 0) return NOTHING;
  const declared = field(node, 'type');
  const kind = kindOf(walk.text, initialiser);
  const made = initialiser && (kind === 'call' || kind === 'new') ? unwrap(initialiser) : undefined;
  const callee = made && (field(made, 'function') ?? field(made, 'macro'));
  walk.build.addValue({
    name,
    line: node.line,
    endLine: node.endLine,
    ...(walk.owner === undefined ? {} : { owner: walk.owner.name }),
    ...(declared === undefined ? {} : { type: clip(walk.source(declared)) }),
    kind,
    text: initialiser === undefined ? '' : valueText(walk.text, initialiser),
    items: initialiser === undefined ? [] : itemsOf(walk.text, initialiser),
    ...(object === undefined ? {} : { object }),
    ...(callee === undefined
      ? {}
      : { callee: pathOf(walk.text, callee) + (made?.type === 'macro_invocation' ? '!' : '') }),
    exported: isPublic(walk, node) || walk.owner?.open === true,
    mutable: node.children.some((child) => child.type === 'mutable_specifier'),
    inTest,
  });
  return NOTHING;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1);
}
