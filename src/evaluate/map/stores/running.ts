// What runs while the agent runs. Calls from the loop are only part of it: sessions are often written by listeners of
// its events, by callbacks given to it, or by whoever consumes what it yields.
import type { CallNode, FunctionNode, JudgeContext, LoopFact } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { Survey } from '../survey.js';

const SUBSCRIBE = new Set([
  'subscribe',
  'addListener',
  'addEventListener',
  'on',
  'onEvent',
  'add_listener',
  'register',
]);
const ABOUT_RUNS = [
  'agent',
  'session',
  'loop',
  'runner',
  'emitter',
  'bus',
  'event',
  'stream',
  'chat',
  'conversation',
  'hook',
];

/** Asks whether a line runs while a loop goes on. */
export type Running = (fn: FunctionNode, line: number) => boolean;

/** Functions reached from the loop or from what listens to it; and lines of loops around a run. */
export function whileRunning({ code }: Survey, path: JudgeContext['path']): Running {
  const near = new Set([...path.to.keys(), ...path.loops]);
  const listening = code.calls.flatMap((call) => {
    // What is subscribed hears every turn, even when it starts another one; what is merely handed over may be the start.
    const told = subscribes(call);
    return listeners(call, path).filter((fn) => told || !path.to.has(fn));
  });
  const around = [...near].filter((fn) => fn.inScope).flatMap((fn) => turnsOf(fn, near));
  const consumers = around.flatMap(({ fn, loop }) =>
    fn.calls.filter((c) => within(loop, c.fact.line)).flatMap((c) => c.targets.filter((t) => !near.has(t))),
  );
  const live = code.reach([...path.loops, ...listening, ...consumers]);
  return (fn, line) => live.has(fn) || around.some((a) => a.fn === fn && within(a.loop, line));
}

/** Functions handed over to be called back: to a subscription, or to something on the way to the loop. */
function listeners(call: CallNode, path: JudgeContext['path']): FunctionNode[] {
  const runs = call.targets.some((t) => path.to.has(t) || path.from.has(t) || path.loops.some((l) => sameOwner(l, t)));
  if (!subscribes(call) && !runs) return [];
  const { file } = call.fn;
  const own = (index: number): FunctionNode[] => call.fn.children.filter((c) => c.index === index);
  return call.fact.args.flatMap((arg) => {
    if (arg.fn !== undefined) return own(arg.fn);
    if (arg.object !== undefined)
      return (file.objects[arg.object]?.keys ?? []).flatMap((k) => (k.fn === undefined ? [] : own(k.fn)));
    const name = /[\w$]+$/.exec(arg.text)?.[0];
    return arg.kind !== 'reference'
      ? []
      : call.fn.callees.filter((c) => c.fact.name === name && !call.targets.includes(c));
  });
}

function subscribes({ fact }: CallNode): boolean {
  return SUBSCRIBE.has(fact.name) && mentions(fact.callee, ABOUT_RUNS);
}

function sameOwner(a: FunctionNode, b: FunctionNode): boolean {
  return a.fact.owner !== undefined && a.fact.owner === b.fact.owner && b.fact.kind === 'constructor';
}

/** Loops of a function around a run: it asks for the next prompt, or consumes what the run yields. */
function turnsOf(fn: FunctionNode, near: ReadonlySet<FunctionNode>): { fn: FunctionNode; loop: LoopFact }[] {
  const runs = fn.calls.filter((c) => c.targets.some((t) => near.has(t)));
  return fn.loops
    .filter((loop) =>
      loop.kind === 'for-each' || loop.kind === 'for'
        ? runs.some((c) => c.fact.line === loop.line)
        : runs.some((c) => within(loop, c.fact.line)),
    )
    .map((loop) => ({ fn, loop }));
}

function within(loop: LoopFact, line: number): boolean {
  return loop.line <= line && line <= loop.endLine;
}
