// The pipeline: gather → map → judge → (review) → score. Each arrow is plain JSON or a pure function of it.
import type { EvaluateOptions, Facts, JudgeContext, Report, ReviewOutcome } from '../contracts.js';
import { frameworks } from './frameworks/registry.js';
import { gather } from './gather.js';
import { type Judged, judge } from './judge.js';
import { frontEnds } from './languages/registry.js';
import { drawMap } from './map.js';
import { followReview } from './score/reviewed-gate.js';
import { stakesOf } from './score/severity.js';
import { type ScoreInput, score } from './score.js';
import { upgrade } from './upgrade.js';

/**
 * Reads the folder and judges the harness in it. Nothing of the target is executed.
 * @throws HarnessError for a path that cannot be evaluated (exit codes 2, 3 and 4).
 */
export async function evaluate(root: string, options: EvaluateOptions): Promise<Report> {
  const facts = await gather(root, {
    frontEnds,
    ...(options.scope === undefined ? {} : { scope: options.scope }),
    onProgress: (done, total) => options.onProgress?.(`reading ${done} of ${total} files`),
  });
  options.onFacts?.(facts);
  const { context, judged } = judgeFacts(facts, options);
  if (options.review === undefined || !context.map.found) return reportOf(facts, context, judged, options);
  const stakes = stakesOf(options.catalogue, context.map);
  const { verdicts, outcome } = await options.review({
    target: facts.target,
    context,
    verdicts: judged.criteria,
    stakes,
  });
  const reviewed = { ...context, map: followReview(context.map, verdicts) };
  return reportOf(facts, reviewed, { ...judged, criteria: verdicts }, options, outcome);
}

/** The same from facts that were saved before, without a review: same facts, same bytes. */
export function evaluateFacts(facts: Facts, options: EvaluateOptions): Report {
  const { context, judged } = judgeFacts(facts, options);
  return reportOf(facts, context, judged, options);
}

function judgeFacts(facts: Facts, options: EvaluateOptions): { context: JudgeContext; judged: Judged } {
  options.onProgress?.('drawing the map');
  const context = drawMap(facts, frameworks, options.scope ?? []);
  options.onProgress?.('judging');
  const nothing: Judged = { criteria: [], practices: [], applicability: [] };
  return { context, judged: context.map.found ? judge(context, options.catalogue) : nothing };
}

function reportOf(
  facts: Facts,
  context: JudgeContext,
  { criteria, practices, applicability }: Judged,
  options: EvaluateOptions,
  review?: ReviewOutcome,
): Report {
  const { map } = context;
  const input: ScoreInput = {
    catalogue: options.catalogue,
    map,
    verdicts: criteria,
    applicability: new Map(applicability.map((a) => [a.id, a])),
    codeLines: [...new Set(context.code.functions.map((f) => f.file))].reduce((n, f) => n + f.lines, 0),
  };
  const { found, kind, shape, scope, languages, capabilities } = map;
  return {
    schemaVersion: 1,
    tool: options.tool,
    target: facts.target,
    harness: { found, kind, shape, scope, languages, capabilities, map },
    coverage: facts.coverage,
    criteria,
    practices,
    upgradePath: upgrade(input),
    ...score(input),
    ...(review === undefined ? {} : { review }),
  };
}
