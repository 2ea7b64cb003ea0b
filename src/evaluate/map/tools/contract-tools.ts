// The tools of a contract: types that implement it, values and calls that make one, functions that a decorator turns into
// one, and the variants of an enum that is one.
import type { CallNode, FunctionNode, ObjectNode, TypeNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';
import type { Contract } from './contract.js';
import { type Declaration, declaredBy } from './declaration.js';
import { instancesOf, runsBeside } from './run-members.js';

export function contractTools(survey: Survey, contracts: Contract[]): Declaration[] {
  return contracts.flatMap((contract) => [
    ...implementers(survey, contract),
    ...literals(survey, contract),
    ...constructed(survey, contract),
    ...decorated(survey, contract),
    ...variants(contract),
  ]);
}

const STRING = /^(?:String::from\()?["'`]([\w.:/-]+)["'`]/;

function implementers(survey: Survey, contract: Contract): Declaration[] {
  const below = instancesOf(survey, contract.type);
  const types = below.length > 0 || isAbstract(contract.type) ? below : [contract.type];
  const bases = new Set(types.flatMap((t) => t.fact.bases.map((b) => b.replace(/[<[(].*$/s, ''))));
  return types.flatMap((type) => {
    const run = type.methods.filter((m) => contract.runs.includes(m.fact.name));
    const name = labelOf(type, contract.label);
    if (run.length === 0 || (name === undefined && bases.has(type.fact.name))) return [];
    return [
      {
        name: name ?? type.fact.name,
        file: type.file.path,
        line: type.fact.line,
        how: type.fact.kind === 'struct' ? ('struct' as const) : ('class' as const),
        hasDescription: contract.describes.length > 0,
        hasSchema: contract.describes.length > 1,
        keys: [...type.fact.members.map((m) => m.name), ...type.methods.map((m) => m.fact.name)],
        run,
      },
    ];
  });
}

/** A type that describes itself, and nothing is below it, is a tool of its own. */
function isAbstract({ fact }: TypeNode): boolean {
  return fact.kind === 'interface' || fact.kind === 'trait';
}

/** The literal that the naming member holds or returns. */
function labelOf(type: TypeNode, label: string): string | undefined {
  const field = type.fact.members.find((m) => m.name === label && m.valueKind === 'string');
  if (field?.value !== undefined) return field.value;
  const method = type.methods.find((m) => m.fact.name === label);
  const returned = method?.exits.find((e) => e.kind === 'return')?.text.match(STRING)?.[1];
  if (returned !== undefined) return returned;
  const maker = type.methods.find((m) => m.fact.kind === 'constructor' || m.fact.name === '__init__');
  return maker?.calls
    .find((c) => c.fact.name === 'super' || c.fact.name === '__init__')
    ?.fact.args.find((a) => a.kind === 'string')?.text;
}

/** `Op(name="read", …)`, `Tool{Name: "read"}`, `{ name: 'read', blurb, run }` where the contract has those members. */
function literals(survey: Survey, contract: Contract): Declaration[] {
  return survey.code.objects.flatMap((object) => {
    const key = object.fact.keys.find((k) => k.name === contract.label);
    const name = key === undefined ? undefined : key.kind === 'string' ? key.text : STRING.exec(key.text)?.[1];
    if (name === undefined || !isOf(object, contract)) return [];
    return [
      {
        name,
        file: object.file.path,
        line: object.fact.line,
        how: object.fact.typeName === undefined ? ('object' as const) : ('struct' as const),
        hasDescription: true,
        hasSchema: contract.describes.length > 1,
        keys: object.fact.keys.map((k) => k.name),
        run: runsIn(survey, object, contract),
      },
    ];
  });
}

/** `Tool("get_order", GetOrder, get_order)`: the name stands where the type declares it, the function anywhere. */
function constructed(survey: Survey, contract: Contract): Declaration[] {
  const { type, label } = contract;
  const maker = type.methods.find((m) => m.fact.kind === 'constructor' || ['__init__', 'new'].includes(m.fact.name));
  const params = maker?.fact.params.map((p) => p.name).filter((n) => n !== 'self' && n !== 'cls');
  const order = params ?? type.fact.members.filter((m) => m.kind === 'field').map((m) => m.name);
  const at = Math.max(0, order.indexOf(label));
  return survey.code.calls.flatMap((call) => {
    const { args, callee } = call.fact;
    if (callee !== type.fact.name && !callee.startsWith(`${type.fact.name}::`)) return [];
    const given = args[at];
    if (given?.kind !== 'string' || args.some((a) => a.name !== undefined)) return [];
    const names = args.filter((a) => a.kind === 'reference').map((a) => a.text.split(/[.:]/).at(-1));
    const inline = args.flatMap((a) => a.fn ?? []);
    const near = survey.code.functions.filter((f) => names.includes(f.fact.name));
    const own = near.filter((f) => f.file === call.fn.file);
    return [
      {
        name: given.text,
        file: call.fn.file.path,
        line: call.fact.line,
        how: 'call' as const,
        hasDescription: contract.describes.length > 0,
        hasSchema: contract.describes.length > 0,
        keys: order,
        run: [
          ...survey.code.functions.filter((f) => f.file === call.fn.file && inline.includes(f.index)),
          ...(own.length > 0 ? own : near.slice(0, 3)),
        ],
      },
    ];
  });
}

function isOf({ fact, file }: ObjectNode, contract: Contract): boolean {
  if (fact.typeName !== undefined) return fact.typeName.split(/[.:]/).at(-1) === contract.type.fact.name;
  if (file.language !== 'typescript') return false;
  const keys = new Set(fact.keys.map((k) => k.name));
  return contract.describes.some((d) => keys.has(d)) && contract.runs.some((r) => keys.has(r));
}

function runsIn(survey: Survey, object: ObjectNode, contract: Contract): FunctionNode[] {
  if (!object.fact.keys.some((k) => contract.runs.includes(k.name))) return runsBeside(survey, object.fn);
  return object.fact.keys
    .filter((k) => contract.runs.includes(k.name))
    .flatMap((key) => {
      const inline = key.fn === undefined ? undefined : object.file.functions[key.fn];
      if (inline !== undefined) return survey.code.functions.filter((f) => f.file === object.file && f.fact === inline);
      const name = key.text.replace(/^[&*]/, '').split(/[.:]/).at(-1)?.replace(/\W.*$/, '');
      const same = survey.code.functions.filter((f) => f.fact.name === name);
      return same.filter((f) => f.file === object.file).length > 0
        ? same.filter((f) => f.file === object.file)
        : same.slice(0, 3);
    });
}

/** A decorator that makes an instance of the contract from the function it is given. */
function decorated(survey: Survey, contract: Contract): Declaration[] {
  const makers = new Set(
    survey.code.objects
      .filter((o) => o.fact.typeName === contract.type.fact.name && o.fn.fact.kind !== 'module')
      .map((o) => outermost(o.fn).fact.name),
  );
  const called = survey.code.calls.filter((c) => isConstructor(c, contract)).map((c) => outermost(c.fn).fact.name);
  for (const name of called) makers.add(name);
  return survey.code.functions
    .filter((fn) =>
      fn.fact.decorators.some((d) =>
        makers.has(
          d
            .replace(/[(\s].*$/s, '')
            .split('.')
            .at(-1) ?? d,
        ),
      ),
    )
    .map(declaredBy);
}

function isConstructor(call: CallNode, contract: Contract): boolean {
  return call.fn.fact.kind !== 'module' && call.fact.callee === contract.type.fact.name;
}

function outermost(fn: FunctionNode): FunctionNode {
  let node = fn;
  while (node.parent !== undefined && node.parent.fact.kind !== 'module') node = node.parent;
  return node;
}

/** An enum that is turned into descriptions: each variant is a tool. */
function variants(contract: Contract): Declaration[] {
  const { type, label } = contract;
  if (type.fact.kind !== 'enum') return [];
  const naming = type.methods.find((m) => m.fact.name === label);
  return type.fact.variants.map((variant) => {
    const name = naming === undefined ? undefined : namedIn(naming, variant);
    const member = type.fact.members.find((m) => m.name === variant);
    return {
      name: name ?? variant,
      variant,
      file: type.file.path,
      line: member?.line ?? type.fact.line,
      how: 'struct' as const,
      hasDescription: contract.describes.length > 0,
      hasSchema: contract.describes.length > 1,
      keys: type.methods.map((m) => m.fact.name),
      run: [],
    };
  });
}

/** The string that the naming method's arm for the variant gives; several arms may stand on one line. */
function namedIn(naming: FunctionNode, variant: string): string | undefined {
  const arms = naming.branches.filter((b) => b.kind === 'case');
  const arm = arms.find((b) => b.idents.includes(variant));
  if (arm === undefined) return undefined;
  const inLine = arms.filter((b) => b.line === arm.line);
  return naming.strings.filter((s) => s.line === arm.line)[inLine.indexOf(arm)]?.value;
}
