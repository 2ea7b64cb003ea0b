// A second reader costs money and can be wrong, so it is asked only where the static analysis is in doubt or where a
// mistake hurts most in this harness: a missing gate is critical beside a shell and a formality beside a search box.
import type { HarnessMap, JudgeContext, Judgements, ReviewQuestion, Verdict } from '../contracts.js';

export type Asked = Pick<ReviewQuestion, 'asked' | 'because'>;

/** Primitives that are judged along the way from the dispatch to what tools do: a tool that cannot be followed hides it. */
const ALONG_TOOLS: ReadonlySet<string> = new Set([
  'tool-registry',
  'permission-system',
  'permission-audit',
  'streaming-events',
  'event-log',
  'tool-pool',
]);

/** Share of tools without known code above which nothing found means little. */
const MANY = 0.3;

/** A loop told with less confidence than this neither dispatches tools nor grows a history in sight of the map. */
const CLEAR_LOOP = 0.5;

/** Why the criterion is put to a reader; undefined when it is not. What does not apply is not asked. */
export function reasonToAsk(
  verdict: Verdict,
  { context, stakes }: Pick<Judgements, 'context' | 'stakes'>,
): Asked | undefined {
  if (verdict.verdict === 'na') return undefined;
  const stake = stakes[verdict.id] ?? 'low';
  const atStake: Asked = { asked: 'high-consequence', because: `a gap here is ${stake} in this harness` };
  if (stake === 'critical') return atStake;
  const doubt = doubtIn(verdict, context);
  if (doubt !== undefined) return { asked: 'low-confidence', because: doubt };
  return stake === 'high' && verdict.confidence !== 'high' ? atStake : undefined;
}

/** What makes the static verdict a guess, if anything does. */
function doubtIn(verdict: Verdict, { code, map, path }: JudgeContext): string | undefined {
  const { evidence } = verdict;
  if (verdict.verdict === 'unknown' || verdict.confidence === 'low') return 'the analysis could not decide it';
  if (verdict.unwired !== undefined) return 'it exists, and whether anything reaches it rests on resolved calls alone';
  if (verdict.verdict === 'absent') {
    const gap = primitiveOf(verdict) === 'verification' ? undefined : unfollowed(map, primitiveOf(verdict));
    return gap === undefined ? undefined : `nothing was found, and ${gap}`;
  }
  const [only] = evidence;
  if (evidence.length !== 1 || only === undefined) return undefined;
  const fn = code.at(only.file, only.line);
  // A declaration stands on no path, and documents none at all.
  if (fn === undefined || fn.fact.kind === 'module') return undefined;
  const onPath = [path.from, path.to, path.tools].some((way) => way.has(fn));
  return onPath ? undefined : 'it rests on one line that stands outside of the path of the loop';
}

/** What of the way from the dispatch to the tools the map could not follow. A fault of the map is no fault of the code. */
function unfollowed({ kind, loops, tools, dispatches }: HarnessMap, primitive: string): string | undefined {
  const sure = loops[0]?.confidence ?? 0;
  if (sure < CLEAR_LOOP) return "which loop is the agent's is a guess";
  if (kind === 'workflow' || !ALONG_TOOLS.has(primitive)) return undefined;
  const lost = tools.filter((tool) => tool.run === undefined).length;
  if (tools.length === 0 && dispatches.length === 0) return 'neither tools nor a dispatch site could be seen';
  return lost > tools.length * MANY ? `the code of ${lost} of ${tools.length} tools could not be followed` : undefined;
}

function primitiveOf({ id }: Verdict): string {
  return id.split('/')[0] ?? '';
}
