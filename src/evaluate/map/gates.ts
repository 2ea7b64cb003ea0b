// Decisions that can say no between the model's wish and an effect. A gate is a branch that leaves before the effect
// (or encloses it) and depends on a person's answer, on rules, or on a test of the request.
import type { BranchFact, CallPattern, Framework, FunctionNode, Gate } from '../../contracts.js';
import { mentions } from '../../words.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';

const DECISION = [
  'approv',
  'permission',
  'permit',
  'confirm',
  'consent',
  'authori',
  'allowed',
  '=allow',
  '=allows',
  'den',
  'forbid',
  'block',
  'policy',
  'policies',
  'decision',
  'reject',
  'trust',
  'risk',
  'dangerous',
  'destructive',
  'unsafe',
  'safe',
  'restrict',
  'whitelist',
  'allowlist',
  'blacklist',
  'denylist',
  'readonly',
  'sandbox',
  'gate',
  'guard',
  'verdict',
];
const NOT_DECISION = [
  '=dependency',
  '=density',
  '=denominator',
  '=dense',
  'identifier',
  'blockquote',
  'blocks',
  '=blocking',
];
const RULES = [
  'policy',
  'policies',
  'rule',
  'mode',
  'allowlist',
  'denylist',
  'whitelist',
  'blacklist',
  'permission',
  'class',
  'level',
  'kind',
  'risk',
  'tier',
];
/** Calls that put a question to a person at a terminal, a client or an operator. */
const ASKS =
  /(^|\.)(input|question|prompt|confirm|read_line|readline|readLine|ReadString|Scanln|select|Confirm|Prompt|ask|interrupt|requestPermission|request_permission|elicit|prompt_toolkit)$/;
const BYPASS = ['yolo', 'bypass', 'auto', 'skip', 'dangerously', 'force', 'unattended', 'unsafe', 'disable'];

/** Functions on the way to a question to the user. */
export function askers(survey: Survey): Map<FunctionNode, FunctionNode[]> {
  const direct = survey.code.functions.filter((fn) =>
    fn.calls.some((c) => c.targets.length === 0 && ASKS.test(c.fact.callee.replace(/::/g, '.').replace(/\(\)/g, ''))),
  );
  return survey.code.reachedBy(direct, 3);
}

/**
 * Gates in functions that a dispatch site reaches or that lead from the loop to it. `between` holds those functions.
 * Sorted by file and line.
 */
export function findGates(survey: Survey, between: ReadonlySet<FunctionNode>): Gate[] {
  const asking = askers(survey);
  const own = [...between].flatMap((fn) => fn.branches.flatMap((b) => gateAt(survey, fn, b, asking) ?? []));
  const declared = [...frameworkCalls(survey, (f) => f.gates), ...frameworkCalls(survey, gatingOptions)];
  const framework = declared.map(
    ({ call }): Gate => ({
      site: survey.code.site(call.fn.file.path, call.fact.line),
      fn: call.fn.id,
      kind: 'framework',
      onPath: true,
    }),
  );
  const unique = new Map([...own, ...framework].map((g) => [`${g.site.file}:${g.site.line}`, g]));
  return [...unique.values()].sort((a, b) =>
    a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line,
  );
}

/** Calls that run the loop or declare a tool while naming an option that makes the framework ask first. */
function gatingOptions(framework: Framework): CallPattern[] {
  const { gateOptions, loops = [], tools } = framework;
  if (gateOptions === undefined) return [];
  return [...loops, ...(tools?.calls ?? [])].map((pattern) => ({ ...pattern, withOption: gateOptions }));
}

function gateAt(
  survey: Survey,
  fn: FunctionNode,
  branch: BranchFact,
  asking: Map<FunctionNode, FunctionNode[]>,
): Gate | undefined {
  if (branch.kind === 'catch' || !refuses(fn, branch)) return undefined;
  const asked = answeredBy(fn, branch, asking);
  const named = mentions(branch.test, DECISION) && !mentions(branch.test, NOT_DECISION);
  if (!asked && !named) return undefined;
  const kind = asked ? 'ask' : mentions(branch.test, RULES) ? 'policy' : 'check';
  const bypass = fn.branches.find((b) => b.exit === 'return' && b.endLine < branch.line && mentions(b.test, BYPASS));
  return {
    site: survey.code.site(fn.file.path, branch.line),
    fn: fn.id,
    kind,
    onPath: true,
    ...(bypass === undefined ? {} : { bypass: survey.code.site(fn.file.path, bypass.line) }),
  };
}

/** The arm leaves, or it holds the calls that go on: either way its condition decides. */
function refuses(fn: FunctionNode, branch: BranchFact): boolean {
  if (branch.exit !== 'none') return true;
  return fn.calls.some((c) => branch.bodyLine <= c.fact.line && c.fact.line <= branch.endLine && c.targets.length > 0);
}

/** The condition calls, or tests the result of, something that asks. */
function answeredBy(fn: FunctionNode, branch: BranchFact, asking: Map<FunctionNode, FunctionNode[]>): boolean {
  return fn.calls.some((c) => {
    const asks =
      c.targets.some((t) => asking.has(t)) ||
      (c.targets.length === 0 && ASKS.test(c.fact.callee.replace(/::/g, '.').replace(/\(\)/g, '')));
    if (!asks || c.fact.line > branch.line) return false;
    return c.fact.line === branch.line || (c.fact.result !== undefined && branch.idents.includes(c.fact.result));
  });
}
