// A loop that asks again because asking failed is no turn: it waits, and hands the first answer it gets to whoever called.
import type { CallNode, FunctionNode, LoopFact } from '../../../contracts.js';

const WAITS = /^(sleep|usleep|delay|wait|After|setTimeout|backoff|pause|tick|Sleep|wait_for|jitter)$/;
/** Calls of a loop that only asks: the request, how long to wait, a log line; more is work. */
const MOST_OWN = 3;

/** Does the loop do nothing but ask, wait after a failure and leave with the answer? `asks` tells the calls on the way to the model. */
export function isRetry(fn: FunctionNode, loop: LoopFact, asks: (call: CallNode) => boolean): boolean {
  const inside = (line: number): boolean => loop.line <= line && line <= loop.endLine;
  const caught = fn.branches.filter((b) => b.kind === 'catch' && inside(b.line));
  const calls = fn.calls.filter((c) => inside(c.fact.line));
  const waits = calls.some((c) => WAITS.test(c.fact.name));
  if (!waits && caught.length === 0) return false;
  const answered = calls.filter(asks);
  if (answered.length === 0 || !hasBound(fn, loop, waits)) return false;
  const first = Math.min(...answered.map((c) => c.fact.line));
  const lines = answered.map((c) => [c.fact.line, c.fact.endLine] as const);
  const own = calls.filter(
    (c) =>
      !asks(c) &&
      c.targets.length > 0 &&
      c.fact.line >= first &&
      !lines.some(([from, to]) => from <= c.fact.line && c.fact.line <= to) &&
      !caught.some((b) => b.bodyLine <= c.fact.line && c.fact.line <= b.endLine),
  );
  return own.length <= MOST_OWN && own.every((c) => c.targets.every((t) => t.calls.length <= MOST_OWN));
}

/** Tries are counted, or the loop waits between them. */
function hasBound(fn: FunctionNode, loop: LoopFact, waits: boolean): boolean {
  const counted = loop.kind === 'for' || /\brange\b|\.\./.test(loop.test) || /<|>/.test(loop.test);
  return waits || (counted && fn.exits.some((e) => e.kind === 'throw'));
}
