// The same expression means different things bound to a name, passed to a call or returned. A walk hands each
// expression its place on the way down and gets back the facts it became.
import type { ObjectFact } from '../../../contracts/facts.js';

/** Where an expression stands: what its value is bound to, passed to or part of. */
export interface Place {
  context: ObjectFact['context'];
  /** The variable, callee, array or property name that goes with `context`. */
  in?: string;
  /** Enclosing object. */
  parent?: number;
  /** Call the expression is an argument of. */
  call?: number;
  awaited?: boolean;
  /** Its value leaves the function although nothing says `return`. */
  tail?: boolean;
}

/** The facts an expression became, for those that refer to it. */
export interface Produced {
  fn?: number;
  object?: number;
}

export const NOWHERE: Place = { context: 'other' };
export const RETURNED: Place = { context: 'return' };
export const NOTHING: Produced = {};

/** The part of a place that an object fact repeats. */
export function placed(place: Place): Pick<ObjectFact, 'context' | 'in' | 'parent' | 'call'> {
  return {
    context: place.context,
    ...(place.in === undefined ? {} : { in: place.in }),
    ...(place.parent === undefined ? {} : { parent: place.parent }),
    ...(place.call === undefined ? {} : { call: place.call }),
  };
}

/** What a call's result is bound to: a name, or 'return'. */
export function resultOf(place: Place): { result?: string } {
  if (place.context === 'return') return { result: 'return' };
  return place.context === 'value' && place.in !== undefined ? { result: place.in } : {};
}

/** The name of a closure, and the call it is an argument of. */
export function closureAt(place: Place): { name: string; argumentOf?: number } {
  const bound = place.context === 'value' || place.context === 'property';
  return {
    name: (bound ? place.in : undefined) ?? '<closure>',
    ...(place.context === 'argument' && place.call !== undefined ? { argumentOf: place.call } : {}),
  };
}

/** An element of an array that itself stands at `place`. */
export function elementOf(place: Place): Place {
  return { ...placed(place), context: 'element' };
}
