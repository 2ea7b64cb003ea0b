// Tools declared by calling a framework, or by a decorator over the function that runs them.
import type { CallNode, FunctionNode, ObjectFact } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import { frameworkCalls } from '../model-calls.js';
import type { Survey } from '../survey.js';
import { type Declaration, declaredBy, isDescriptionKey, isRunKey, isSchemaKey } from './declaration.js';

export function callTools(survey: Survey): Declaration[] {
  const known = frameworkCalls(survey, (f) => f.tools?.calls).map((c) => c.call);
  const own = survey.code.calls.filter((c) => !known.includes(c) && (registersTool(c) || definesTool(c)));
  return [...known, ...own].flatMap((c) => fromCall(survey, c) ?? []);
}

/** `registerTool('name', {...})`: the callee says so and a name comes with a description or a function. */
function registersTool(call: CallNode): boolean {
  if (
    !mentions(call.fact.name, ['tool']) ||
    !mentions(call.fact.name, ['register', 'define', 'create', 'make', 'add', '=tool'])
  )
    return false;
  return (
    call.fact.args[0]?.kind === 'string' && call.fact.args.some((a) => a.fn !== undefined || a.object !== undefined)
  );
}

/** `Tool.define('bash', { description, parameters, execute })`, or with a function that makes such an object. */
function definesTool(call: CallNode): boolean {
  const { name, receiver, args } = call.fact;
  return (
    mentions(receiver.split(/[.:]/).at(-1) ?? '', ['tool']) &&
    mentions(name, ['define', 'create', 'make', 'register', 'build']) &&
    args[0]?.kind === 'string' &&
    describedIn(call) !== undefined
  );
}

/** The object inside the call that describes a tool and says what runs it. */
function describedIn({ fact, fn }: CallNode): ObjectFact | undefined {
  return fn.file.objects.find(
    (o) =>
      fact.line <= o.line &&
      o.endLine <= fact.endLine &&
      o.keys.some((k) => isDescriptionKey(k.name)) &&
      o.keys.some((k) => isRunKey(k.name) || isSchemaKey(k.name)),
  );
}

function fromCall(survey: Survey, call: CallNode): Declaration | undefined {
  const { args } = call.fact;
  const { file } = call.fn;
  const given = args.flatMap((a) => (a.object === undefined ? [] : (file.objects[a.object] ?? [])));
  const objects = given.length > 0 || !definesTool(call) ? given : [describedIn(call) ?? []].flat();
  const keys = objects.flatMap((o) => o.keys);
  const keywords = args.flatMap((a) => a.name ?? []);
  const all = [...keys.map((k) => k.name), ...keywords];
  const name =
    keys.find((k) => k.name === 'name') ??
    args.find((a) => a.name === 'name' || (a.kind === 'string' && a.name === undefined));
  const inner = objects !== given;
  const inline = [
    ...(inner ? [] : args.flatMap((a) => a.fn ?? [])),
    ...keys.filter((k) => isRunKey(k.name)).flatMap((k) => k.fn ?? []),
  ];
  const text = name?.text ?? boundTo(call);
  if (text === undefined || /\[/.test(text)) return undefined;
  return {
    name: text,
    file: file.path,
    line: call.fact.line,
    how: 'call',
    hasDescription: all.some(isDescriptionKey) || args.filter((a) => a.kind === 'string').length >= 2,
    hasSchema: all.some(isSchemaKey) || args.length >= 3,
    keys: all,
    run: [...inline.flatMap((i) => inFile(survey, file.path, i)), ...named(survey, call)],
  };
}

/** What the made tool is called: its variable, the key it stands under, or the function that hands it back. */
function boundTo({ fact, fn }: CallNode): string | undefined {
  if (fact.result !== undefined && fact.result !== 'return') return fact.result;
  const keyed = fn.objects
    .flatMap((o) => o.keys)
    .find((k) => k.kind === 'call' && k.line === fact.line && k.text.startsWith(fact.callee));
  if (keyed !== undefined) return keyed.name;
  return /^[\w$]+$/.test(fn.fact.name) && fn.fact.kind !== 'module' ? fn.fact.name : undefined;
}

function inFile(survey: Survey, path: string, index: number): FunctionNode[] {
  return survey.code.functions.filter((f) => f.file.path === path && f.index === index);
}

function named(survey: Survey, call: CallNode): FunctionNode[] {
  const names = call.fact.args.filter((a) => a.kind === 'reference').map((a) => a.text);
  return survey.code.functions.filter((f) => f.file === call.fn.file && names.includes(f.fact.name));
}

/** `@tool def read_file(...)`. */
export function decoratorTools(survey: Survey): Declaration[] {
  const decorators = survey.frameworks.flatMap((f) => f.tools?.decorators ?? []);
  return survey.code.functions
    .filter((fn) => fn.fact.decorators.some((d) => isToolDecorator(d, decorators)))
    .map(declaredBy);
}

function isToolDecorator(decorator: string, known: string[]): boolean {
  const path = decorator.replace(/\(.*$/s, '');
  return known.includes(path) || /(^|\.|_)tool$/.test(path);
}
