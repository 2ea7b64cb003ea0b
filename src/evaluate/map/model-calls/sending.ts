// The function that knows a model API and the one that touches the network are often two: a client's method builds the
// request, a stream or an iterator is handed back as a closure, and one shared function posts for every vendor.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';

/** Calls from the function that builds a request to the one that sends it. */
const STEPS = 4;

/** Functions within a few calls, the nearest first. Closures are a part of the function they stand in and cost no step. */
export function within(fn: FunctionNode, steps = STEPS): FunctionNode[] {
  const seen = new Set(withClosures(fn));
  let frontier = [...seen];
  for (let step = 0; step < steps && frontier.length > 0; step++) {
    const called = frontier.flatMap((f) => f.calls.filter((c) => c.guessed !== true).flatMap((c) => c.targets));
    frontier = [...new Set(called.flatMap(withClosures))].filter((f) => !seen.has(f));
    for (const f of frontier) seen.add(f);
  }
  return [...seen];
}

function withClosures(fn: FunctionNode): FunctionNode[] {
  return [fn, ...fn.children.filter((c) => c.fact.kind === 'closure').flatMap(withClosures)];
}

/**
 * Functions that name a model API's path, by `endpoint`, and leave it to another function to send: the call that leads to
 * the network. A path in a constant belongs to the functions of its file that mention it.
 */
export function relayedCalls(survey: Survey, endpoint: RegExp): CallNode[] {
  const whole = survey.code.functions.filter((fn) => fn.fact.kind !== 'closure' && fn.fact.kind !== 'module');
  const constantsOf = new Map(
    [...new Set(whole.map((fn) => fn.file))].map((file) => [
      file,
      file.values.filter((v) => endpoint.test(v.text)).map((v) => v.name),
    ]),
  );
  return whole.flatMap((fn) => {
    const parts = withClosures(fn);
    const constants = constantsOf.get(fn.file) ?? [];
    const names = (f: FunctionNode): boolean =>
      f.strings.some((s) => s.length < 200 && endpoint.test(s.value)) ||
      constants.some((c) => f.fact.idents.includes(c));
    if (!parts.some(names)) return [];
    const calls = parts.flatMap((f) => f.calls).filter((c) => leadsOut(survey, c));
    return calls.find((c) => c.fact.args.some((a) => endpoint.test(a.text))) ?? calls[0] ?? [];
  });
}

function leadsOut(survey: Survey, call: CallNode): boolean {
  if (call.guessed === true) return false;
  return call.targets.some((t) => within(t, STEPS - 1).some((f) => touchesNetwork(survey, f)));
}

/** It makes a network call itself. */
export function touchesNetwork(survey: Survey, fn: FunctionNode): boolean {
  return survey.effectsOf.get(fn)?.some((e) => e.class === 'network') ?? false;
}
