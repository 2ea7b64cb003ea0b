// What a tool can do at the end of its calls. A path proves it only as far as its steps are the tool's own doing.
import type { CallNode, EffectClass, FunctionNode, Tool } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';
import { fixedProgram, isProbe } from '../effects/program.js';
import { isOfBus, reachDirectly } from '../graph/delivery.js';
import type { EffectCall, Survey } from '../survey.js';

const EFFECT_DEPTH = 7;
/** Every harness logs, counts and remembers on the way to an effect; what those write is not the tool's doing. */
const HOUSEKEEPING = [
  'log',
  'telemetr',
  'metric',
  'trace',
  'debug',
  'session',
  'record',
  'history',
  'cache',
  'analytic',
];

/** An effect with the functions that lead to it, and the one program it starts if it starts only one. */
export function effectOf(effect: EffectCall, path: string[]): Tool['effects'][number] {
  const program = effect.class === 'shell' ? fixedProgram(effect.call.fact) : undefined;
  return { class: effect.class, site: effect.site, path, ...(program === undefined ? {} : { program }) };
}

/** One program says less than a shell, however near it is. */
export function weaker(known: Tool['effects'][number] | undefined, effect: Tool['effects'][number]): boolean {
  return known === undefined || (known.program !== undefined && effect.program === undefined);
}

/** One effect of each class, by the shortest path; a free shell before one program. */
export function effectsFrom(survey: Survey, run: FunctionNode[], barrier: ReadonlySet<FunctionNode>): Tool['effects'] {
  const reached = reachDirectly(
    run.filter((fn) => !isOfBus(fn)),
    EFFECT_DEPTH,
  );
  const best = new Map<EffectClass, Tool['effects'][number]>();
  for (const [fn, path] of reached) {
    const effects = (survey.effectsOf.get(fn) ?? []).filter((e) => e.class !== 'shell' || !isProbe(e.call.fact));
    if (effects.length === 0 || !isOwnDoing(path, barrier)) continue;
    for (const effect of effects) {
      const known = best.get(effect.class);
      const found = effectOf(
        effect,
        path.map((n) => n.id),
      );
      const nearer = known !== undefined && path.length < known.path.length && !weaker(found, known);
      if (nearer || weaker(known, found)) best.set(effect.class, found);
    }
  }
  return [...best.values()].sort((a, b) => (a.class < b.class ? -1 : 1));
}

/** The path neither runs the agent again, nor keeps house, nor rests on a name that many things share. */
function isOwnDoing(path: readonly FunctionNode[], barrier: ReadonlySet<FunctionNode>): boolean {
  return path.every((fn, i) => {
    const before = path[i - 1];
    if (before === undefined) return true;
    if (barrier.has(fn) || isOfBus(fn) || mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, HOUSEKEEPING))
      return false;
    const calls = before.calls.filter((c) => c.targets.includes(fn));
    return calls.length === 0 || calls.some((c) => !isFarFetched(c, fn));
  });
}

/** `image.save()` found to be `Agent.save()`: one plain verb in common, and no word of the owner in the receiver. */
function isFarFetched(call: CallNode, target: FunctionNode): boolean {
  if (call.guessed !== true || splitWords(call.fact.name).length > 1) return false;
  const owner = splitWords(target.fact.owner ?? '');
  const receiver = splitWords(call.fact.receiver.split(/[.:]+/).at(-1) ?? '');
  return owner.length > 0 && !owner.some((o) => receiver.some((r) => o.startsWith(r) || r.startsWith(o)));
}
