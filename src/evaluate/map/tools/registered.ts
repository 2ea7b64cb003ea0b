// Runs that are put under a tool's name: `builder.register_handler("shell", handler)`, `tools.set('bash', new Bash())`,
// `{ "bash": BashTool() }`. The declaration tells the model of the tool; this tells what runs it.
import type { ArgFact, FunctionNode, KeyFact, TypeNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { Survey } from '../survey.js';
import { RUN_METHODS } from './declaration.js';

const PUTS = ['register', 'add', 'insert', 'set', 'with', 'put', 'bind', 'route', 'define', 'handler', 'tool', 'on'];
const WRAPPERS = /\b(Arc|Rc|Box|new|Some|Mutex|RwLock)\b/g;

/** Functions that a call or a table puts under the name, with those of an object that is put there. */
export function registeredUnder(survey: Survey, name: string): FunctionNode[] {
  const calls = survey.code.calls.filter(
    (c) => mentions(c.fact.name, PUTS) && c.fact.args.length > 1 && c.fact.args.some((a) => says(survey, a, name)),
  );
  const called = calls.flatMap((c) =>
    c.fact.args
      .filter((a) => !says(survey, a, name))
      .flatMap((a) => [
        ...(a.fn === undefined ? [] : c.fn.children.filter((child) => child.index === a.fn)),
        ...runsOf(survey, c.fn, a),
      ]),
  );
  const tabled = survey.code.objects.flatMap((o) =>
    o.fact.keys
      .filter((k) => k.name === name && /^(new|call|object|other)$/.test(k.kind))
      .flatMap((k) => runsOf(survey, o.fn, k)),
  );
  return [...new Set([...called, ...tabled])];
}

/** The literal itself, or a constant that holds it. */
function says(survey: Survey, arg: ArgFact, name: string): boolean {
  if (arg.kind === 'string') return arg.text === name;
  if (arg.kind !== 'reference') return false;
  const constant = arg.text.split(/[.:]/).at(-1);
  return survey.code.values.some((v) => v.fact.name === constant && v.fact.kind === 'string' && v.fact.text === name);
}

/** The run methods of the object that an expression makes or names. */
function runsOf(
  survey: Survey,
  fn: FunctionNode,
  { kind, text }: Pick<ArgFact | KeyFact, 'kind' | 'text'>,
): FunctionNode[] {
  const types = typesIn(survey, text);
  const local = kind === 'reference' || /\.clone\(\)$/.test(text) ? /^[&*]*(\w+)/.exec(text)?.[1] : undefined;
  const made = fn.assignments.filter((a) => a.target === local).flatMap((a) => typesIn(survey, a.text));
  return (types.length > 0 ? types : made).flatMap((t) => runMethods(t));
}

function typesIn(survey: Survey, text: string): TypeNode[] {
  const names: string[] =
    text
      .slice(0, 80)
      .replace(WRAPPERS, ' ')
      .match(/[A-Za-z_]\w*/g) ?? [];
  const makers = survey.code.functions.filter((f) => names[0] === f.fact.name && f.fact.returns !== undefined);
  const made = makers.flatMap((f) => f.objects.flatMap((o) => o.typeName ?? []));
  return survey.code.types.filter(
    (t) =>
      (t.fact.kind === 'struct' || t.fact.kind === 'class') &&
      (names.includes(t.fact.name) || made.includes(t.fact.name)),
  );
}

function runMethods(type: TypeNode): FunctionNode[] {
  return type.methods.filter((m) => RUN_METHODS.includes(m.fact.name));
}
