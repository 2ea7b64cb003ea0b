// The tools the model can ask for, each with what it can do at the end of its calls.
import type { BranchFact, EffectClass, FunctionNode, Tool } from '../../contracts.js';
import type { Survey } from './survey.js';
import { testsKind, withActions } from './tools/actions.js';
import { armTools } from './tools/arm-tools.js';
import { attributeCalls, attributeTools, methodsNamed } from './tools/attribute-tools.js';
import { callTools, decoratorTools } from './tools/call-tools.js';
import { classTools } from './tools/class-tools.js';
import type { Contract } from './tools/contract.js';
import { contractTools } from './tools/contract-tools.js';
import { type Declaration, kindsOf } from './tools/declaration.js';
import { effectOf, effectsFrom, weaker } from './tools/effects-from.js';
import { handlersUnder } from './tools/handlers.js';
import { objectTools } from './tools/object-tools.js';
import { registeredUnder, registrationsOf } from './tools/registered.js';

/** Declared tools; with fewer, a switch on the model's text may be how actions are told. */
const FEWEST = 2;

/**
 * Declarations of all forms, one per name and file, sorted by file and line. What a switch over the model's text names
 * counts where nothing else declares it; `callers` are the functions that ask the model.
 */
export function declareTools(survey: Survey, contracts: Contract[], callers: FunctionNode[]): Declaration[] {
  const declared = [
    ...objectTools(survey),
    ...classTools(survey),
    ...callTools(survey),
    ...decoratorTools(survey),
    ...contractTools(survey, contracts),
  ];
  const names = new Set(declared.flatMap((d) => [d.name, ...kindsOf(d)]));
  const computed = attributeCalls(survey);
  const registrations = registrationsOf(survey);
  const undeclared =
    declared.length >= FEWEST
      ? []
      : [...armTools(survey, callers), ...attributeTools(computed)].filter((d) => !names.has(d.name));
  const told = named(
    [...declared, ...undeclared].map((d) =>
      withRuns(d, () => [registeredUnder(survey, registrations, d.name), methodsNamed(computed, d.name)]),
    ),
  );
  const all = withActions(survey, told);
  const unique = new Map<string, Declaration>();
  for (const d of all) {
    if (d.name.trim() === '') continue;
    const key = `${d.file}:${d.name}`;
    const known = unique.get(key);
    if (known === undefined || d.run.length > known.run.length) unique.set(key, d);
  }
  return [...unique.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** A declaration that names no function is run by what is put under its name, or by the method of its name. */
function withRuns(d: Declaration, elsewhere: () => FunctionNode[][]): Declaration {
  if (d.run.length > 0) return d;
  const run = elsewhere().find((r) => r.length > 0);
  return run === undefined ? d : { ...d, run };
}

/** A class that says no name of its own, and runs what a declaration with a name runs, is that tool. */
function named(declarations: Declaration[]): Declaration[] {
  const told = new Set(declarations.filter((d) => !isUnnamed(d)).flatMap((d) => d.run));
  return declarations.filter((d) => !isUnnamed(d) || d.run.length === 0 || !d.run.every((r) => told.has(r)));
}

function isUnnamed({ name, run }: Declaration): boolean {
  return run.some((r) => r.fact.owner === name);
}

/** Adds what each tool's run functions reach, leaving out the agent's own loop and housekeeping. */
export function mapTools(
  survey: Survey,
  declarations: Declaration[],
  dispatchers: FunctionNode[],
  loops: FunctionNode[],
): Tool[] {
  return declarations.map((d) => {
    const run =
      [d.run, armsFor(d.name, dispatchers, kindsOf(d)), handlersUnder(survey, d.name)].find((r) => r.length > 0) ?? [];
    return {
      name: d.name,
      site: survey.code.site(d.file, d.line),
      how: d.how,
      hasDescription: d.hasDescription,
      hasSchema: d.hasSchema,
      keys: d.keys,
      ...(run[0] === undefined ? {} : { run: run[0].id }),
      effects: distinctEffects([...effectsInArms(survey, d, dispatchers), ...effectsFrom(survey, run, new Set(loops))]),
      gated: 'unknown' as const,
    };
  });
}

/** What the arm of a dispatch does itself, without calling a function for it. */
function effectsInArms(survey: Survey, d: Declaration, dispatchers: FunctionNode[]): Tool['effects'] {
  return dispatchers.flatMap((fn) =>
    armsOf(fn, d.name, kindsOf(d)).flatMap((arm) =>
      (survey.effectsOf.get(fn) ?? [])
        .filter((e) => arm.bodyLine <= e.call.fact.line && e.call.fact.line <= arm.endLine)
        .map((e) => effectOf(e, [fn.id])),
    ),
  );
}

function distinctEffects(effects: Tool['effects']): Tool['effects'] {
  const first = new Map<EffectClass, Tool['effects'][number]>();
  for (const e of effects) if (weaker(first.get(e.class), e)) first.set(e.class, e);
  return [...first.values()].sort((a, b) => (a.class < b.class ? -1 : 1));
}

function armsOf(fn: FunctionNode, name: string, kinds: readonly string[]): BranchFact[] {
  return fn.branches.filter(
    (b) =>
      b.literals.includes(name) || (testsKind(b) && kinds.some((k) => b.idents.includes(k) || b.literals.includes(k))),
  );
}

/** A dispatch by name: what the arm for this tool's name calls, and what it hands on to be called. */
export function armsFor(name: string, dispatchers: FunctionNode[], kinds: readonly string[] = []): FunctionNode[] {
  return dispatchers.flatMap((fn) => {
    return armsOf(fn, name, kinds).flatMap((arm) => {
      const calls = fn.calls.filter((c) => arm.bodyLine <= c.fact.line && c.fact.line <= arm.endLine);
      const handed = new Set(
        calls.flatMap((c) => c.fact.args.flatMap((a) => (a.kind === 'reference' ? [a.text] : []))),
      );
      return [...calls.flatMap((c) => c.targets), ...fn.callees.filter((n) => handed.has(n.fact.name))];
    });
  });
}
