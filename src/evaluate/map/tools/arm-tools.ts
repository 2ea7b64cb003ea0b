// Tools that nothing declares: the model's text names an action, and a switch over its names carries it out. Such a switch
// stands after the question to the model, on what the model answered; a user's commands stand before it.
import type { BranchFact, EffectClass, FunctionNode } from '../../../contracts.js';
import { reachedDirectlyBy } from '../graph/delivery.js';
import type { Survey } from '../survey.js';
import type { Declaration } from './declaration.js';

const STEPS = 6;
const EFFECT_DEPTH = 5;
/** Fewer arms than this that do something are a distinction, not a set of actions. */
const FEWEST = 2;

/** One declaration per acting arm. `callers` are the functions that ask the model. */
export function armTools(survey: Survey, callers: FunctionNode[]): Declaration[] {
  const after = afterTheModel(survey, callers);
  const effective = reachedDirectlyBy([...survey.effectsOf.keys()], EFFECT_DEPTH);
  return [...after].flatMap((fn) => {
    const arms = fn.branches.flatMap((b) => {
      const action = actionOf(b);
      return action === undefined || !acts(survey, fn, b, effective, 'network') ? [] : [{ ...action, line: b.line }];
    });
    const distinct = new Map(arms.map((a) => [a.name, a]));
    if (distinct.size < FEWEST) return [];
    return [...distinct.values()].map((a) => ({
      name: a.name,
      ...(a.variant === undefined ? {} : { variant: a.variant }),
      file: fn.file.path,
      line: a.line,
      how: 'prompt' as const,
      hasDescription: false,
      hasSchema: false,
      keys: [],
      run: [],
    }));
  });
}

/** Functions called after the model has answered, by functions that asked it; those that ask it themselves are left out. */
function afterTheModel(survey: Survey, callers: FunctionNode[]): Set<FunctionNode> {
  const asking = survey.code.reachedBy(callers, STEPS + 3);
  const direct = new Set(callers);
  const next = [...asking.keys()].flatMap((fn) => {
    const asks = fn.calls.filter(
      (c) => c.targets.some((t) => asking.has(t)) || (direct.has(fn) && c.targets.length === 0),
    );
    const first = Math.min(...asks.map((c) => c.fact.line));
    return fn.calls.filter((c) => c.fact.line > first).flatMap((c) => c.targets.filter((t) => !asking.has(t)));
  });
  return new Set([...survey.code.reach(next, STEPS).keys(), ...callers]);
}

const VARIANT = /\b([A-Z]\w*)(?:::|\.)([A-Z]\w*)/;

/** What an arm is for: a word that the subject equals, or a variant of an enum. */
function actionOf(branch: BranchFact): { name: string; variant?: string } | undefined {
  if (branch.kind !== 'case' && !branch.operators.some((o) => /^(={2,3}|is)$/.test(o))) return undefined;
  const words = branch.literals.filter((l) => /^[a-z][\w-]{1,40}$/i.test(l));
  const mapped = /\{\s*["'](\w+)["']\s*:\s*["']/.test(branch.test);
  const word = mapped ? words[1] : words.length === 1 ? words[0] : undefined;
  if (word !== undefined) return { name: word };
  const variant = branch.kind === 'case' ? VARIANT.exec(branch.test.split(' match ').at(-1) ?? '') : null;
  return variant === null ? undefined : { name: variant[2] as string, variant: variant[2] as string };
}

/** The arm itself, or what it calls, does something in the world. `beside` is an effect of the arm itself that does not count. */
export function acts(
  survey: Survey,
  fn: FunctionNode,
  arm: BranchFact,
  effective: ReadonlyMap<FunctionNode, unknown>,
  beside?: EffectClass,
): boolean {
  const inside = (line: number): boolean => arm.bodyLine <= line && line <= arm.endLine;
  const own = survey.effectsOf.get(fn)?.some((e) => e.class !== beside && inside(e.call.fact.line)) ?? false;
  return own || fn.calls.some((c) => inside(c.fact.line) && c.targets.some((t) => effective.has(t)));
}
