// What follows from a brief at once and is needed by many rules: kinds of capabilities, sizes of requests, costs.
import type { Brief, BriefCapability, MemoryKind } from '../../contracts.js';
import { type Estimate, estimate } from './estimate.js';
import { phrase } from './say.js';

/** A brief together with what is computed from it. Rules read it and change nothing. */
export interface Ground {
  brief: Brief;
  reads: BriefCapability[];
  changes: BriefCapability[];
  /** Needs somebody's yes, at least once. */
  approved: BriefCapability[];
  /** A second one would hurt: it cannot be taken back and is not for nothing, or moves money. */
  final: BriefCapability[];
  /** Those of them that must happen once for each target; a command is no target. */
  once: BriefCapability[];
  executes: BriefCapability[];
  /** It works on cases that outlive a run: what waits for a yes is the case, and the run goes on with the next. */
  cases: boolean;
  /** The capability whose mistake costs most; undefined when all only read. */
  riskiest: BriefCapability | undefined;
  /** The riskiest one, where the product is of use without it: phase 1 keeps its calls as proposals and runs none. */
  held: BriefCapability | undefined;
  /** Changes that phase 1 builds, least dangerous first. */
  ready: BriefCapability[];
  /** The tool that tests of phase 1 are about: the most dangerous that is built, or one that reads. */
  example: BriefCapability;
  /** The one it works for is there while it runs, and can be asked. */
  attended: boolean;
  /** Who says yes or no, as an object in a sentence. */
  approvers: string;
  /** Hours until an open question lapses as a no. */
  approvalHours: number;
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
  const reads = capabilities.filter((c) => c.effect === 'read');
  const riskiest = [...changes].sort((a, b) => danger(b) - danger(a))[0];
  const held = changes.length > 1 && brief.shape !== 'code-agent' ? riskiest : undefined;
  const final = changes.filter((c) => (c.undo === 'no' && c.mistake !== 'nothing') || c.effect === 'spend');
  const ready = changes.filter((c) => c !== held).sort((a, b) => danger(a) - danger(b));
  return {
    brief,
    reads,
    changes,
    ready,
    example: exampleOf([...reads, ...ready], ready),
    approved: capabilities.filter((c) => c.approval !== 'none'),
    final,
    once: final.filter((c) => c.effect !== 'execute'),
    cases: changes.length > 0 && worksOnCases(brief),
    executes: capabilities.filter((c) => c.effect === 'execute'),
    riskiest,
    held,
    attended: watching.includes('user') && (run.startedBy === 'person' || run.waitsFor.includes('user')),
    approvers: phrase(run.approvers ?? 'an operator'),
    approvalHours: run.approvalHours ?? 24,
    estimate: estimate(brief),
    memory: remembered(brief),
    has: (watcher) => watching.includes(watcher),
    survives: (what) => run.survives.includes(what),
    waitsFor: (what) => run.waitsFor.includes(what),
    wants: (wish) => plans.wanted.includes(wish),
  };
}

function worksOnCases({ shape, run }: Brief): boolean {
  return shape === 'workflow-orchestrator' || run.startedBy === 'event' || run.startedBy === 'schedule';
}

function exampleOf(built: readonly BriefCapability[], ready: readonly BriefCapability[]): BriefCapability {
  const tool = ready.at(-1) ?? built[0];
  if (tool === undefined) throw new Error('a brief without a capability cannot be planned');
  return tool;
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
