// Package-level constants and variables. Go has no enums: constants of one named type are its members.
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { isExported } from './functions.js';
import { itemsOf, kindOf, pathOf, unwrap, valueText } from './text.js';
import type { Walk } from './walk.js';

/** Adds a value per name of a spec. `first` is the index of the first object its initialisers made. */
export function bindValue(walk: Walk, spec: Syntax, mutable: boolean, first: number): void {
  const list = field(spec, 'value');
  const initialisers = list === undefined ? [] : named(list);
  const type = field(spec, 'type');
  const names = spec.children.filter((child) => child.field === 'name' && child.named);
  for (const [index, node] of names.entries()) {
    const name = walk.source(node);
    const value = initialisers[index];
    const inner = value && unwrap(value);
    const made = walk.build.facts.objects.findIndex((o, at) => at >= first && o.context === 'value' && o.in === name);
    walk.build.addValue({
      name,
      line: node.line,
      endLine: value?.endLine ?? spec.endLine,
      ...(type === undefined ? {} : { type: clip(walk.source(type)) }),
      kind: kindOf(value),
      text: value === undefined ? '' : valueText(walk.text, value),
      items: value === undefined ? [] : itemsOf(walk.text, value),
      ...(made < 0 ? {} : { object: made }),
      ...(inner?.type === 'call_expression' ? { callee: pathOf(walk.text, field(inner, 'function')) } : {}),
      exported: isExported(name),
      mutable,
      inTest: walk.build.inTest,
    });
  }
}

/** Turns the constants of named types into enums: on the type where the file declares it, else as a type of its own. */
export function addEnums(walk: Walk, root: Syntax): void {
  walkSyntax(root, (node) => {
    if (node.type !== 'const_declaration') return node.type === 'source_file';
    for (const [type, members] of groups(walk, node)) addEnum(walk, type, members, node);
    return false;
  });
}

/** The constants of one declaration by their named type; one without type and value repeats the one before. */
function groups(walk: Walk, node: Syntax): Map<string, MemberFact[]> {
  const found = new Map<string, MemberFact[]>();
  let current = '';
  for (const spec of named(node)) {
    if (spec.type !== 'const_spec') continue;
    const type = field(spec, 'type');
    const list = field(spec, 'value');
    if (type !== undefined) current = walk.source(type);
    else if (list !== undefined) current = '';
    if (
      current === '' ||
      /^(string|bool|byte|rune|u?int\d*|float\d+|uintptr)$/.test(current) ||
      type?.type === 'qualified_type'
    )
      continue;
    const members = found.get(current) ?? [];
    const names = spec.children.filter((child) => child.field === 'name' && child.named);
    const values = list === undefined ? [] : named(list);
    for (const [at, name] of names.entries()) members.push(member(walk, name, values[at]));
    found.set(current, members);
  }
  return found;
}

function member(walk: Walk, name: Syntax, value: Syntax | undefined): MemberFact {
  return {
    name: walk.source(name),
    kind: 'variant',
    line: name.line,
    optional: false,
    ...(value === undefined ? {} : { value: valueText(walk.text, value) }),
    valueKind: kindOf(value),
  };
}

function addEnum(walk: Walk, name: string, members: MemberFact[], node: Syntax): void {
  const variants = members.map((m) => (m.valueKind === 'string' && m.value !== undefined ? m.value : m.name));
  const declared = walk.build.facts.types.find((type) => type.name === name);
  if (declared !== undefined) {
    declared.kind = 'enum';
    declared.members.push(...members);
    declared.variants.push(...variants);
    for (const one of members) walk.build.excerpt(one.line);
    return;
  }
  const { line, endLine } = node;
  const fact: TypeFact = {
    name,
    kind: 'enum',
    line,
    endLine,
    exported: isExported(name),
    bases: [],
    members,
    variants,
    decorators: [],
    inTest: walk.build.inTest,
  };
  walk.build.addType(fact);
}
