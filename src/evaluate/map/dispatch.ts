// Where a tool call of the model turns into an invocation: a lookup by name, a switch over names, a framework's own
// node, or model-written code handed to an interpreter.
import type { CallNode, Dispatch, FunctionNode, ModelCall } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';
import { RUN_METHODS } from './tools/declaration.js';

const INVOKE = new Set([
  ...RUN_METHODS,
  'handler',
  'func',
  'fn',
  'callTool',
  'call_tool',
  'runTool',
  'run_tool',
  'executeTool',
  'execute_tool',
  'dispatch',
  'invoke_tool',
  'ainvoke',
]);
const TOOL = ['tool', 'action', 'capabilit', '=skill'];
const CODE = ['code', 'python', 'script', 'snippet', 'action'];

interface Found {
  fn: FunctionNode;
  line: number;
  how: Dispatch['how'];
  weight: number;
}

/** Dispatch sites, most certain first. `names` are the declared tools' names; `modelCalls` are never dispatches. */
export function findDispatches(survey: Survey, names: string[], modelCalls: ModelCall[]): Dispatch[] {
  const known = new Set(names);
  const asking = new Set(modelCalls.map((m) => `${m.fn}:${m.site.line}`));
  const effective = survey.code.reachedBy([...survey.effectsOf.keys()], 4);
  const found = survey.code.functions.flatMap((fn) => [...bySwitch(fn, known, effective), ...byLookup(fn)]);
  const all = [...found, ...byFramework(survey), ...codeExecution(survey)].filter(
    (f) => !asking.has(`${f.fn.id}:${f.line}`),
  );
  const best = new Map<FunctionNode, Found>();
  for (const f of all) if (f.weight > (best.get(f.fn)?.weight ?? 0)) best.set(f.fn, f);
  return [...best.values()]
    .sort((a, b) => b.weight - a.weight || (a.fn.id < b.fn.id ? -1 : 1))
    .map((f) => ({ site: survey.code.site(f.fn.file.path, f.line), fn: f.fn.id, how: f.how }));
}

/** Keeps the sites that a loop reaches, when it reaches any; at most six. */
export function onLoops(survey: Survey, dispatches: Dispatch[], loops: FunctionNode[]): Dispatch[] {
  const reached = survey.code.reach(loops, 8);
  const near = dispatches.filter((d) => reached.has(survey.code.function(d.fn) as FunctionNode));
  return (near.length > 0 ? near : dispatches).slice(0, 6);
}

function byFramework(survey: Survey): Found[] {
  return frameworkCalls(survey, (f) => f.dispatches).map(({ call }) => ({
    fn: call.fn,
    line: call.fact.line,
    how: 'framework',
    weight: 2.5,
  }));
}

/** Two or more arms named after declared tools, whose calls do something in the world. */
function bySwitch(fn: FunctionNode, names: Set<string>, effective: ReadonlyMap<FunctionNode, unknown>): Found[] {
  const arms = fn.branches.filter(
    (b) => b.literals.some((l) => names.has(l)) && (b.kind === 'case' || b.operators.some((o) => /=|is|match/.test(o))),
  );
  const calling = arms.filter((b) =>
    fn.calls.some(
      (c) => b.bodyLine <= c.fact.line && c.fact.line <= b.endLine && c.targets.some((t) => effective.has(t)),
    ),
  );
  const first = calling[0];
  return calling.length < 2 || first === undefined
    ? []
    : [{ fn, line: first.line, how: 'switch', weight: 2 + Math.min(calling.length, 10) / 2 }];
}

/** A tool is looked up by the name the model gave, then invoked. */
function byLookup(fn: FunctionNode): Found[] {
  const lookup = fn.calls.find((c) => looksUp(c));
  const indexed = fn.assignments.find(
    (a) => /\[[^\]]+\]/.test(a.text) && mentions(a.text, TOOL) && !a.target.includes('.'),
  );
  const held = new Set([lookup?.fact.result, indexed?.target].flatMap((n) => n ?? []));
  const invoke = fn.calls.find((c) => c !== lookup && invokes(c, held));
  if (invoke === undefined) return [];
  const certain = held.has(invoke.fact.callee.replace(/\W.*$/, '')) || invoke.fact.callee.includes('[]');
  const weight =
    (certain ? 2 : 0.8) +
    (invoke.fact.awaited ? 0.2 : 0) +
    (mentions(fn.fact.name, ['execut', 'dispatch', '=run', 'call', 'handle', 'tool']) ? 0.5 : 0);
  return weight < 1 ? [] : [{ fn, line: invoke.fact.line, how: 'lookup', weight }];
}

function looksUp(call: CallNode): boolean {
  const { name, receiver, result, args } = call.fact;
  if (name === 'next' && args.some((a) => mentions(a.text, TOOL) && /\bname\b.*==/.test(a.text))) return true;
  if (/^(get|find|lookup|resolve)/i.test(name) && call.targets.some((t) => mentions(t.fact.returns ?? '', TOOL)))
    return true;
  return (
    (/^(get|find|lookup|resolve|getTool|get_tool|findTool|find_tool|has|contains_key|build)$/.test(name) ||
      mentions(name, ['=gettool'])) &&
    mentions(`${receiver} ${name} ${result ?? ''}`, TOOL)
  );
}

/** `held` are the names a looked-up tool is bound to. */
function invokes(call: CallNode, held: ReadonlySet<string>): boolean {
  const { name, receiver, callee } = call.fact;
  if (callee.endsWith('[]') && mentions(callee, [...TOOL, 'function', 'handler'])) return true;
  if (held.has(callee) || (INVOKE.has(name) && held.has(receiver.replace(/\W.*$/, '')))) return true;
  return INVOKE.has(name) && (mentions(receiver, TOOL) || (receiver === '' && splitWords(name).includes('tool')));
}

/** The model's own text is run as code or as a command. */
function codeExecution(survey: Survey): Found[] {
  const reaching = new Set(
    [...survey.effectsOf]
      .filter(([, list]) => list.some((e) => e.class === 'shell' || e.class === 'eval'))
      .map(([fn]) => fn),
  );
  const near = survey.code.reachedBy([...reaching], 3);
  return survey.code.functions.flatMap((fn) => {
    const call = fn.calls.find(
      (c) =>
        c.targets.some((t) => near.has(t)) &&
        /^(execute|run|exec|interpret|__call__|run_code\w*)$/.test(c.fact.name) &&
        c.fact.args.some((a) => mentions(a.text, [...CODE, 'command'])),
    );
    return call === undefined ? [] : [{ fn, line: call.fact.line, how: 'code-execution' as const, weight: 1.2 }];
  });
}
