// Where calls of the model are turned into actions, one place makes them and another carries them out: the second is the dispatch.
import type { FunctionNode } from '../../../contracts.js';
import type { Found } from '../dispatch.js';
import type { Survey } from '../survey.js';
import type { Declaration } from '../tools/declaration.js';

const SWITCH = 2;
/** More arms than this say no more. */
const MOST_ARMS = 10;

/** How sure a place is that tells this many tools apart. */
export const armsWeight = (arms: number): number => SWITCH + Math.min(arms, MOST_ARMS) / 2;

/** Functions that carry out actions. */
export function carriersOf(declarations: readonly Declaration[]): Set<FunctionNode> {
  return new Set(declarations.filter((d) => d.actions !== undefined).flatMap((d) => d.run));
}

/** A call that carries out one of several actions which calls of the model were turned into. */
export function byAction(survey: Survey, declarations: Declaration[]): Found[] {
  const runs = carriersOf(declarations);
  return survey.code.calls.flatMap(({ fn, fact, targets }) => {
    const many = targets.filter((t) => runs.has(t)).length;
    return many < 2 || runs.has(fn) ? [] : [{ fn, line: fact.line, how: 'lookup', weight: armsWeight(many) }];
  });
}

/** What is found there turns calls into actions, which others carry out. */
export function converts({ fn, line }: Found, makers: ReadonlySet<FunctionNode>): boolean {
  if (makers.has(fn)) return true;
  const targets = fn.calls.filter((c) => c.fact.line === line).flatMap((c) => c.targets);
  return targets.length > 0 && targets.every((t) => makers.has(t));
}
