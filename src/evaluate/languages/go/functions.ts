// Functions, methods and function literals, and which of them are tests.
import type { ParamFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { closureAt, NOTHING, type Place, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { typeName } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const functionHandlers: Handlers = { function_declaration: declared, method_declaration: declared };

/** Starts with an upper-case letter, as Go defines it. */
export function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

function declared(walk: Walk, node: Syntax): Produced {
  const name = walk.source(field(node, 'name'));
  const receiver = field(node, 'receiver');
  const [self] = receiver === undefined ? [] : named(receiver);
  const owner = self && typeName(walk.text, field(self, 'type'));
  const given = self && field(self, 'name');
  const result = field(node, 'result');
  const params = paramsOf(walk, field(node, 'parameters'));
  const isTest = owner === undefined && /^(Test|Fuzz|Benchmark)(?![a-z])/.test(name) && takesTesting(params);
  const fn = walk.build.addFunction({
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(given === undefined ? {} : { self: walk.source(given) }),
    kind: owner === undefined ? 'function' : 'method',
    line: node.line,
    endLine: node.endLine,
    params,
    ...(result === undefined ? {} : { returns: clip(walk.source(result)) }),
    async: false,
    generator: false,
    exported: isExported(name),
    decorators: [],
    inTest: isTest || walk.build.inTest,
    ...(isTest ? { testTitle: name } : {}),
  });
  walk.build.inFunction(fn, () => walk.visit(field(node, 'body')));
  return NOTHING;
}

function takesTesting(params: ParamFact[]): boolean {
  return /^\*testing\.[TBF]$/.test(params[0]?.type ?? '');
}

/** One fact per name; a parameter without a name is `_`. */
function paramsOf(walk: Walk, list: Syntax | undefined): ParamFact[] {
  if (list === undefined) return [];
  return named(list).flatMap((param) => {
    const variadic = param.type === 'variadic_parameter_declaration';
    const type = clip(`${variadic ? '...' : ''}${walk.source(field(param, 'type'))}`);
    const names = param.children.filter((child) => child.field === 'name' && child.named);
    const written = names.length === 0 ? ['_'] : names.map((name) => walk.source(name));
    return written.map((name) => ({ name, type, optional: variadic }));
  });
}

/** A function literal. */
export function closure(walk: Walk, node: Syntax, place: Place): Produced {
  const result = field(node, 'result');
  const params = paramsOf(walk, field(node, 'parameters'));
  const title = subtestTitle(walk, place, params);
  const fn = walk.build.addFunction({
    ...closureAt(place),
    kind: 'closure',
    line: node.line,
    endLine: node.endLine,
    params,
    ...(result === undefined ? {} : { returns: clip(walk.source(result)) }),
    async: false,
    generator: false,
    exported: false,
    decorators: [],
    inTest: walk.build.inTest,
    ...(title === undefined ? {} : { testTitle: title }),
  });
  walk.build.inFunction(fn, () => walk.visit(field(node, 'body')));
  return { fn };
}

/** `t.Run("name", func(t *testing.T) {…})`: the title of the test around, and its own. */
function subtestTitle(walk: Walk, place: Place, params: ParamFact[]): string | undefined {
  const { calls, functions } = walk.build.facts;
  const call = place.context === 'argument' && place.call !== undefined ? calls[place.call] : undefined;
  if (call?.name !== 'Run' || !takesTesting(params)) return undefined;
  const outer = functions[walk.build.fn]?.testTitle;
  const own = call.args[0]?.text ?? '';
  return outer === undefined ? own : `${outer} > ${own}`;
}
