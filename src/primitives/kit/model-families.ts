// Which functions of the harness are implementations of one way to ask a model: methods of one name in several types, or
// functions that are registered under one key, all of which lead to a model call.
import type { Codebase, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { mentions } from '../../words.js';

const NEAR = 3;
const ASKS = 'generat complet stream chat query reply respond ask invoke create send call predict request infer'.split(
  ' ',
);
const MODELS =
  'model llm provider client adapter backend api openai anthropic gemini ollama generator completion chat'.split(' ');

/** Implementations that go by one name. */
export interface Family {
  name: string;
  members: FunctionNode[];
}

/** Functions of one name, in several types or files, that lead to calls of a model; largest family first. */
export function familiesOf({ code, map, path }: JudgeContext): Family[] {
  const callers = map.modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const near = code.reachedBy(callers, NEAR);
  const acting = code.reachedBy(path.dispatches, NEAR + 1);
  const loops = new Set(path.loops);
  // A type that holds the loop is the agent, and so is what it leaves to its subtypes.
  const agents = withSubtypes(code, new Set(path.loops.flatMap((l) => l.fact.owner ?? [])));
  const members = new Map<string, Map<string, FunctionNode>>();
  for (const [fn] of near) {
    const member = fn.inScope && !loops.has(fn) && !acting.has(fn) ? asMember(fn) : undefined;
    if (member === undefined || agents.has(member.holder) || mentions(member.holder, ['fake', 'mock', 'dummy']))
      continue;
    const holders = members.get(member.name) ?? new Map<string, FunctionNode>();
    holders.set(member.holder, fn);
    members.set(member.name, holders);
  }
  return [...members, ...registered(code, near)]
    .map(([name, holders]) => ({ name, members: [...holders.values()] }))
    .map((f) => withImplementers(code, f))
    .filter((f) => asksModel(f) || isContract(code, f))
    .sort((a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1));
}

function withSubtypes(code: Codebase, owners: Set<string>): ReadonlySet<string> {
  for (const t of code.types) if (t.fact.bases.some((b) => owners.has(b))) owners.add(t.fact.name);
  return owners;
}

/** The family's name says that a model is asked: a method of a model, a provider or a client. */
function asksModel({ name, members }: Family): boolean {
  const holders = members
    .map((m) => `${m.fact.owner ?? ''} ${m.fact.trait ?? ''} ${m.file.path.replace(/^.*\//, '')}`)
    .join(' ');
  return mentions(name, ASKS) && mentions(`${name} ${holders}`, MODELS);
}

/** An interface or trait of the code that the members' types fulfil, with that method in it. */
function contractOf(code: Codebase, { name, members }: Family): TypeNode | undefined {
  return code.types.find(
    (t) =>
      (t.fact.kind === 'interface' || t.fact.kind === 'trait') &&
      t.fact.members.some((m) => m.name === name) &&
      members.some((m) => m.fact.trait === t.fact.name || typesOf(code, m).some((own) => fulfils(own, t))),
  );
}

const typesOf = (code: Codebase, { fact, file }: FunctionNode): TypeNode[] =>
  code.types.filter((t) => t.fact.name === fact.owner && t.file.package === file.package);

/** Go fulfils an interface without saying so: it has all of its methods. */
function fulfils(type: TypeNode, contract: TypeNode): boolean {
  if (type.fact.bases.includes(contract.fact.name)) return true;
  if (type.file.language !== 'go' || contract.fact.kind !== 'interface') return false;
  const wanted = contract.fact.members.filter((m) => m.kind === 'method');
  return wanted.length > 0 && wanted.every((w) => type.methods.some((m) => m.fact.name === w.name));
}

const isContract = (code: Codebase, family: Family): boolean =>
  family.members.length > 1 && contractOf(code, family) !== undefined;

/** Others that fulfil the contract are implementations too, whatever stands behind them. */
function withImplementers(code: Codebase, family: Family): Family {
  const contract = contractOf(code, family);
  if (contract === undefined) return family;
  const known = new Set(family.members);
  const more = code.types
    .filter((t) => t !== contract && t.inScope && fulfils(t, contract))
    .flatMap((t) => t.methods.filter((m) => m.fact.name === family.name && !known.has(m)));
  return { ...family, members: [...family.members, ...more] };
}

/** A method of a type, or a function under a key of an object that a file builds. */
function asMember(fn: FunctionNode): { name: string; holder: string } | undefined {
  const { name, owner, kind } = fn.fact;
  if (kind === 'constructor' || kind === 'module' || name.startsWith('<') || name.startsWith('__')) return undefined;
  if (owner !== undefined) return { name, holder: owner };
  const isKey = fn.file.objects.some((o) => o.keys.some((k) => k.fn === fn.index));
  return isKey ? { name, holder: fn.file.path } : undefined;
}

/** Functions of different names put under one key, or given to one call, once for each provider. */
function registered(code: Codebase, near: ReadonlyMap<FunctionNode, unknown>): [string, Map<string, FunctionNode>][] {
  const leading = new Map([...near.keys()].filter((n) => n.inScope).map((n) => [n.fact.name, n]));
  const keys = new Map<string, Map<string, FunctionNode>>();
  for (const { fact } of code.objects) {
    for (const key of fact.keys) {
      const fn = key.kind === 'reference' ? leading.get(key.text.replace(/^.*\./, '')) : undefined;
      if (fn === undefined || fn.fact.name.startsWith('<')) continue;
      const holders = keys.get(key.name) ?? new Map<string, FunctionNode>();
      holders.set(fn.file.path, fn);
      keys.set(key.name, holders);
    }
  }
  return [...keys].filter(([, holders]) => holders.size > 1);
}
