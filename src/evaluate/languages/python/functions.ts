// Functions, methods, nested functions and lambdas; what they are called from is known only where they stand.
import type { FunctionFact, ParamFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { contains, describe, dotted } from './reading.js';
import type { Place, Value, Walk } from './walk.js';

type Shape = Pick<FunctionFact, 'params' | 'async' | 'generator' | 'decorators' | 'returns'>;

/** `def`, with the decorators of the definition around it. */
export function functionDefinition(walk: Walk, node: Syntax, decorators: Syntax[] = []): void {
  const name = field(node, 'name');
  const body = field(node, 'body');
  if (!name || !body) return;
  const names = decorators.map((decorator) => decoratorName(walk.text, decorator));
  const params = parameters(walk, field(node, 'parameters'));
  const bound = walk.owner !== undefined && !names.includes('staticmethod');
  const returns = field(node, 'return_type');
  const shape: Shape = {
    params: bound ? params.slice(1) : params,
    async: node.children.some((child) => child.type === 'async'),
    generator: body.children.some((child) => contains(child, ['yield'])),
    decorators: names,
    ...(returns ? { returns: clip(walk.source(returns)) } : {}),
  };
  const fn = addDefinition(walk, walk.source(name), node, shape);
  walk.within(undefined, () => walk.build.inFunction(fn, () => walk.block(body)));
}

/** `lambda`: a closure that returns its one expression. */
export function lambda(walk: Walk, node: Syntax, place: Place): Value {
  const isBound = place.context === 'value' || place.context === 'property';
  const body = field(node, 'body');
  const fn = walk.build.addFunction({
    name: (isBound ? place.in : undefined) ?? '<closure>',
    kind: 'closure',
    line: node.line,
    endLine: node.endLine,
    params: parameters(walk, field(node, 'parameters')),
    async: false,
    generator: false,
    exported: false,
    decorators: [],
    inTest: walk.build.inTest,
    ...(place.call === undefined ? {} : { argumentOf: place.call }),
  });
  if (body) walk.within(undefined, () => walk.build.inFunction(fn, () => returnValue(walk, body.line, body)));
  return { kind: 'function', text: clip(walk.source(node)), fn };
}

/** Records that a value leaves the function. */
export function returnValue(walk: Walk, line: number, value: Syntax | undefined): void {
  const seen: Value = value ? walk.expression(value, { context: 'return' }) : { kind: 'none', text: '' };
  const { callee, object } = seen;
  walk.build.addExit({
    line,
    kind: 'return',
    value: seen.kind,
    text: clip(seen.text),
    ...(callee === undefined ? {} : { callee }),
    ...(object === undefined ? {} : { object }),
  });
}

/** 'app.command' for `@app.command(name="x")`. */
export function decoratorName(text: string, decorator: Syntax): string {
  const inner = named(decorator)[0];
  if (!inner) return '';
  const target = inner.type === 'call' ? (field(inner, 'function') ?? inner) : inner;
  return dotted(text, target);
}

function addDefinition(walk: Walk, name: string, node: Syntax, shape: Shape): number {
  const { owner, build } = walk;
  const isTestCase = /^test(_|$)/.test(name);
  const kind = owner ? (name === '__init__' ? 'constructor' : 'method') : build.fn === 0 ? 'function' : 'closure';
  return build.addFunction({
    ...shape,
    name,
    kind,
    line: node.line,
    endLine: node.endLine,
    exported: owner ? owner.exported && isPublicMethod(name) : walk.isExported(name),
    inTest: build.inTest || isTestCase || (owner?.isTest ?? false),
    ...(owner ? { owner: owner.name } : {}),
    ...(isTestCase ? { testTitle: owner ? `${owner.name} > ${name}` : name } : {}),
  });
}

function isPublicMethod(name: string): boolean {
  return !name.startsWith('_') || /^__\w+__$/.test(name);
}

function parameters(walk: Walk, list: Syntax | undefined): ParamFact[] {
  const separators = ['positional_separator', 'keyword_separator'];
  const params = list ? named(list).filter((param) => !separators.includes(param.type)) : [];
  return params.map((param) => parameter(walk, param));
}

/** A default is evaluated where the function stands, so its facts belong there. */
function parameter(walk: Walk, node: Syntax): ParamFact {
  const type = field(node, 'type');
  const value = field(node, 'value');
  if (value) walk.expression(value);
  const name = field(node, 'name') ?? (type ? named(node)[0] : undefined) ?? node;
  const written = walk.source(name);
  return {
    name: written.replace(/^\*+/, ''),
    optional: value !== undefined || written.startsWith('*'),
    ...(type ? { type: clip(walk.source(type)) } : {}),
    ...(value ? { default: clip(describe(walk.text, value).text) } : {}),
  };
}
