// Python has no union declaration: `Literal["a", "b"]`, `Union[A, B]` and `A | B` bound to a name are one.
import type { TypeFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax, walk as visit } from '../tree-sitter/syntax.js';
import { isString, readString } from './literals.js';
import { dotted, isCapWord, lastSegment, unwrap } from './reading.js';
import type { Walk } from './walk.js';

const BUILTIN_TYPES = ['str', 'int', 'float', 'bool', 'bytes', 'dict', 'list', 'tuple', 'set', 'type', 'object'];

interface Alias {
  name: string;
  /** The whole statement. */
  node: Syntax;
  right: Syntax;
  /** Declared as a type: `type X = …` or `X: TypeAlias = …`. */
  declared: boolean;
}

/** Adds a union or alias type when the binding declares one; says whether it did. */
export function addAlias(walk: Walk, alias: Alias): boolean {
  const { name, node, right, declared } = alias;
  const right0 = unwrap(right);
  const isForm = right0.type !== 'binary_operator' || declared || isTypeName(name);
  const variants = isForm ? arms(walk.text, right0) : undefined;
  const isNewType = right0.type === 'call' && lastSegment(dotted(walk.text, right0)) === 'NewType()';
  if (!variants && !declared && !isNewType) return false;
  const discriminant = variants ? declaredDiscriminant(walk.text, right0) : undefined;
  walk.build.addType({
    ...ALIAS,
    name,
    kind: variants ? 'union' : 'alias',
    line: node.line,
    endLine: node.endLine,
    exported: walk.isExported(name),
    variants: variants ?? [],
    inTest: walk.build.inTest,
    ...(discriminant === undefined ? {} : { discriminant }),
  });
  return true;
}

const ALIAS: Pick<TypeFact, 'bases' | 'members' | 'decorators'> = { bases: [], members: [], decorators: [] };

/** The arms of a union type; undefined when the expression is not one. */
function arms(text: string, node: Syntax): string[] | undefined {
  if (node.type === 'binary_operator' || node.type === 'union_type') return barredArms(text, node);
  const { form, parameters } = subscripted(text, node);
  const first = parameters[0];
  if (form === 'Literal') return parameters.map((p) => (isString(p) ? readString(text, p).value : written(text, p)));
  if (form === 'Union') return parameters.flatMap((p) => arms(text, p) ?? [written(text, p)]);
  if (form === 'Optional' && first) return [...(arms(text, first) ?? [written(text, first)]), 'None'];
  return form === 'Annotated' && first ? arms(text, first) : undefined;
}

/** `Event` or `T`; `FLAGS` is a value. */
function isTypeName(name: string): boolean {
  return isCapWord(name) && (/[a-z]/.test(name) || name.length === 1);
}

function barredArms(text: string, node: Syntax): string[] | undefined {
  if (!node.children.some((child) => child.type === '|')) return undefined;
  const sides = named(node).map((side) => {
    const inner = unwrap(side);
    return arms(text, inner) ?? (isType(text, inner) ? [written(text, inner)] : undefined);
  });
  return sides.every((side) => side !== undefined) ? sides.flat() : undefined;
}

function isType(text: string, node: Syntax): boolean {
  if (node.type === 'none' || isString(node)) return true;
  if (!['identifier', 'attribute', 'subscript', 'generic_type'].includes(node.type)) return false;
  const name = lastSegment(dotted(text, node).replace('[]', ''));
  return isCapWord(name) || BUILTIN_TYPES.includes(name);
}

/** `typing.Union[A, B]` → the form 'Union' with A and B; the grammar writes it two ways. */
function subscripted(text: string, node: Syntax): { form: string; parameters: Syntax[] } {
  const form = lastSegment(dotted(text, node).replace('[]', ''));
  if (node.type === 'subscript')
    return { form, parameters: node.children.filter((c) => c.field === 'subscript').flatMap(flatTuple) };
  const list = node.type === 'generic_type' ? node.children.find((c) => c.type === 'type_parameter') : undefined;
  return list ? { form, parameters: named(list).map(unwrap) } : { form: '', parameters: [] };
}

function flatTuple(node: Syntax): Syntax[] {
  return node.type === 'tuple' ? named(node) : [node];
}

function written(text: string, node: Syntax): string {
  return isString(node) ? readString(text, node).value : clip(text.slice(node.start, node.end));
}

/** Pydantic: `Annotated[Union[A, B], Field(discriminator="type")]` or `Discriminator("type")`. */
function declaredDiscriminant(text: string, node: Syntax): string | undefined {
  let found: string | undefined;
  visit(node, (part) => {
    const name = field(part, 'name');
    const value = part.type === 'keyword_argument' ? field(part, 'value') : undefined;
    if (name && value && isString(value) && text.slice(name.start, name.end) === 'discriminator')
      found ??= readString(text, value).value;
    return undefined;
  });
  return found;
}
