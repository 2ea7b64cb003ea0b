// The registry lists files by name; people read the primitives by number and core criteria first.
import type { Catalogue } from '../../contracts.js';

/** Primitives by number; criteria core first, then by weight, then by id. */
export function order(catalogue: Catalogue): Catalogue {
  const primitives = catalogue.primitives
    .map((p) => ({
      ...p,
      criteria: [...p.criteria].sort(
        (a, b) => Number(b.core) - Number(a.core) || b.weight - a.weight || (a.id < b.id ? -1 : 1),
      ),
    }))
    .sort((a, b) => a.number - b.number);
  return { primitives, practices: catalogue.practices };
}
