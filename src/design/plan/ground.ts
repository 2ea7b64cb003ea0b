// What follows from a brief at once and is needed by many rules: kinds of capabilities, sizes of requests, costs.
import type { Brief, BriefCapability, MemoryKind } from '../../contracts.js';
import { type Estimate, estimate } from './estimate.js';

/** A brief together with what is computed from it. Rules read it and change nothing. */
export interface Ground {
  brief: Brief;
  reads: BriefCapability[];
  changes: BriefCapability[];
  /** Needs somebody's yes, at least once. */
  approved: BriefCapability[];
  /** Cannot be taken back, or moves money. */
  final: BriefCapability[];
  executes: BriefCapability[];
  /** The capability whose mistake costs most; undefined when all only read. */
  riskiest: BriefCapability | undefined;
  /** The riskiest one, where the product is of use without it: it waits for phase 2 and is only proposed before. */
  held: BriefCapability | undefined;
  /** Somebody is there to be asked while it runs. */
  attended: boolean;
  estimate: Estimate;
  /** What is remembered, once a wish for more than can be looked after is pushed back. */
  memory: MemoryKind;
  has(watcher: Brief['watching'][number]): boolean;
  survives(what: Brief['run']['survives'][number]): boolean;
  waitsFor(what: Brief['run']['waitsFor'][number]): boolean;
  wants(wish: Brief['plans']['wanted'][number]): boolean;
}

export function groundOf(brief: Brief): Ground {
  const { capabilities, run, watching, plans } = brief;
  const changes = capabilities.filter((c) => c.effect !== 'read');
  const riskiest = [...changes].sort((a, b) => danger(b) - danger(a))[0];
  return {
    brief,
    reads: capabilities.filter((c) => c.effect === 'read'),
    changes,
    approved: capabilities.filter((c) => c.approval !== 'none'),
    final: changes.filter((c) => c.undo === 'no' || c.effect === 'spend'),
    executes: capabilities.filter((c) => c.effect === 'execute'),
    riskiest,
    held: changes.length > 1 && brief.shape !== 'code-agent' ? riskiest : undefined,
    attended: run.startedBy === 'person' && watching.includes('user'),
    estimate: estimate(brief),
    memory: remembered(brief),
    has: (watcher) => watching.includes(watcher),
    survives: (what) => run.survives.includes(what),
    waitsFor: (what) => run.waitsFor.includes(what),
    wants: (wish) => plans.wanted.includes(wish),
  };
}

/** Memory across sessions needs a conversation that lasts and somebody besides its one builder to keep it true. */
function remembered({ context, team, run }: Brief): MemoryKind {
  const lasts = run.survives.includes('conversation');
  if (context.memory !== 'across-sessions' || (team.maintainers > 1 && lasts)) return context.memory;
  return lasts ? 'session' : 'none';
}

const MISTAKE = ['nothing', 'rework', 'money', 'harm'];
const UNDO = ['yes', 'with-work', 'no'];
const EFFECT = ['read', 'write', 'send', 'spend', 'delete', 'execute'];

/** Cost of a mistake first, then whether it can be taken back, then the kind of effect. */
export function danger({ mistake, undo, effect }: BriefCapability): number {
  return MISTAKE.indexOf(mistake) * 100 + UNDO.indexOf(undo) * 10 + EFFECT.indexOf(effect);
}
