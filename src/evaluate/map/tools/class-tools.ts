// Tools declared as classes: a base or trait called Tool, or the members that make one (name, description, a run method).
import type { FunctionNode, MemberFact, TypeNode } from '../../../contracts.js';
import { baseName } from '../graph/symbols.js';
import type { Survey } from '../survey.js';
import { type Declaration, isDescriptionKey, isNameKey, isSchemaKey, RUN_METHODS } from './declaration.js';

const TOOL_BASE = /Tool(s|Base|Kind|Handler|Interface|Trait|Impl)?$/;

export function classTools(survey: Survey): Declaration[] {
  const bases = survey.frameworks.flatMap((f) => f.tools?.bases ?? []);
  const extended = new Set(survey.code.types.flatMap((t) => t.fact.bases.map(baseName)));
  return survey.code.types
    .filter(
      (t) =>
        (t.fact.kind === 'class' || t.fact.kind === 'struct') &&
        !(extended.has(t.fact.name) && nameOf(t) === undefined),
    )
    .filter(
      (t) => t.fact.bases.some((b) => TOOL_BASE.test(baseName(b)) || bases.includes(baseName(b))) || hasToolMembers(t),
    )
    .flatMap((t) => declarationOf(survey, t) ?? []);
}

function hasToolMembers(type: TypeNode): boolean {
  const names = members(type);
  return names.some(isNameKey) && names.some(isDescriptionKey) && names.some(isSchemaKey) && runsOf(type).length > 0;
}

const members = (type: TypeNode): string[] => [
  ...type.fact.members.map((m) => m.name),
  ...type.methods.map((m) => m.fact.name),
];

const runsOf = (type: TypeNode): FunctionNode[] => type.methods.filter((m) => RUN_METHODS.includes(m.fact.name));

function declarationOf(survey: Survey, type: TypeNode): Declaration | undefined {
  const run = runsOf(type);
  const maker = type.methods.find((m) => m.fact.kind === 'constructor' || m.fact.name === '__init__');
  const parent = maker?.calls.find((c) => c.fact.name === 'super' || c.fact.name === '__init__');
  if (run.length === 0) return undefined;
  const names = members(type);
  return {
    name: nameOf(type) ?? parent?.fact.args.find((a) => a.kind === 'string')?.text ?? type.fact.name,
    file: type.file.path,
    line: type.fact.line,
    how: type.fact.kind === 'struct' ? 'struct' : 'class',
    hasDescription: names.some(isDescriptionKey) || (parent?.fact.args.length ?? 0) >= 3,
    hasSchema: names.some(isSchemaKey) || (parent?.fact.args.length ?? 0) >= 4,
    keys: names,
    run: [...run, ...run.flatMap((r) => made(survey, r))],
  };
}

/** The tool's own name: a literal member, or what its name() method returns. */
function nameOf(type: TypeNode): string | undefined {
  const field: MemberFact | undefined = type.fact.members.find((m) => isNameKey(m.name) && m.valueKind === 'string');
  if (field?.value !== undefined) return field.value;
  const method = type.methods.find((m) => isNameKey(m.fact.name));
  const exit = method?.exits.find((e) => e.kind === 'return' && e.value === 'string');
  return exit?.text.replace(/^["'`]|["'`]$/g, '');
}

/** A run method that hands back an object to run later: that object's run methods. */
function made(survey: Survey, run: FunctionNode): FunctionNode[] {
  const callees = run.exits.filter((e) => e.kind === 'return' && e.callee !== undefined).map((e) => e.callee);
  return survey.code.types.filter((t) => callees.includes(t.fact.name)).flatMap(runsOf);
}
