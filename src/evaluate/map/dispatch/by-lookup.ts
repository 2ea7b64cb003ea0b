// A dispatch by lookup: a tool is found under the name the model gave, and what was found is invoked.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';
import type { Found } from '../dispatch.js';
import { RUN_METHODS } from '../tools/declaration.js';

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
/** Words for what is looked up. */
export const TOOL = ['tool', 'action', 'capabilit', '=skill'];

/** A tool is looked up by the name the model gave, then invoked. */
export function byLookup(fn: FunctionNode): Found[] {
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
