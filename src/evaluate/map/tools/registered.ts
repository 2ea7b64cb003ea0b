// Runs that are put under a tool's name: `builder.register_handler("shell", handler)`, `tools.set('bash', new Bash())`,
// `{ "bash": BashTool() }`. The declaration tells the model of the tool; this tells what runs it.
import type { ArgFact, CallNode, FunctionNode, KeyFact, TypeNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import { push } from '../graph/symbols.js';
import type { Survey } from '../survey.js';
import { RUN_METHODS } from './declaration.js';

const PUTS = ['register', 'add', 'insert', 'set', 'with', 'put', 'bind', 'route', 'define', 'handler', 'tool', 'on'];
const WRAPPERS = /\b(Arc|Rc|Box|new|Some|Mutex|RwLock)\b/g;

/** Where names are put, by name. */
export interface Registrations {
  calls: Map<string, CallNode[]>;
  keys: Map<string, { fn: FunctionNode; key: KeyFact }[]>;
  constants: ReadonlyMap<string, string>;
}

/** Indexes calls that put something under a name, and tables. */
export function registrationsOf(survey: Survey): Registrations {
  const { values, calls, objects } = survey.code;
  const strings = values.filter((v) => v.fact.kind === 'string');
  const found: Registrations = {
    calls: new Map(),
    keys: new Map(),
    constants: new Map(strings.map((v) => [v.fact.name, v.fact.text])),
  };
  for (const call of calls) {
    if (call.fact.args.length < 2 || !mentions(call.fact.name, PUTS)) continue;
    for (const arg of call.fact.args) {
      const name = said(found, arg);
      if (name !== undefined) push(found.calls, name, call);
    }
  }
  for (const { fact, fn } of objects)
    for (const key of fact.keys) if (MADE.test(key.kind)) push(found.keys, key.name, { fn, key });
  return found;
}

const MADE = /^(new|call|object|other)$/;

/** Functions that a call or a table puts under the name, with those of an object that is put there. */
export function registeredUnder(survey: Survey, known: Registrations, name: string): FunctionNode[] {
  const called = (known.calls.get(name) ?? []).flatMap(({ fact, fn }) =>
    fact.args
      .filter((a) => said(known, a) !== name)
      .flatMap((a) => [
        ...(a.fn === undefined ? [] : fn.children.filter((child) => child.index === a.fn)),
        ...runsOf(survey, fn, a),
      ]),
  );
  const tabled = (known.keys.get(name) ?? []).flatMap(({ fn, key }) => runsOf(survey, fn, key));
  return [...new Set([...called, ...tabled])];
}

/** The literal itself, or the text of a constant. */
function said({ constants }: Registrations, { kind, text }: ArgFact): string | undefined {
  if (kind === 'string') return text;
  return kind === 'reference' ? constants.get(text.split(/[.:]/).at(-1) ?? '') : undefined;
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
