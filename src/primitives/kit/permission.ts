// What the criteria about permission ask: which gates stand on the way of an action, which code belongs to the decision,
// and what each of its conditions turns on.
import type { BranchFact, CallNode, Codebase, FunctionNode, Gate, JudgeContext } from '../../contracts.js';
import { holdsVerdicts, mentions, splitWords } from '../../words.js';
import { FAR, nearestFirst, stepsBefore } from './dispatch-steps.js';
import { PERMISSION } from './permission-words.js';

const ZONE_DEPTH = 4;
/** Gates this many steps farther from the dispatch than the nearest one still belong to the same decision. */
const BESIDE = 2;
const KINDS: Gate['kind'][] = ['ask', 'framework', 'policy', 'check', 'hook'];
const FIRM = new Set<Gate['kind']>(['ask', 'policy', 'framework']);
/** A decision is near its gate; what a large harness reaches beyond this many functions is the rest of the program. */
const MOST_ZONE = 400;

export interface GateNode {
  gate: Gate;
  fn: FunctionNode;
}

/**
 * The gates of the map with their functions, nearest to the dispatch first. Where some stand beside the dispatch, the same
 * words in the far parts of a large program are left out.
 */
export function gatesOf(context: JudgeContext): GateNode[] {
  const { code, map } = context;
  const all = map.gates.flatMap((gate) => {
    const fn = code.function(gate.fn);
    return fn === undefined || !gate.onPath ? [] : [{ gate, fn }];
  });
  const first = Math.min(...all.filter(({ gate }) => FIRM.has(gate.kind)).map(({ fn }) => stepsBefore(context, fn)));
  if (first >= FAR) return nearestToCommands(context, all);
  return nearestFirst(context, all, stepsBefore).filter(({ fn }) => stepsBefore(context, fn) <= first + BESIDE);
}

/** Where the way from the loop was not seen: those that stand directly before a command first. */
function nearestToCommands({ code, map }: JudgeContext, gates: GateNode[]): GateNode[] {
  const commands = map.effects.filter((e) => e.class === 'shell' || e.class === 'eval');
  const ways = code.reachedBy(
    commands.flatMap((e) => code.function(e.fn) ?? []),
    ZONE_DEPTH,
  );
  const steps = ({ fn }: GateNode): number => ways.get(fn)?.length ?? FAR;
  return [...gates].sort((a, b) => steps(a) - steps(b));
}

/** Gates that refuse by themselves: a question, rules, or the framework's own; not a hook, not a single check. */
export function firmGates(context: JudgeContext): GateNode[] {
  return gatesOf(context).filter(({ gate }) => FIRM.has(gate.kind));
}

/** The arm for what no other arm knows guards the list of arms. */
const REST = /^\s*default\b/;
/** What follows an answer: rules are kept, requests are recorded. */
const AFTERWARDS = ['updat', 'persist', 'save', 'record', 'remember', 'notif'];

/** What one tool asks for itself says less than what stands before all. One gate for each function, at most one step farther from the dispatch than the first; those that say so by name first, and a question before rules. */
export function mainGates(context: JudgeContext, gates: GateNode[]): GateNode[] {
  const steps = ({ fn }: GateNode): number => stepsBefore(context, fn);
  const says = ({ gate }: GateNode): number => (mentions(gate.site.text, PERMISSION) ? 0 : 1);
  const kind = ({ gate }: GateNode): number => KINDS.indexOf(gate.kind);
  const tools = new Set(context.map.tools.filter((t) => t.how === 'class').map((t) => t.site.file));
  const single = ({ fn }: GateNode): number => Number(tools.has(fn.file.path));
  const asked = gates.filter(({ fn, gate }) => !mentions(fn.fact.name, AFTERWARDS) && !REST.test(gate.site.text));
  const own = asked.filter((g) => single(g) === 0);
  const all = own.length > 0 ? own : asked.length > 0 ? asked : gates;
  const sorted = [...all].sort((a, b) => steps(a) - steps(b) || says(a) - says(b) || kind(a) - kind(b));
  const first = sorted[0];
  if (first === undefined) return [];
  const seen = new Set<FunctionNode>();
  const main = sorted.filter((g) => {
    const again = seen.has(g.fn);
    seen.add(g.fn);
    return !again && (steps(first) < FAR ? steps(g) <= steps(first) + 1 : g === first);
  });
  return main.sort((a, b) => Number(b.gate.kind === 'ask') - Number(a.gate.kind === 'ask'));
}

/**
 * Code that makes the decision: functions with a gate, what they call directly, and what they reach whose own name,
 * owner or file speaks of permission.
 */
export function decisionZone(context: JudgeContext): FunctionNode[] {
  const firm = firmGates(context);
  const starts = [...new Set((firm.length > 0 ? firm : gatesOf(context)).map((g) => g.fn))];
  const zone = new Set(starts);
  for (const [fn, way] of context.code.reach(starts, ZONE_DEPTH))
    if (fn.inScope && (deciding(fn) || answersGate(context.code, way))) zone.add(fn);
  const steps = (fn: FunctionNode): number => stepsBefore(context, fn);
  return [...zone].sort((a, b) => steps(a) - steps(b)).slice(0, MOST_ZONE);
}

/** The answer of what a gate calls is tested; where that knows verdicts, so does what its own answer is made of. */
function answersGate(code: Codebase, [gate, asked, ...further]: FunctionNode[]): boolean {
  if (gate === undefined || asked === undefined || !inTest(code, gate, asked)) return false;
  if (further.length === 0) return true;
  const near = [asked, ...asked.callees].flatMap((fn) => [
    ...fn.strings.map((s) => s.value).filter((v) => /^\w+$/.test(v)),
    ...fn.fact.idents.filter((i) => /^[A-Z]/.test(i)),
  ]);
  const verdicts = holdsVerdicts(near.flatMap((word) => splitWords(word)));
  if (!verdicts && further.some((fn) => fn.file !== asked.file)) return false;
  const way = [asked, ...further];
  return further.every((fn, i) =>
    way[i]?.calls.some(
      (c) =>
        c.targets.includes(fn) && (c.fact.result !== undefined || kept(c) || inTest(code, way[i] as FunctionNode, fn)),
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
function inTest(code: Codebase, caller: FunctionNode, called: FunctionNode): boolean {
  if (!caller.calls.some((c) => c.targets.includes(called))) return false;
  return caller.branches.some((b) => code.asked(caller, b).some((c) => c.targets.includes(called)));
}

/** The answer is a part of what the caller keeps: an arm of `let x = match …`. */
function kept({ fact, fn }: CallNode): boolean {
  return fn.assignments.some((a) => a.line <= fact.line && a.text.includes(`${fact.callee}(`));
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

/** `risk = tool.risk …; return rules.for(risk)`: what the answer is looked up by. */
export function handedOn(zone: FunctionNode[]): { fn: FunctionNode; line: number; text: string }[] {
  return zone.flatMap((fn) =>
    fn.assignments
      .filter((a) => /^\w+$/.test(a.target) && fn.exits.some((e) => new RegExp(`[(,[]\\s*${a.target}\\b`).test(e.text)))
      .map((a) => ({ fn, line: a.line, text: a.text })),
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
