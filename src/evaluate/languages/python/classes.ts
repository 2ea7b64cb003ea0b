// A class is read twice: once as a type with members, once as a body whose methods and values are walked.
import type { MemberFact, TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { decoratorName } from './functions.js';
import { initFields } from './init-fields.js';
import { describe, dotted, lastSegment } from './reading.js';
import type { Owner, Walk } from './walk.js';

const ENUMS = ['Enum', 'StrEnum', 'IntEnum', 'Flag', 'IntFlag', 'ReprEnum'];
const INTERFACES = ['Protocol', 'ABC', 'ABCMeta'];

/** `class`, with the decorators of the definition around it. */
export function classDefinition(walk: Walk, node: Syntax, decorators: Syntax[] = []): void {
  const nameNode = field(node, 'name');
  const body = field(node, 'body');
  if (!nameNode || !body) return;
  const name = walk.source(nameNode);
  const superclasses = field(node, 'superclasses');
  const bases = superclasses ? named(superclasses) : [];
  const kind = kindOf(walk.text, bases);
  const members = membersOf(walk.text, body, kind === 'enum');
  const exported = walk.isExported(name) || (walk.owner?.exported === true && !name.startsWith('_'));
  const owner: Owner = { name, exported, isTest: isTestClass(walk, name, bases, members) };
  walk.build.addType({
    name,
    kind,
    line: node.line,
    endLine: node.endLine,
    exported,
    bases: bases.filter((base) => base.type !== 'keyword_argument').map((base) => baseName(walk.text, base)),
    members,
    variants: members.filter((member) => member.kind === 'variant').map(variantName),
    decorators: decorators.map((decorator) => decoratorName(walk.text, decorator)),
    inTest: walk.build.inTest || owner.isTest,
  });
  walk.expressions(bases);
  walk.within(owner, () => walk.block(body));
}

function kindOf(text: string, bases: Syntax[]): TypeFact['kind'] {
  const names = bases.map((base) => lastSegment(baseName(text, field(base, 'value') ?? base)));
  if (names.some((name) => ENUMS.includes(name))) return 'enum';
  return names.some((name) => INTERFACES.includes(name)) ? 'interface' : 'class';
}

/** `Generic[T]` derives from Generic, `NamedTuple("X", …)` from NamedTuple. */
function baseName(text: string, base: Syntax): string {
  const plain = base.type === 'subscript' && base.field === '' ? (field(base, 'value') ?? base) : base;
  return dotted(text, plain).replace(/(\[\]|\(\))$/, '');
}

/** Production code has classes named `TestRunner`; only test cases make a class a test. */
function isTestClass(walk: Walk, name: string, bases: Syntax[], members: MemberFact[]): boolean {
  if (walk.build.inTest || walk.owner?.isTest) return true;
  const derives = bases.some((base) => /TestCase$/.test(baseName(walk.text, base)));
  return derives || (name.startsWith('Test') && members.some((m) => m.kind === 'method' && /^test(_|$)/.test(m.name)));
}

function membersOf(text: string, body: Syntax, isEnum: boolean): MemberFact[] {
  const members = named(body).flatMap((statement) => {
    const inner = statement.type === 'expression_statement' ? named(statement)[0] : statement;
    if (inner?.type === 'assignment') return assigned(text, inner, isEnum);
    const definition = inner?.type === 'decorated_definition' ? field(inner, 'definition') : inner;
    return definition?.type === 'function_definition' ? [method(text, definition)] : [];
  });
  const known = new Set(members.map((member) => member.name));
  return [...members, ...initFields(text, body).filter((member) => !known.has(member.name))];
}

function assigned(text: string, node: Syntax, isEnum: boolean): MemberFact[] {
  const left = field(node, 'left');
  if (left?.type !== 'identifier') return [];
  const name = text.slice(left.start, left.end);
  const type = field(node, 'type');
  const value = field(node, 'right');
  const isVariant = isEnum && !type && !name.startsWith('_');
  return [member(text, { name, kind: isVariant ? 'variant' : 'field', line: node.line }, type, value)];
}

/** A field's fact from its annotation and initialiser. */
export function member(
  text: string,
  what: Pick<MemberFact, 'name' | 'kind' | 'line'>,
  type: Syntax | undefined,
  value: Syntax | undefined,
): MemberFact {
  const declared = type ? clip(text.slice(type.start, type.end)) : undefined;
  const seen = value ? describe(text, value) : undefined;
  const mayLack = declared !== undefined && /\b(Optional|NotRequired)\[|\|\s*None\b|\bNone\s*\|/.test(declared);
  return {
    ...what,
    optional: mayLack || (what.kind === 'field' && value !== undefined),
    valueKind: seen?.kind ?? 'none',
    ...(declared === undefined ? {} : { type: declared }),
    ...(seen ? { value: clip(seen.text) } : {}),
  };
}

function method(text: string, node: Syntax): MemberFact {
  const name = field(node, 'name');
  const returns = field(node, 'return_type');
  const written = name ? text.slice(name.start, name.end) : '';
  return {
    name: written,
    kind: 'method',
    line: node.line,
    optional: false,
    valueKind: 'function',
    ...(returns ? { type: clip(text.slice(returns.start, returns.end)) } : {}),
  };
}

function variantName({ name, value, valueKind }: MemberFact): string {
  return valueKind === 'string' && value !== undefined ? value : name;
}
