// Where a tool call of the model turns into an invocation: a lookup by name, a switch over names, a framework's own
// node, or model-written code handed to an interpreter.
import type { Dispatch, FunctionNode, ModelCall } from '../../contracts.js';
import { mentions } from '../../words.js';
import { armsWeight, byAction, carriersOf, converts } from './dispatch/by-action.js';
import { byLookup, TOOL } from './dispatch/by-lookup.js';
import { byTable, toolRuns } from './dispatch/by-table.js';
import { codeExecution } from './dispatch/code-execution.js';
import { reachedDirectlyBy } from './graph/delivery.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';
import { testsKind } from './tools/actions.js';
import { acts } from './tools/arm-tools.js';
import { attributeCalls } from './tools/attribute-tools.js';
import type { Contract } from './tools/contract.js';
import { type Declaration, isRunKey, kindsOf } from './tools/declaration.js';

/** A place that may be the dispatch, and how sure that is. */
export interface Found {
  fn: FunctionNode;
  line: number;
  how: Dispatch['how'];
  weight: number;
  /** What the call may run, as far as the declarations tell and its name does not. */
  runs?: FunctionNode[];
}

export interface Dispatches {
  /** Most certain first. */
  sites: Dispatch[];
  /** Calls whose targets only the declarations know. */
  links: { fn: FunctionNode; line: number; runs: FunctionNode[] }[];
}

/** Dispatch sites, most certain first; `modelCalls` are never dispatches. */
export function findDispatches(
  survey: Survey,
  declarations: Declaration[],
  contracts: Contract[],
  modelCalls: ModelCall[],
): Dispatches {
  const known = new Set(declarations.flatMap((d) => [d.name, ...kindsOf(d)]));
  const asking = new Set(modelCalls.filter((m) => m.kind === 'request').map((m) => `${m.fn}:${m.site.line}`));
  const effective = reachedDirectlyBy([...survey.effectsOf.keys()], 4);
  const found = survey.code.functions.flatMap((fn) => [...bySwitch(survey, fn, known, effective), ...byLookup(fn)]);
  const carried = carriersOf(declarations);
  const makers = new Set(declarations.flatMap((d) => d.makers ?? []));
  const contracted = byContract(survey, declarations, contracts);
  const runs = toolRuns(survey, declarations);
  const tabled = byTable(survey, new Set(declarations.filter((d) => d.makers === undefined).map((d) => d.name)), runs);
  const all = [
    ...found,
    ...contracted,
    ...tabled,
    ...byAttribute(survey),
    ...byAction(survey, declarations),
    ...byFramework(survey, declarations),
    ...codeExecution(survey),
  ].filter(
    (f) =>
      !asking.has(`${f.fn.id}:${f.line}`) && !converts(f, makers) && !(f.how === 'code-execution' && carried.has(f.fn)),
  );
  const best = new Map<FunctionNode, Found>();
  for (const f of all) if (f.weight > (best.get(f.fn)?.weight ?? 0)) best.set(f.fn, f);
  const sites = [...best.values()]
    .sort((a, b) => b.weight - a.weight || (a.fn.id < b.fn.id ? -1 : 1))
    .map((f) => ({ site: survey.code.site(f.fn.file.path, f.line), fn: f.fn.id, how: f.how }));
  const links = all.flatMap(({ fn, line, runs }) => (runs === undefined ? [] : [{ fn, line, runs }]));
  return { sites, links };
}

/** Schedulers and queues may stand between a turn and its calls. */
const LOOP_DEPTH = 12;

/**
 * Keeps the sites that a loop reaches, when it reaches any; at most six. `parsed` finds where the model's text is carried
 * out; it is asked where no tool is dispatched.
 */
export function onLoops(
  survey: Survey,
  dispatches: Dispatch[],
  loops: FunctionNode[],
  parsed: () => Dispatch[],
): Dispatch[] {
  const reached = survey.code.reach(loops, LOOP_DEPTH);
  const near = dispatches.filter((d) => reached.has(survey.code.function(d.fn) as FunctionNode));
  const told = near.every((d) => d.how === 'code-execution') ? parsed() : [];
  const found = [...told, ...near.filter((d) => told.every((t) => t.fn !== d.fn))];
  return (found.length > 0 ? found : dispatches).slice(0, 6);
}

/** A method whose name the model's answer says. */
function byAttribute(survey: Survey): Found[] {
  return attributeCalls(survey).map(({ fn, line, methods }) => ({
    fn,
    line,
    how: 'lookup',
    weight: 2.4,
    runs: methods,
  }));
}

/** A framework's own node, or a call that runs the whole loop and with it the tools that the framework was given. */
function byFramework(survey: Survey, declarations: Declaration[]): Found[] {
  const nodes = frameworkCalls(survey, (f) => f.dispatches).map(
    ({ call }): Found => ({ fn: call.fn, line: call.fact.line, how: 'framework', weight: 2.5 }),
  );
  const given = declarations.filter((d) => d.how === 'call' || d.how === 'decorator').flatMap((d) => d.run);
  if (given.length === 0) return nodes;
  const loops = frameworkCalls(survey, (f) => f.loops).map(
    ({ call }): Found => ({ fn: call.fn, line: call.fact.line, how: 'framework', weight: 1.1, runs: given }),
  );
  return [...nodes, ...loops];
}

/** A call of the member that runs a tool, on whichever tool was looked up; a tool that runs itself or another is none. */
function byContract(survey: Survey, declarations: Declaration[], contracts: Contract[]): Found[] {
  const runs = new Set(declarations.flatMap((d) => d.run));
  const methods = [...runs].filter((fn) => fn.fact.owner !== undefined).map((fn) => fn.fact.name);
  const shared = methods.filter((name, i) => methods.indexOf(name) !== i);
  const keyed = [...runs].filter(
    (fn) => fn.fact.owner === undefined && fn.fact.kind === 'closure' && isRunKey(fn.fact.name),
  );
  const common = keyed.map((fn) => fn.fact.name).filter((name, i, all) => all.indexOf(name) !== i);
  const names = new Set([...contracts.flatMap((c) => c.runs), ...shared, ...common]);
  const asMethods = new Set(methods);
  /** Members that hold a function: what they run has a name of its own. */
  const fields = new Set([...names].filter((n) => !asMethods.has(n)));
  const effects = new Set(survey.effects.map((e) => e.call));
  const owners = new Set([
    ...[...runs].flatMap((fn) => fn.fact.owner ?? []),
    ...contracts.map((c) => c.type.fact.name),
  ]);
  return survey.code.calls.flatMap((call) => {
    const { fn, fact } = call;
    if (runs.has(fn) || (fn.fact.owner !== undefined && owners.has(fn.fact.owner))) return [];
    const many = call.targets.filter((t) => runs.has(t)).length;
    const held = names.has(fact.name) && fact.receiver !== '' && !/^(self|this|super\(?\)?)$/.test(fact.receiver);
    if (many >= 2 && (held || call.guessed !== true))
      return [{ fn, line: fact.line, how: 'lookup' as const, weight: 3 + Math.min(1, many / 20) + said(fn) }];
    const blind =
      held && call.targets.length === 0 && call.module === undefined && fact.args.length > 0 && !effects.has(call);
    const one = held && many === 1;
    if (!one && !blind) return [];
    const under = [...runs].filter((r) => r.fact.name === fact.name || fields.has(fact.name));
    return [
      { fn, line: fact.line, how: 'lookup' as const, weight: one ? 2.2 : 1.6, ...(blind ? { runs: under } : {}) },
    ];
  });
}

/** Two or more arms named after declared tools, whose calls do something in the world. */
function bySwitch(
  survey: Survey,
  fn: FunctionNode,
  names: Set<string>,
  effective: ReadonlyMap<FunctionNode, unknown>,
): Found[] {
  const arms = fn.branches.filter((b) =>
    testsKind(b)
      ? [...b.literals, ...b.idents].some((l) => names.has(l))
      : b.literals.some((l) => names.has(l)) && b.operators.some((o) => /=|is|match/.test(o)),
  );
  const calling = arms.filter((b) => acts(survey, fn, b, effective));
  const first = calling[0];
  return calling.length < 2 || first === undefined
    ? []
    : [{ fn, line: first.line, how: 'switch', weight: armsWeight(calling.length) }];
}

/** Of sites that run as many tools, those that say so come first. */
function said(fn: FunctionNode): number {
  const carriesOut = mentions(fn.fact.name, ['execut', 'dispatch', 'perform', 'invoke', '=run', '=call', '=use']);
  return (carriesOut ? 0.3 : 0) + (mentions(fn.fact.name, TOOL) ? 0.2 : 0);
}
