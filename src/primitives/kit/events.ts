// Questions about the events of a run. Events that a model client streams are not the harness's own: a watcher needs
// what the loop and the dispatch do, so emissions inside the layer that talks to the model are kept apart.
import type { Emission, EventType, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { ownPath } from './own-path.js';

/** Parts of a harness that have events of their own; what they tell is not what the run does. */
const PART = [
  'hook',
  'plugin',
  'extension',
  'config',
  'file',
  'download',
  'install',
  'auth',
  'login',
  'mouse',
  'key',
  'window',
  'setting',
  'selector',
  'editor',
  'dialog',
  'menu',
  'props',
];

/** Are these the events of a part of the harness rather than of the run? */
export const isOfPart = (event: EventType): boolean => mentions(event.name, PART);

/** One event that leaves a function on the loop's path. */
export interface Sending {
  event: EventType;
  at: Emission;
  fn: FunctionNode;
  /** Sub-words of the variant without what all variants of its family start with. */
  words: readonly string[];
}

/** Events sent by the harness itself and not by its tools, those nearest to the loop first. */
export function sendings(context: JudgeContext): Sending[] {
  const client = clientLayer(context);
  const onOwnPath = ownPath(context);
  const own = context.map.events.filter((event) => !isOfClient(context, event, client));
  const all = own.flatMap((event) => {
    const prefix = commonPrefix(event.variants.map(splitWords));
    return certain(event).flatMap((at) => {
      const fn = context.code.function(at.fn);
      if (fn === undefined || client.has(fn) || !onOwnPath.has(fn)) return [];
      const all = splitWords(at.variant);
      return [{ event, at, fn, words: all.length > prefix ? all.slice(prefix) : all }];
    });
  });
  return all.sort((a, b) => distance(context, a.fn) - distance(context, b.fn));
}

/** A line that sends one of several members shows none of them, as long as other lines do. */
function certain({ emitted }: EventType): Emission[] {
  const seen = emitted.filter((e) => e.guessed !== true);
  return seen.length > 0 ? seen : emitted;
}

const FAR = 9;

/** Steps from the loop or the dispatch; what only leads there (an interface, a command) is farther off than what they call. */
export function distance({ path }: JudgeContext, fn: FunctionNode): number {
  if (path.loops.includes(fn) || path.dispatches.includes(fn)) return 0;
  const [from, tools, to] = [path.from, path.tools, path.to].map((ways) => (ways.get(fn)?.length ?? FAR + 1) - 1);
  return Math.min(from ?? FAR, tools ?? FAR, FAR / 3 + (to ?? FAR), FAR);
}

/** A family that is mostly sent while talking to the model streams replies, wherever else one of its members is sent. */
function isOfClient({ code }: JudgeContext, event: EventType, client: ReadonlySet<FunctionNode>): boolean {
  const inside = event.emitted.filter((e) => {
    const fn = code.function(e.fn);
    return fn !== undefined && client.has(fn);
  });
  return inside.length * 2 > event.emitted.length;
}

/** Functions that talk to the model and what they call, without the loops and what leads to them. */
export function clientLayer({ code, map, path }: JudgeContext): ReadonlySet<FunctionNode> {
  const requests = map.modelCalls.filter((m) => m.kind === 'request');
  const callers = requests.flatMap((m) => code.function(m.fn) ?? []).filter((fn) => !path.to.has(fn));
  return new Set([...code.reach(callers, 3).keys()].filter((fn) => !path.to.has(fn)));
}

/** Functions that lead to a tool's invocation or stand behind it; all on the path when no dispatch was found. */
export function nearDispatch({ code, path }: JudgeContext): (fn: FunctionNode) => boolean {
  if (path.dispatches.length === 0) return () => true;
  const leading = [...code.reachedBy(path.dispatches, 8).keys()].filter((fn) => path.from.has(fn));
  const beside = code.reach(leading, 2);
  return (fn) => beside.has(fn) || path.tools.has(fn);
}

/** A line of a function on which a tool call is carried out, or handed to what carries it out. */
interface Invocation {
  line: number;
  loop?: number;
}

const LEADING = 3;

/** Where the call itself is made: the dispatch site, and the calls that lead there, above which only the loop stands. */
function invocationsIn({ map, code, path }: JudgeContext): (fn: FunctionNode) => Invocation[] {
  const leading = code.reachedBy(path.dispatches, LEADING);
  return (fn) => {
    const lines = map.dispatches.filter((d) => d.fn === fn.id).map((d) => d.site.line);
    const own = fn.calls.filter(
      (c) => lines.includes(c.fact.line) || c.targets.some((t) => t !== fn && leading.has(t)),
    );
    return own.map(({ fact: { line, loop } }) => ({ line, ...(loop === undefined ? {} : { loop }) }));
  };
}

/**
 * Sendings that stand around the carrying out of one call, by their place: in the pass over the calls of a turn, or in the
 * function that carries out one call. The nearest before and after come first.
 */
export function aroundCalls(context: JudgeContext, all: Sending[]): { before: Sending[]; after: Sending[] } {
  const invocations = invocationsIn(context);
  const turns = new Set(context.map.loops.map((l) => `${l.fn}:${l.site.line}`));
  const placed = all.flatMap((s) => {
    const pass = passOf(s, turns);
    const looping = context.path.loops.includes(s.fn);
    const near = invocations(s.fn).filter((i) => !looping || (pass !== undefined && i.loop === pass));
    const inOne = pass !== undefined || context.path.dispatches.includes(s.fn);
    return near.length > 0 && inOne ? [{ s, by: near.map((i) => s.at.line - i.line) }] : [];
  });
  const nearest = (sign: 1 | -1): Sending[] =>
    placed
      .flatMap(({ s, by }) => by.filter((d) => d * sign > 0).map((d) => ({ s, d: Math.abs(d) })))
      .sort((a, b) => a.d - b.d)
      .map(({ s }) => s);
  return { before: nearest(-1), after: nearest(1) };
}

/** The loop over the calls of a turn that a sending stands in. */
function passOf({ fn, at }: Sending, turns: ReadonlySet<string>): number | undefined {
  const inner = fn.loops
    .filter(
      (l) => l.kind === 'for-each' && l.line <= at.line && at.line <= l.endLine && !turns.has(`${fn.id}:${l.line}`),
    )
    .sort((a, b) => b.line - a.line)[0];
  return inner === undefined ? undefined : fn.file.loops.indexOf(inner);
}

/** A sending as a signal, at the line where the event leaves. */
export function sent({ at, fn, event }: Sending, strength: Signal['strength'], what: string): Signal {
  return { strength, file: at.file, line: at.line, note: `${what}: ${event.name} ${at.variant}`, fn };
}

/** The declaration of an event family as a signal. */
export function declaredAt(event: EventType, strength: Signal['strength'], fn?: FunctionNode): Signal {
  const shown = event.variants.slice(0, 4).join(', ');
  const { file, line } = event.site;
  return { strength, file, line, note: `${event.name}: ${shown}`, ...(fn === undefined ? {} : { fn }) };
}

function commonPrefix(all: (readonly string[])[]): number {
  const first = all[0] ?? [];
  if (all.length < 2) return 0;
  const end = first.findIndex((word, i) => all.some((words) => words[i] !== word));
  return end === -1 ? 0 : end;
}
