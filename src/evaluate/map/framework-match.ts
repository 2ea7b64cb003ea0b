// Decides whether a call is one of a framework's calls. A name alone never is: the callee must come from the
// framework's modules, or be a method of an object in code that imports them.
import type { CallPattern, Framework } from '../../contracts.js';
import { dotted, endsWithPath, startsWithPath } from './dotted-path.js';

/** What is known of a call when it is compared with a framework's patterns. */
export interface FrameworkCall {
  callee: string;
  isNew: boolean;
  /** Outside module the callee comes from, when an import tells. */
  module?: string;
  /** Outside modules its file (or package) imports; consulted for methods of objects, which no import names. */
  imports?: readonly string[];
  /** Keys of its object arguments and names of its keyword arguments. */
  options?: readonly string[];
}

/** Is the import specifier one of the modules, or inside one? 'x' covers 'x/y', 'x.y' and 'x::y'; 'node:' is ignored. */
export function modulesMatch(specifier: string, modules: readonly string[]): boolean {
  const plain = specifier.startsWith('node:') ? specifier.slice(5) : specifier;
  return modules.some((module) => plain.startsWith(module) && isBorder(plain[module.length]));
}

/** Does the callee end with the pattern's suffix, and is it a constructor call when the pattern asks for one? */
export function matchPattern(callee: string, isNew: boolean, pattern: CallPattern): boolean {
  return (pattern.isNew !== true || isNew) && endsWithPath(dotted(callee), pattern.suffix);
}

/** The first of a framework's patterns that the call matches, origin and options included. */
export function matchCall(
  call: FrameworkCall,
  framework: Framework,
  patterns: readonly CallPattern[] = [],
): CallPattern | undefined {
  return patterns.find(
    (pattern) =>
      matchPattern(call.callee, call.isNew, pattern) &&
      hasOption(call, pattern) &&
      (pattern.fromModule === false || comesFrom(call, framework.modules)),
  );
}

/** Does a decorator, as written, name one of `names`? '@mcp.tool()' is both 'mcp.tool' and 'tool'. */
export function matchDecorator(decorator: string, names: readonly string[]): boolean {
  const start = decorator.startsWith('#[') ? 2 : decorator.startsWith('@') ? 1 : 0;
  const end = decorator.search(/[(\]]/);
  const path = dotted(decorator.slice(start, end > start ? end : undefined)).trim();
  return names.some((name) => endsWithPath(path, name));
}

/**
 * Does the callee come from one of the modules: by its import, by a path that spells the module out
 * (`std::fs::write`, or `request.urlopen` of `from urllib import request`), or as a method where `imports` has one?
 */
export function comesFrom(
  call: Pick<FrameworkCall, 'callee' | 'module' | 'imports'>,
  modules: readonly string[],
): boolean {
  if (isNamedBy(call, modules)) return true;
  if (call.module !== undefined || !call.callee.includes('.')) return false;
  return call.imports?.some((specifier) => modulesMatch(specifier, modules)) ?? false;
}

/** `comesFrom` without the benefit of the doubt for methods. */
export function isNamedBy(call: Pick<FrameworkCall, 'callee' | 'module'>, modules: readonly string[]): boolean {
  const { callee, module } = call;
  if (module !== undefined && modulesMatch(module, modules)) return true;
  if (module === undefined && !callee.includes('::')) return false;
  const path = dotted(callee);
  const qualified = module === undefined ? path : `${dotted(module)}.${path}`;
  return modules.some((name) => startsWithPath(path, dotted(name)) || startsWithPath(qualified, dotted(name)));
}

function hasOption(call: FrameworkCall, pattern: CallPattern): boolean {
  const wanted = pattern.withOption;
  return wanted === undefined || (call.options?.some((option) => wanted.includes(option)) ?? false);
}

function isBorder(next: string | undefined): boolean {
  return next === undefined || next === '/' || next === '.' || next === ':';
}
