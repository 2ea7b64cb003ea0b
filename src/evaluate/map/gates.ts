// Decisions that can say no between the model's wish and an effect. A gate is a condition on the way of an action that
// turns on a person's answer, on rules or on a test of the request, and stops the action or is the only way on.
import type { AgentLoop, BranchFact, CallNode, CallPattern, Framework, FunctionNode, Gate } from '../../contracts.js';
import { holdsVerdicts, mentions, splitWords } from '../../words.js';
import { asksAboutError, letsPass, translates } from './gates/lookalikes.js';
import { asksPerson, CONSENT, findAskers, YES_OR_NO } from './gates/questions.js';
import { BEFORE, DECISION, RULES } from './gates/vocabulary.js';
import { frameworkCalls } from './model-calls.js';
import type { Spine } from './spine.js';
import type { Survey } from './survey.js';

const DECIDER_DEPTH = 2;
const ABOVE = 5;
/** Types and files of hooks: what they answer is what others have registered. */
const HOOKS = ['=hook', '=hooks', 'hooksystem'];
/** A bare option such as `allow_pickle` is no rule about actions. */
const FLAG = /^[(\s]*(not |!)*[(\s]*(not |!)*[\w.]*\ballow(_[a-z]\w*|[A-Z]\w*)[)\s]*$/;

interface Search {
  survey: Survey;
  spine: Spine;
  askers: ReadonlySet<FunctionNode>;
  /** Functions that run the loop: what comes back from them is how the run went, whoever was asked in it. */
  runners: ReadonlySet<FunctionNode>;
}

/** Gates on the spine, in the functions that decide for it, and those a framework brings. Sorted by file and line. */
export function findGates(survey: Survey, spine: Spine, loops: readonly AgentLoop[]): Gate[] {
  const running = loops.flatMap((loop) => survey.code.function(loop.fn) ?? []);
  const runners = new Set(survey.code.reachedBy(running, ABOVE).keys());
  const search = { survey, spine, askers: findAskers(survey), runners };
  const onSpine = [...spine].flatMap(([fn, last]) => [
    ...fn.branches.flatMap((b) => branchGate(search, fn, b, last) ?? []),
    ...fn.calls.flatMap((c) => callGate(search, c, last) ?? []),
  ]);
  const deciding = decidersOf(search).flatMap((fn) => fn.branches.flatMap((b) => innerGate(search, fn, b) ?? []));
  const unique = new Map(
    [...deciding, ...onSpine, ...declared(survey)].map((g) => [`${g.site.file}:${g.site.line}`, g]),
  );
  return [...unique.values()].sort((a, b) =>
    a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line,
  );
}

function declared(survey: Survey): Gate[] {
  return [...frameworkCalls(survey, (f) => f.gates), ...frameworkCalls(survey, gatingOptions)].map(({ call }) => ({
    site: survey.code.site(call.fn.file.path, call.fact.line),
    fn: call.fn.id,
    kind: 'framework',
    onPath: true,
  }));
}

/** Calls that run the loop or declare a tool while naming an option that makes the framework ask first. */
function gatingOptions(framework: Framework): CallPattern[] {
  const { gateOptions, loops = [], tools } = framework;
  if (gateOptions === undefined) return [];
  return [...loops, ...(tools?.calls ?? [])].map((pattern) => ({ ...pattern, withOption: gateOptions }));
}

/** A condition on the spine, before the way goes on. */
function branchGate(search: Search, fn: FunctionNode, branch: BranchFact, last: number): Gate | undefined {
  if (branch.line > last || lookalike(fn, branch) || !stops(search, fn, branch)) return undefined;
  const asked = search.survey.code.asked(fn, branch).some((c) => isQuestion(search, c));
  const hooked = !asked && search.survey.code.asked(fn, branch).some(runsBefore);
  if (asked || speaksOfPermission(branch))
    return gate(search, fn, branch.line, hooked ? 'hook' : kindOf(branch.test, asked));
  if (
    branch.exit !== 'none' &&
    search.survey.code.asked(fn, branch).some((c) => c.targets.some((t) => !search.runners.has(t) && answersVerdict(t)))
  )
    return gate(search, fn, branch.line, 'policy');
  return hooked && branch.exit !== 'none' ? gate(search, fn, branch.line, 'hook') : undefined;
}

/** A call on the spine that throws when permission is missing: `assertAllowed(path)`, `await permissions.request(call)`. */
function callGate(search: Search, call: CallNode, last: number): Gate | undefined {
  const { fact, fn } = call;
  if (fact.line > last || (fact.result !== undefined && fact.result !== '_')) return undefined;
  const asks = isQuestion(search, call);
  if (
    !mentions(fact.name, DECISION) &&
    !(asks && /^(ask|request|check|require|ensure|prompt|authoriz|verify|guard)/i.test(fact.name))
  )
    return undefined;
  const refuses = call.targets.some((t) => throws(t) || t.callees.some((c) => throws(c)));
  if (!refuses && !(asks && call.targets.length === 0 && fact.awaited)) return undefined;
  return gate(search, fn, fact.line, asks ? 'ask' : mentions(fact.callee, RULES) ? 'policy' : 'check');
}

function throws(fn: FunctionNode): boolean {
  return fn.exits.some((e) => e.kind === 'throw');
}

/** Functions the spine asks before it goes on: by name and what they ask in turn, or by having their answer tested. */
function decidersOf(search: Search): FunctionNode[] {
  const tested = [...search.spine].flatMap(([fn, last]) =>
    fn.branches
      .filter((b) => b.kind !== 'catch' && b.line <= last && stops(search, fn, b))
      .flatMap((b) => search.survey.code.asked(fn, b).flatMap((c) => c.targets)),
  );
  const answering = tested.filter((fn) => fn.inScope && !search.spine.has(fn));
  return [...new Set([...answering, ...namedDeciders(search)])];
}

function namedDeciders(search: Search): FunctionNode[] {
  const asked = [...search.spine].flatMap(([fn, last]) =>
    fn.calls.filter((c) => c.fact.line <= last && (mentions(c.fact.callee, DECISION) || isQuestion(search, c))),
  );
  const reached = search.survey.code.reach(
    asked.flatMap((c) => c.targets),
    DECIDER_DEPTH,
  );
  return [...reached.keys()].filter(
    (fn) => fn.inScope && !search.spine.has(fn) && mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, DECISION),
  );
}

/** A condition inside a decider: its arm is the decision. */
function innerGate(search: Search, fn: FunctionNode, branch: BranchFact): Gate | undefined {
  if (branch.exit === 'none' || branch.exit === 'continue' || lookalike(fn, branch)) return undefined;
  const asked = search.survey.code.asked(fn, branch).some((c) => isQuestion(search, c));
  if (!asked && !speaksOfPermission(branch)) return undefined;
  const hooked = !asked && search.survey.code.asked(fn, branch).some(runsBefore);
  return gate(search, fn, branch.line, hooked ? 'hook' : kindOf(branch.test, asked));
}

/** The words of a decision where none is taken. */
function lookalike(fn: FunctionNode, branch: BranchFact): boolean {
  return branch.kind === 'catch' || FLAG.test(branch.test) || asksAboutError(branch) || translates(fn);
}

function gate({ survey }: Search, fn: FunctionNode, line: number, kind: Gate['kind']): Gate {
  const bypass = fn.branches.find((b) => b.endLine < line && letsPass(b));
  return {
    site: survey.code.site(fn.file.path, line),
    fn: fn.id,
    kind:
      kind !== 'ask' &&
      mentions(`${fn.fact.owner ?? ''} ${fn.fact.name} ${fn.file.path.split('/').slice(-2).join(' ')}`, HOOKS)
        ? 'hook'
        : kind,
    onPath: true,
    ...(bypass === undefined ? {} : { bypass: survey.code.site(fn.file.path, bypass.line) }),
  };
}

function kindOf(test: string, asked: boolean): Gate['kind'] {
  if (asked || mentions(test, ['approv', 'confirm', 'consent'])) return 'ask';
  return mentions(test, RULES) && !UNKNOWN.test(test) ? 'policy' : 'check';
}

/** A name that was not found is refused by the same condition: a list of what there is, not a decision about an action. */
const UNKNOWN = /^!(ok|found|exists)\b|^(!\w+|\w+ (===?|is) (undefined|null|nil|None)) (\|\||or) /;

/** Whatever it is called: the function, or one it asks in turn, knows both to allow and to deny or ask. */
function answersVerdict(fn: FunctionNode, depth = 1): boolean {
  if (!fn.inScope) return false;
  const values = [...fn.strings.map((s) => s.value), ...fn.branches.flatMap((b) => b.literals)];
  const named = [...values.filter((v) => /^\w+$/.test(v)), ...fn.fact.idents.filter((i) => /^[A-Z]/.test(i))];
  if (holdsVerdicts(named.flatMap((word) => splitWords(word)))) return true;
  const [only, ...more] = fn.callees;
  if (only !== undefined && more.length === 0 && fn.branches.length === 0) return answersVerdict(only, depth);
  return depth > 0 && fn.callees.some((callee) => answersVerdict(callee, depth - 1));
}

/** `result.block`, read as a yes or no, is a refusal; a `block` that is compared or called is content. */
function speaksOfPermission(branch: BranchFact): boolean {
  if (mentions(branch.test, DECISION)) return true;
  if (/read_?only|is_?safe|safe_?(command|tool)/i.test(branch.test)) return true;
  return /^!?[\w?.]+[?.]\.?(block|deny|cancel)$/.test(branch.test);
}

/** The arm leaves, or the way on leads through it. */
function stops({ spine }: Search, fn: FunctionNode, branch: BranchFact): boolean {
  if (branch.exit !== 'none') return true;
  const inArm = (line: number): boolean => branch.bodyLine <= line && line <= branch.endLine;
  return inArm(spine.get(fn) ?? 0) || fn.calls.some((c) => inArm(c.fact.line) && c.targets.some((t) => spine.has(t)));
}

function isQuestion({ askers, runners }: Search, call: CallNode): boolean {
  if (call.targets.some((t) => askers.has(t) && !runners.has(t))) return true;
  if (call.targets.length > 0) return false;
  const speaks = mentions(call.fact.callee, CONSENT) || call.fact.args.some((a) => YES_OR_NO.test(a.text));
  return (
    (asksPerson(call) && speaks) ||
    /^(request|ask|prompt|await|wait)\w*(approval|permission|confirmation|consent)/i.test(call.fact.name)
  );
}

/** The result of a callback that others may register, such as `config.beforeToolCall` or `hooks.preToolUse`. */
function runsBefore(call: CallNode): boolean {
  return mentions(call.fact.name, BEFORE) && mentions(call.fact.callee, ['tool', 'action', 'command', 'call']);
}
