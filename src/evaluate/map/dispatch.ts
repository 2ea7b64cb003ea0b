// Where a tool call of the model turns into an invocation: a lookup by name, a switch over names, a framework's own
// node, or model-written code handed to an interpreter.
import type { CallNode, Dispatch, FunctionNode } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
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

/** Dispatch sites, most certain first. `names` are the declared tools' names. */
export function findDispatches(survey: Survey, names: string[]): Dispatch[] {
  const known = new Set(names);
  const effective = survey.code.reachedBy([...survey.effectsOf.keys()], 4);
  const found = survey.code.functions.flatMap((fn) => [...bySwitch(fn, known, effective), ...byLookup(fn)]);
  const all = [...found, ...(found.length === 0 ? codeExecution(survey) : [])];
  const best = new Map<FunctionNode, Found>();
  for (const f of all) if (f.weight > (best.get(f.fn)?.weight ?? 0)) best.set(f.fn, f);
  return [...best.values()]
    .sort((a, b) => b.weight - a.weight || (a.fn.id < b.fn.id ? -1 : 1))
    .slice(0, 6)
    .map((f) => ({ site: survey.code.site(f.fn.file.path, f.line), fn: f.fn.id, how: f.how }));
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
  const invoke = fn.calls.find((c) => invokes(c, lookup));
  if (invoke === undefined) return [];
  const indexed = invoke.fact.callee.includes('[]');
  const weight =
    (lookup !== undefined || indexed ? 2 : 0.8) +
    (invoke.fact.awaited ? 0.2 : 0) +
    (mentions(fn.fact.name, ['execut', 'dispatch', '=run', 'call', 'handle', 'tool']) ? 0.5 : 0);
  return weight < 1 ? [] : [{ fn, line: invoke.fact.line, how: 'lookup', weight }];
}

function looksUp(call: CallNode): boolean {
  const { name, receiver } = call.fact;
  return (
    (/^(get|find|lookup|resolve|getTool|get_tool|findTool|find_tool|has|contains_key|build)$/.test(name) ||
      mentions(name, ['=gettool'])) &&
    mentions(`${receiver} ${name}`, TOOL)
  );
}

function invokes(call: CallNode, lookup: CallNode | undefined): boolean {
  const { name, receiver, callee } = call.fact;
  if (call === lookup) return false;
  if (callee.endsWith('[]') && mentions(callee, TOOL)) return true;
  if (!INVOKE.has(name)) return lookup?.fact.result !== undefined && lookup.fact.result === name;
  if (lookup?.fact.result !== undefined && receiver.replace(/\W.*$/, '') === lookup.fact.result) return true;
  return mentions(receiver, TOOL) || (receiver === '' && splitWords(name).includes('tool'));
}

/** No tools are looked up: the model's own text is run as code or as a command. */
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
    return call === undefined ? [] : [{ fn, line: call.fact.line, how: 'code-execution' as const, weight: 1 }];
  });
}
