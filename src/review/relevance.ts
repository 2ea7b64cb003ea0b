// A line can be real and have nothing to do with the question. A quote counts where the map ties its function to the
// criterion, at most one call away, where it runs on the path of the loop, or where it was shown for the question.
import type { FunctionNode, JudgeContext, ReviewQuestion, Verdict } from '../contracts.js';
import { tiedPlaces } from './places.js';

/** Does a line bear on the question? */
export type Relevance = (file: string, line: number) => boolean;

/** What counts for one question. */
export function relevanceFor(question: ReviewQuestion, verdict: Verdict, context: JudgeContext): Relevance {
  const { code, path } = context;
  const tied = new Set(tiedPlaces(verdict, context).flatMap(({ file, line }) => code.at(file, line) ?? []));
  const near = (fn: FunctionNode): boolean =>
    tied.has(fn) || [...fn.callees, ...fn.callers].some((neighbour) => !isModule(neighbour) && tied.has(neighbour));
  return (file, line) => {
    if (question.excerpts.some((e) => e.file === file && e.from <= line && line < e.from + e.lines.length)) return true;
    const fn = code.at(file, line);
    return fn !== undefined && !isModule(fn) && (path.from.has(fn) || path.tools.has(fn) || near(fn));
  };
}

/** The top level of a file ties everything in it to everything. */
function isModule({ fact }: FunctionNode): boolean {
  return fact.kind === 'module';
}
