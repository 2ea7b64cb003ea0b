// Which member of a tool's type does its work: the one behind which effects stand, else the one that is named so.
import type { FunctionNode, TypeNode } from '../../../contracts.js';
import { baseName, push } from '../graph/symbols.js';
import type { Survey } from '../survey.js';
import { isRunKey } from './declaration.js';

const EFFECT_DEPTH = 6;
const NEVER = /^(constructor|__init__|new|default|clone|fmt|drop|init|__str__|__repr__|toString|String|to_string)$/;

/** Names of the methods and fields of a tool's type that run it, likeliest first. `metadata` never runs anything. */
export function runMembers(survey: Survey, type: TypeNode, metadata: string[]): string[] {
  const known = new Set(metadata);
  const named = type.fact.members
    .filter((m) => !known.has(m.name) && (isRunKey(m.name) || isCallable(survey, m.type)))
    .map((m) => m.name);
  const kinds = instancesOf(survey, type);
  const methods = new Map<string, FunctionNode[]>();
  for (const kind of kinds)
    for (const m of kind.methods)
      if (!known.has(m.fact.name) && !NEVER.test(m.fact.name)) push(methods, m.fact.name, m);
  const promised = new Set([...type.fact.members.map((m) => m.name), ...type.methods.map((m) => m.fact.name)]);
  const ranked = [...methods]
    .filter(([name]) => promised.has(name) || isRunKey(name))
    .map(([name, nodes]) => ({ name, acts: acting(survey, nodes), said: isRunKey(name) }))
    .filter((m) => m.acts > 0 || m.said)
    .sort((a, b) => b.acts - a.acts || Number(b.said) - Number(a.said) || (a.name < b.name ? -1 : 1));
  const best = ranked[0];
  const chosen = best === undefined ? [] : ranked.filter((m) => m.acts === best.acts || m.said).slice(0, 2);
  return [...new Set([...chosen.map((m) => m.name), ...named])];
}

const CALLABLE = /=>|\bCallable\b|\bfunc\s*\(|\bFn(Mut|Once)?\s*\(|\bAwaitable\b|\bCoroutine\b/;

/** A field that holds a function, by its type or by what the type's name stands for. */
function isCallable(survey: Survey, type: string | undefined): boolean {
  if (type === undefined) return false;
  if (CALLABLE.test(type)) return true;
  const alias = survey.code.values.find((v) => v.fact.name === type);
  return alias !== undefined && CALLABLE.test(alias.fact.text);
}

function acting(survey: Survey, nodes: FunctionNode[]): number {
  return nodes.filter((n) => [...survey.code.reach([n], EFFECT_DEPTH).keys()].some((f) => survey.effectsOf.has(f)))
    .length;
}

/** Types that name it as their base, directly or through another, and in Go and Python those that have its methods. */
export function instancesOf(survey: Survey, type: TypeNode): TypeNode[] {
  const names = new Set([type.fact.name]);
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const t of survey.code.types) if (t.fact.bases.some((b) => names.has(baseName(b)))) names.add(t.fact.name);
  }
  const shaped = type.fact.kind === 'interface' || type.fact.kind === 'trait' ? methodNames(type) : [];
  return survey.code.types.filter(
    (t) =>
      t !== type &&
      (t.fact.kind === 'class' || t.fact.kind === 'struct' || t.fact.kind === 'enum') &&
      ((names.has(t.fact.name) && t.fact.bases.length > 0) || implementsAll(t, shaped)),
  );
}

function methodNames(type: TypeNode): string[] {
  return type.fact.members.filter((m) => m.kind === 'method').map((m) => m.name);
}

function implementsAll(type: TypeNode, wanted: string[]): boolean {
  if (wanted.length < 2 || (type.file.language !== 'go' && type.file.language !== 'python')) return false;
  const own = new Set(type.methods.map((m) => m.fact.name));
  return wanted.every((m) => own.has(m));
}

/** `func (Bash) Card() ToolCard`: a type that describes itself runs by the effectful one of its other methods. */
export function runsBeside(survey: Survey, fn: FunctionNode): FunctionNode[] {
  const { owner } = fn.fact;
  const type =
    owner === undefined ? undefined : survey.code.types.find((t) => t.fact.name === owner && t.file === fn.file);
  if (type === undefined || fn.fact.kind === 'constructor' || fn.fact.params.length > 0) return [];
  const others = type.methods.filter((m) => m !== fn && m.fact.params.length > 0 && m.fact.kind === 'method');
  const said = others.filter((m) => isRunKey(m.fact.name));
  if (said.length > 0) return said;
  const shared = others.filter((m) => sharedWith(survey, fn, m));
  return shared.length > 0 ? shared : others.slice(0, 1);
}

/** Other types that describe themselves by the same method have this one too. */
function sharedWith(survey: Survey, describes: FunctionNode, method: FunctionNode): boolean {
  return survey.code.types.some(
    (t) =>
      t.fact.name !== method.fact.owner &&
      t.methods.some((m) => m.fact.name === describes.fact.name) &&
      t.methods.some((m) => m.fact.name === method.fact.name),
  );
}
