// Which functions make the system prompt, told by where their value goes: under a key, argument or parameter that stands
// for it, or into a message of the system's role. The functions' own names do not matter.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';

const SYSTEM = /^(system|system_?(prompt|instructions?|message)|instructions?|preamble|developer_?(prompt|message))$/i;
const ROLE = /^system$/i;

/** Functions whose value is given to the model as its instructions, in the order of the code. */
export function promptGivers({ code, path }: JudgeContext): FunctionNode[] {
  const near = code.functions.filter((fn) => fn.wired || path.from.has(fn) || path.to.has(fn));
  return [...new Set(near.flatMap((fn) => [...underKeys(fn), ...inCalls(fn), ...inMessages(fn)]))].filter(
    (fn) => fn.inScope && fn.fact.kind !== 'module',
  );
}

/** `{ system: promptFor(mode) }`, `System: hand.Orders(conf)` and a variable of that name. */
function underKeys(fn: FunctionNode): FunctionNode[] {
  const keys = fn.objects.flatMap((o) => o.keys).filter((k) => SYSTEM.test(k.name));
  const bound = fn.calls.filter((c) => SYSTEM.test(c.fact.result ?? ''));
  return [...keys.flatMap((k) => madeBy(fn, k.text, k.line)), ...bound.flatMap((c) => c.targets)];
}

/** A named argument, or one in the place of a parameter that is called so. */
function inCalls(fn: FunctionNode): FunctionNode[] {
  return fn.calls.flatMap((c) =>
    c.fact.args.flatMap((a, i) => {
      const given = a.name ?? c.targets[0]?.fact.params.filter((p) => !/^(self|cls)$/.test(p.name))[i]?.name;
      return given !== undefined && SYSTEM.test(given) ? madeBy(fn, a.text, c.fact.line) : [];
    }),
  );
}

/** `{ role: 'system', content: x }`, `Message("system", x)`, `Entry::System { text: x }`. */
function inMessages(fn: FunctionNode): FunctionNode[] {
  const objects = fn.objects.filter(
    (o) =>
      /(^|::|\.)System(Message)?$/.test(o.typeName ?? '') ||
      o.keys.some((k) => k.name === 'role' && ROLE.test(k.text.split(/::|\./).at(-1) ?? '')),
  );
  const calls = fn.calls.filter(
    (c) =>
      /(^|\.)System(Message|Prompt)$/.test(c.fact.callee) ||
      c.fact.args.some((a) => a.kind === 'string' && ROLE.test(a.text)),
  );
  return [
    ...objects.flatMap((o) => o.keys.flatMap((k) => madeBy(fn, k.text, k.line))),
    ...calls.flatMap((c) => c.fact.args.flatMap((a) => madeBy(fn, a.text, c.fact.line))),
  ];
}

/** What the value is made by: the function called there, the one that a variable was bound by, or the function itself. */
function madeBy(fn: FunctionNode, text: string, line: number): FunctionNode[] {
  const called = /^(?:await )?([\w.:]+?)\(/.exec(text)?.[1]?.split(/::|\./).at(-1);
  if (called !== undefined)
    return named(
      fn.calls.filter((c) => Math.abs(c.fact.line - line) < 3),
      called,
    );
  if (!/^[A-Za-z_]\w*$/.test(text)) return [];
  const bound = fn.calls.filter((c) => c.fact.result === text && c.fact.line <= line);
  const targets = bound.flatMap((c) => c.targets);
  const built = fn.assignments.some((a) => a.target === text && /^(call|template|binary|array|other)$/.test(a.kind));
  return targets.length > 0 ? targets : built ? [fn] : [];
}

const named = (calls: CallNode[], name: string): FunctionNode[] =>
  calls.filter((c) => c.fact.name === name).flatMap((c) => c.targets);
