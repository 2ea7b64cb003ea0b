// Prerequisites decide first: an audit trail of a gate that does not exist cannot be built. Among steps that are
// ready, critical ones and the core of day one go first; then the one that removes most risk for its effort.
import type { Criterion, Severity } from '../../contracts.js';
import type { Draft } from './steps.js';

/** Risk removed. A critical gap outranks any other, whatever the effort: 30 / 3 > 9 / 1. */
const RISK: Readonly<Record<Severity, number>> = { critical: 30, high: 9, medium: 3, low: 1 };
/** Cost in rough days. */
const COST: Readonly<Record<Criterion['effort'], number>> = { hours: 1, day: 2, days: 3 };

/** Steps so that each comes after the core of what its primitive requires, and after its own core. */
export function orderSteps(drafts: readonly Draft[]): Draft[] {
  const open = [...drafts];
  const ordered: Draft[] = [];
  while (open.length > 0) {
    const ready = open.filter((draft) => !open.some((other) => other !== draft && mustPrecede(other, draft)));
    // A cycle of requirements leaves nothing ready; the best of what is left then breaks it.
    const [next] = [...(ready.length > 0 ? ready : open)].sort(compareSteps);
    if (next === undefined) break;
    ordered.push(next);
    open.splice(open.indexOf(next), 1);
  }
  return ordered;
}

function mustPrecede(other: Draft, draft: Draft): boolean {
  if (!other.core) return false;
  return other.primitive.id === draft.primitive.id
    ? !draft.core
    : draft.primitive.requires.includes(other.primitive.id);
}

/**
 * What is critical comes first; then what is open at the core of day one, unless it hardly matters here: the rest stands on
 * it. Only among the others does risk against effort decide.
 */
function rank({ severity, core, primitive }: Draft): number {
  const foundation = core && primitive.tier === 'day-one' && severity !== 'low';
  if (severity === 'critical') return foundation ? 0 : 1;
  return foundation ? 2 : 3;
}

function compareSteps(a: Draft, b: Draft): number {
  const value = (draft: Draft) => RISK[draft.severity] / COST[draft.effort];
  return (
    rank(a) - rank(b) ||
    value(b) - value(a) ||
    a.primitive.number - b.primitive.number ||
    Number(b.core) - Number(a.core)
  );
}
