// Which functions a value may stand for: one written in place, one that is named, or one that callers hand in.
import type { CallNode, FunctionNode, ValueKind } from '../../../contracts.js';
import type { Resolver } from './exports.js';
import { resolveMention } from './resolve.js';

const DEPTH = 3;
/** A parameter that more places give a function to is a utility's. */
const MOST_CALLERS = 60;

/** A value as an argument, a key or an assignment gives it. */
export interface Value {
  kind: ValueKind;
  text: string;
  fn?: number;
}

const WRAPPED =
  /^(?:Some|Ok|(?:Box|Arc|Rc)(?:::(?:new|from|pin))?|(?:functools\.)?partial|useCallback|promisify|asyncio\.coroutine)\(\s*([\w.:$]+)\s*[,)]/;

/** Functions behind a value in a function's body, through wrappers, `bind` and the function's own parameters. */
export function functionsOf(resolver: Resolver, fn: FunctionNode, value: Value, depth = DEPTH): FunctionNode[] {
  if (value.fn !== undefined) return fn.children.filter((c) => c.index === value.fn);
  const text = value.text
    .replace(/\.bind\(.*$/s, '')
    .replace(/\.clone\(\)$/, '')
    .replace(/^[&*]+/, '');
  const name = WRAPPED.exec(text)?.[1] ?? text;
  const given = /^[\w$]+$/.test(name) ? parameter(fn, name) : undefined;
  if (given !== undefined) return depth === 0 ? [] : passedTo(resolver, given, depth);
  return [...resolveMention(resolver, fn, name), ...boxed(fn, text)];
}

/** `Box::new(|call| …)`: the closure stands in the inner call. */
function boxed(fn: FunctionNode, text: string): FunctionNode[] {
  if (!/^(Some\()?(Box|Arc|Rc)::\w+\(/.test(text)) return [];
  const inner = text.replace(/^.*?\w+::\w+\(\s*/s, '');
  return fn.children.filter((c) => {
    const call = c.fact.argumentOf === undefined ? undefined : fn.file.calls[c.fact.argumentOf];
    return call?.args.some((a) => a.kind === 'function' && inner.startsWith(a.text.slice(0, 60))) === true;
  });
}

interface Parameter {
  of: FunctionNode;
  name: string;
  at: number;
}

function parameter(from: FunctionNode, name: string): Parameter | undefined {
  for (let fn: FunctionNode | undefined = from; fn !== undefined; fn = fn.parent) {
    const at = fn.fact.params.findIndex((p) => p.name === name);
    if (at >= 0) return { of: fn, name, at };
  }
  return undefined;
}

function passedTo(resolver: Resolver, { of, name, at }: Parameter, depth: number): FunctionNode[] {
  if (of.callers.length > MOST_CALLERS) return [];
  return of.callers.flatMap((caller) =>
    caller.calls
      .filter((c) => c.targets.includes(of))
      .flatMap((c) => {
        const arg = argumentAt(c, name, at);
        return arg === undefined ? [] : functionsOf(resolver, caller, arg, depth - 1);
      }),
  );
}

function argumentAt({ fact }: CallNode, name: string, at: number): Value | undefined {
  return fact.args.find((a) => a.name === name) ?? (fact.args[at]?.name === undefined ? fact.args[at] : undefined);
}
