// What the parts of the map share while it is drawn: the graph, the frameworks in use, and what each call does.
import type { CallNode, Codebase, EffectClass, FileFacts, Framework, FunctionNode, Site } from '../../contracts.js';
import type { EffectPattern } from './effects/pattern.js';
import { matchEffect } from './effects.js';
import { modulesMatch } from './framework-match.js';

/** A call that does something outside the process. */
export interface EffectCall {
  call: CallNode;
  pattern: EffectPattern;
  class: EffectClass;
  site: Site;
}

export interface Survey {
  code: Codebase;
  frameworks: Framework[];
  /** Frameworks whose modules a file imports. */
  using: (file: FileFacts) => Framework[];
  effects: EffectCall[];
  effectsOf: ReadonlyMap<FunctionNode, EffectCall[]>;
}

/** Finds the effects of every call in scope and remembers which file uses which framework. */
export function takeSurvey(code: Codebase, frameworks: Framework[]): Survey {
  const cache = new Map<string, Framework[]>();
  const using = (file: FileFacts): Framework[] => {
    const known = cache.get(file.path);
    if (known !== undefined) return known;
    const found = frameworks.filter((f) => f.languages.includes(file.language) && importsAny(file, f));
    cache.set(file.path, found);
    return found;
  };
  const effects = code.calls.flatMap((call) => effectOf(code, call));
  const effectsOf = new Map<FunctionNode, EffectCall[]>();
  for (const e of effects) {
    const list = effectsOf.get(e.call.fn);
    if (list === undefined) effectsOf.set(e.call.fn, [e]);
    else list.push(e);
  }
  return { code, frameworks, using, effects, effectsOf };
}

function importsAny(file: FileFacts, framework: Framework): boolean {
  return file.imports.some((i) => i.resolved.length === 0 && modulesMatch(i.from, framework.modules));
}

function effectOf(code: Codebase, call: CallNode): EffectCall[] {
  if (call.targets.length > 0) return [];
  const pattern = matchEffect({
    ...call.fact,
    ...(call.module === undefined ? {} : { module: call.module }),
    language: call.fn.file.language,
  });
  if (pattern === undefined) return [];
  return [{ call, pattern, class: pattern.class, site: code.site(call.fn.file.path, call.fact.line) }];
}
