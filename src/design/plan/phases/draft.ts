// What a phase is drafted from, and how its tests are counted: by who can tell that they pass.
import type { Catalogue, Phase, PlannedTest, PrimitiveChoice } from '../../../contracts.js';
import type { Ground } from '../ground.js';
import { list } from '../say.js';

export type Draft = (
  ground: Ground,
  built: readonly PrimitiveChoice[],
  tests: readonly PlannedTest[],
  catalogue: Catalogue,
  weeks: number,
) => Pick<Phase, 'title' | 'goal' | 'scope' | 'order' | 'done' | 'kill'>;

/** Titles of primitives, as parts of a sentence. */
export function titles(choices: readonly PrimitiveChoice[], catalogue: Catalogue): string[] {
  return choices.map(({ id }) => (catalogue.primitives.find((p) => p.id === id)?.title ?? id).toLowerCase());
}

const COUNTED: Record<PlannedTest['by'], [one: string, many: string]> = {
  ci: ['test in CI', 'tests in CI'],
  person: ['check with a person', 'checks with a person'],
  paid: ['evaluation with the real model', 'evaluations with the real model'],
  settings: ['setting of the repository', 'settings of the repository'],
};

/** '24 tests in CI, 2 checks with a person and 1 setting of the repository'. */
export function inWords(tests: readonly PlannedTest[]): string {
  const kinds = Object.keys(COUNTED) as PlannedTest['by'][];
  return list(
    kinds.flatMap((by) => {
      const n = tests.filter((test) => test.by === by).length;
      return n === 0 ? [] : [`${n} ${COUNTED[by][n === 1 ? 0 : 1]}`];
    }),
  );
}
