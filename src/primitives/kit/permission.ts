// What the criteria about permission ask: which gates stand on the way of an action, which code belongs to the decision,
// and what each of its conditions turns on.
import type { BranchFact, CallNode, FunctionNode, Gate, JudgeContext } from '../../contracts.js';
import { holdsVerdicts, mentions, splitWords, type Vocabulary } from '../../words.js';

/** Names of code that decides whether an action may happen. */
export const PERMISSION: Vocabulary = [
  'approv',
  'permission',
  'permit',
  'consent',
  'confirm',
  'authoriz',
  'authoris',
  'allow',
  '=deny',
  'denied',
  'policy',
  'policies',
  'decision',
  'decide',
  'decider',
  'trust',
  'safety',
  'danger',
  'destructive',
  'risk',
  'blacklist',
  'whitelist',
  'denylist',
  'forbid',
  'grant',
  'gate',
];
const ZONE_DEPTH = 4;
/** A decision is near its gate; what a large harness reaches beyond this many functions is the rest of the program. */
const MOST_ZONE = 400;

export interface GateNode {
  gate: Gate;
  fn: FunctionNode;
}

/** The gates of the map with their functions, those on the way of an action; nearest to the dispatch first. */
export function gatesOf({ code, map }: JudgeContext): GateNode[] {
  const main = [...map.dispatches, ...map.loops].map((d) => d.site.file);
  const rank = (file: string): number => (main.includes(file) ? main.indexOf(file) : main.length);
  return map.gates
    .flatMap((gate) => {
      const fn = code.function(gate.fn);
      return fn === undefined || !gate.onPath ? [] : [{ gate, fn }];
    })
    .sort((a, b) => rank(a.gate.site.file) - rank(b.gate.site.file));
}

/** Gates that refuse by themselves: a question, rules, or the framework's own; not a hook, not a single check. */
export function firmGates(context: JudgeContext): GateNode[] {
  return gatesOf(context).filter(
    ({ gate }) => gate.kind === 'ask' || gate.kind === 'policy' || gate.kind === 'framework',
  );
}

/**
 * Code that makes the decision: functions with a gate, what they call directly, and what they reach whose own name,
 * owner or file speaks of permission.
 */
export function decisionZone(context: JudgeContext): FunctionNode[] {
  const starts = [...new Set(gatesOf(context).map((g) => g.fn))];
  const zone = new Set(starts);
  for (const [fn, way] of context.code.reach(starts, ZONE_DEPTH))
    if (fn.inScope && (deciding(fn) || answersGate(way))) zone.add(fn);
  return [...zone].slice(0, MOST_ZONE);
}

/** The answer of what a gate calls is tested; where that knows verdicts, so does what its own answer is made of. */
function answersGate([gate, asked, ...further]: FunctionNode[]): boolean {
  if (gate === undefined || asked === undefined || !inTest(gate, asked)) return false;
  if (further.length === 0) return true;
  const near = [asked, ...asked.callees].flatMap((fn) => [
    ...fn.strings.map((s) => s.value).filter((v) => /^\w+$/.test(v)),
    ...fn.fact.idents.filter((i) => /^[A-Z]/.test(i)),
  ]);
  if (!holdsVerdicts(near.flatMap((word) => splitWords(word)))) return false;
  const way = [asked, ...further];
  return further.every((fn, i) =>
    way[i]?.calls.some(
      (c) => c.targets.includes(fn) && (c.fact.result !== undefined || inTest(way[i] as FunctionNode, fn)),
    ),
  );
}

/** Does the function's name, owner or file speak of permission? */
export function deciding(fn: FunctionNode): boolean {
  return mentions(`${fn.fact.owner ?? ''} ${fn.fact.name} ${fn.file.path.replace(/^.*\/(?=.*\/)/, '')}`, PERMISSION);
}

const REFUSES = /^['"`]?(false|False|deny|denied|reject\w*|block\w*|forbid\w*)\b|Deny|Denied|Reject|Block/;

/** Functions that decide whether an action may happen, and that nothing reaches: they can refuse, and speak of permission. */
export function unaskedDecisions({ code }: JudgeContext): FunctionNode[] {
  return code.functions.filter(
    (fn) =>
      !fn.wired &&
      fn.fact.kind !== 'module' &&
      fn.fact.kind !== 'closure' &&
      deciding(fn) &&
      fn.branches.length > 0 &&
      fn.exits.some((e) => e.kind === 'throw' || (e.kind === 'return' && REFUSES.test(e.text))),
  );
}

/** Is the answer of the called function tested by the caller? */
function inTest(caller: FunctionNode, called: FunctionNode): boolean {
  return caller.calls.some((c) => c.targets.includes(called) && caller.branches.some((b) => tests(b, c)));
}

/** Does the condition test this call: made in it, or bound to a name that it reads? */
export function tests(branch: BranchFact, call: CallNode): boolean {
  if (call.fact.line === branch.line && branch.idents.includes(call.fact.name)) return true;
  return call.fact.result !== undefined && call.fact.line <= branch.line && branch.idents.includes(call.fact.result);
}

/** A condition of the decision, with the function it stands in. */
export interface Condition {
  fn: FunctionNode;
  branch: BranchFact;
}

/** Conditions of the decision that leave it, or whose arm goes on to the action. */
export function conditionsOf(zone: FunctionNode[]): Condition[] {
  return zone.flatMap((fn) => fn.branches.filter((b) => b.kind !== 'catch').map((branch) => ({ fn, branch })));
}

/** Values that a returned expression of the decision compares: `return mode == "ask" and not listed(x)`. */
export function answersOf(zone: FunctionNode[]): { fn: FunctionNode; line: number; text: string }[] {
  return zone.flatMap((fn) =>
    fn.exits.filter((e) => e.kind === 'return').map((e) => ({ fn, line: e.line, text: e.text })),
  );
}

/** Where the main decision stands, in words for a finding. */
export function gateName({ gate, fn }: GateNode): string {
  return `${fn.fact.name} (${gate.site.file}:${gate.site.line})`;
}

/** What was looked at when no gate was found. */
export function noGate({ map }: JudgeContext): string {
  const site = map.dispatches[0]?.site ?? map.loops[0]?.site;
  const from = site === undefined ? 'the loop' : `the dispatch at ${site.file}:${site.line}`;
  return `nothing between ${from} and the effects of the tools can say no`;
}
