// Functions, methods and closures. An `async` block counts as a closure: it too is a body that runs on its own terms.
import type { ParamFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { closureAt, NOTHING, NOWHERE, type Place, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { pathOf } from './text.js';
import type { Handlers, Owner, Walk } from './walk.js';

export const functionHandlers: Handlers = { function_item: functionItem };

const TEST_ATTRIBUTE = /^(\w+::)*(test|rstest|test_case|quickcheck)\b(?!\s*=)/;
const VALUE: Place = { context: 'return', tail: true };

/** `pub`, in any width but `pub(self)`. */
export function isPublic(walk: Walk, node: Syntax): boolean {
  const visibility = node.children.find((child) => child.type === 'visibility_modifier');
  return visibility !== undefined && !/self/.test(walk.source(visibility));
}

/** Do the attributes put an item into test code only? */
export function isTestOnly(attributes: string[]): boolean {
  return attributes.some((a) => TEST_ATTRIBUTE.test(a) || /^cfg\s*\(\s*(all\s*\(\s*)?test\b/.test(a));
}

function functionItem(walk: Walk, node: Syntax): Produced {
  const decorators = walk.takeAttributes();
  const name = pathOf(walk.text, field(node, 'name'));
  const body = field(node, 'body');
  const result = field(node, 'return_type');
  const inTest = walk.inTest || walk.build.inTest || isTestOnly(decorators);
  // A function inside a method's body is not a method.
  const owner = walk.build.fn === 0 ? walk.owner : undefined;
  const modifiers = node.children.find((child) => child.type === 'function_modifiers');
  const fn = walk.build.addFunction({
    name,
    ...ownerOf(owner),
    kind: kindOfFunction(name, owner, node),
    line: node.line,
    endLine: node.endLine,
    params: paramsOf(walk, field(node, 'parameters')),
    ...(result === undefined ? {} : { returns: clip(walk.source(result)) }),
    async: modifiers !== undefined && /\basync\b/.test(walk.source(modifiers)),
    generator: false,
    exported: isPublic(walk, node) || owner?.open === true,
    decorators,
    inTest,
    ...(decorators.some((a) => TEST_ATTRIBUTE.test(a)) ? { testTitle: name } : {}),
  });
  const returnsValue = result !== undefined && result.type !== 'unit_type' && result.type !== 'never_type';
  walk.within({ inTest }, () => walk.build.inFunction(fn, () => walk.visit(body, returnsValue ? VALUE : NOWHERE)));
  return NOTHING;
}

function ownerOf(owner: Owner | undefined): { owner?: string; trait?: string } {
  if (owner === undefined) return {};
  return { owner: owner.name, ...(owner.trait === undefined ? {} : { trait: owner.trait }) };
}

function kindOfFunction(name: string, owner: Owner | undefined, node: Syntax): 'function' | 'method' | 'constructor' {
  if (owner === undefined) return 'function';
  const self = field(node, 'parameters')?.children.some((child) => child.type === 'self_parameter');
  return name === 'new' && !self ? 'constructor' : 'method';
}

/** Parameters without `self`, which a call does not pass as an argument. */
function paramsOf(walk: Walk, list: Syntax | undefined): ParamFact[] {
  if (list === undefined) return [];
  return named(list)
    .filter((param) => param.type !== 'self_parameter' && param.type !== 'attribute_item')
    .map((param) => {
      const type = param.type === 'parameter' ? field(param, 'type') : undefined;
      const pattern = param.type === 'parameter' ? field(param, 'pattern') : param;
      const name = pattern === undefined ? '_' : clip(walk.source(pattern));
      const optional = type !== undefined && /^(\w+::)*Option\s*</.test(walk.source(type));
      return { name, ...(type === undefined ? {} : { type: clip(walk.source(type)) }), optional };
    });
}

/** A closure expression or an async block. */
export function closure(walk: Walk, node: Syntax, place: Place): Produced {
  const isBlock = node.type === 'async_block';
  const result = field(node, 'return_type');
  const body = isBlock ? named(node).find((child) => child.type === 'block') : field(node, 'body');
  const fn = walk.build.addFunction({
    ...closureAt(place),
    kind: 'closure',
    line: node.line,
    endLine: node.endLine,
    params: paramsOf(walk, field(node, 'parameters')),
    ...(result === undefined ? {} : { returns: clip(walk.source(result)) }),
    async: isBlock || node.children.some((child) => child.type === 'async'),
    generator: false,
    exported: false,
    decorators: [],
    inTest: walk.inTest || walk.build.inTest,
  });
  walk.build.inFunction(fn, () => walk.visit(body, VALUE));
  return { fn };
}
