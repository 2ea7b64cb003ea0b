// What the parts of the map share while it is drawn: the graph, the frameworks in use, and what each call does.
import type {
  CallNode,
  Codebase,
  EffectClass,
  FileFacts,
  Framework,
  FunctionNode,
  ImportFact,
  Site,
} from '../../contracts.js';
import type { EffectPattern } from './effects/pattern.js';
import { matchEffect } from './effects.js';
import { modulesMatch } from './framework-match.js';
import { originalName } from './original-name.js';

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
  /** Outside modules that a file, or a file it imports, names. */
  outside: (file: FileFacts) => string[];
  effects: EffectCall[];
  effectsOf: ReadonlyMap<FunctionNode, EffectCall[]>;
}

/** Finds the effects of every call in scope and remembers which file uses which framework. */
export function takeSurvey(code: Codebase, frameworks: Framework[]): Survey {
  const byPath = new Map(code.facts.files.map((f) => [f.path, f]));
  const own = remember((file) => file.imports.filter((i) => i.resolved.length === 0).flatMap(specifiersOf));
  const outside = remember((file) => {
    const near = file.imports.flatMap((i) => i.resolved).flatMap((path) => byPath.get(path) ?? []);
    return [...new Set([file, ...near].flatMap(own))];
  });
  const using = remember((file) =>
    frameworks.filter(
      (f) => f.languages.includes(file.language) && outside(file).some((m) => modulesMatch(m, f.modules)),
    ),
  );
  const effects = code.calls.flatMap((call) => effectOf(code, call, own));
  const effectsOf = new Map<FunctionNode, EffectCall[]>();
  for (const e of effects) {
    const list = effectsOf.get(e.call.fn);
    if (list === undefined) effectsOf.set(e.call.fn, [e]);
    else list.push(e);
  }
  return { code, frameworks, using, outside, effects, effectsOf };
}

/** `from google import genai` names the module `google.genai`. */
function specifiersOf({ from, names }: ImportFact): string[] {
  return [from, ...names.filter((n) => /^[a-z_]\w*$/.test(n.name)).map((n) => `${from}.${n.name}`)];
}

function remember<T>(answer: (file: FileFacts) => T): (file: FileFacts) => T {
  const known = new Map<FileFacts, T>();
  return (file) => {
    if (!known.has(file)) known.set(file, answer(file));
    return known.get(file) as T;
  };
}

/** `const run = promisify(exec)`: calling run is calling exec. The outside function behind a wrapped binding. */
function wrapped(call: CallNode): { callee: string; name: string; module: string } | undefined {
  const { file } = call.fn;
  const { callee, receiver } = call.fact;
  if (receiver !== '' || call.module !== undefined) return undefined;
  const bindings = [
    ...file.values.filter((v) => v.name === callee).map((v) => v.text),
    ...file.assignments.filter((a) => a.target === callee).map((a) => a.text),
  ];
  const inner = bindings
    .map((text) => text.match(/^(?:\w+\.)?promisify\(\s*([\w.]+)/)?.[1])
    .find((n) => n !== undefined);
  const first = inner?.split('.')[0];
  const from = file.imports.find((i) => i.resolved.length === 0 && i.names.some((n) => n.as === first));
  if (inner === undefined || from === undefined) return undefined;
  return { callee: inner, name: inner.split('.').at(-1) ?? inner, module: from.from };
}

function effectOf(code: Codebase, call: CallNode, imports: (file: FileFacts) => string[]): EffectCall[] {
  if (call.targets.length > 0 && call.guessed !== true) return [];
  const { file } = call.fn;
  const pattern = matchEffect({
    ...originalName(call),
    args: call.fact.args,
    isNew: call.fact.isNew,
    ...(call.module === undefined ? {} : { module: call.module }),
    ...wrapped(call),
    imports: imports(file),
    language: file.language,
  });
  return pattern === undefined
    ? []
    : [{ call, pattern, class: pattern.class, site: code.site(file.path, call.fact.line) }];
}
