// A planned test says what it proves and which tool it is about; the phase follows from both.
import type { BriefCapability, PlannedTest } from '../../../contracts.js';
import type { Ground } from '../ground.js';
import { phrase } from '../say.js';

export interface Test extends Omit<PlannedTest, 'by'> {
  /** A machine on each change, where it is not said. */
  by?: PlannedTest['by'];
  /** It cannot run before this capability is built. */
  about?: BriefCapability;
}

export type TestRule = (ground: Ground) => Test[];

/** Whoever starts a run, as the subject of a `when`. */
export function startOf({ brief }: Ground): string {
  return {
    person: `a request comes from ${phrase(brief.job.users)}`,
    schedule: 'the schedule fires',
    event: 'the event arrives',
    code: 'the product calls the function',
  }[brief.run.startedBy];
}
