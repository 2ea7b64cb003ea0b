// How many agents. One, unless a reason that can carry the cost comes with something to show for it.
import type { AgentsReason, Design } from '../../contracts.js';
import type { Ground } from './ground.js';
import { capital, count, money, names, phrase, shown, whole } from './say.js';

/** Reasons that hold without a measurement: they are about what may not be mixed, not about what might be better. */
const STRUCTURAL: readonly AgentsReason[] = ['isolation', 'separate-owners'];
const MEASURED: readonly AgentsReason[] = ['context', 'parallel-reads'];

/** A second agent is for one thing; more than this is a wish list. */
const MOST = 3;

export function agents(ground: Ground): Design['agents'] {
  const { plans } = ground.brief;
  if (!ground.wants('agents')) return { count: 1, because: alone(ground) };
  if (!carries(ground)) return { count: 1, because: refused(ground) };
  const wanted = plans.agents ?? 2;
  return { count: Math.min(wanted, MOST), because: granted(ground, wanted) };
}

/** Does the reason for several agents carry their cost? */
export function carries({ brief }: Ground): boolean {
  const { agentsReason = 'none', agentsEvidence = '' } = brief.plans;
  if (agentsEvidence.trim() === '') return false;
  if (agentsReason === 'separate-owners') return brief.team.maintainers > 3;
  return STRUCTURAL.includes(agentsReason) || MEASURED.includes(agentsReason);
}

function alone({ brief, estimate }: Ground): string {
  const share = (100 * estimate.peak) / brief.cost.window;
  return `${count(brief.capabilities.length, 'tool')} and ${whole(estimate.peak)} tokens at the peak fit one agent: ${share < 1 ? 'less than 1' : whole(share)} % of the window.`;
}

/** What several agents would cost at least: each carries the fixed part of its own prompt again. */
export function price({ brief, estimate }: Ground, n: number): string {
  const times = (n + 1) * shown(estimate.cost);
  return `${count(n, 'agent')} and one that directs ${n === 1 ? 'it' : 'them'}: ${n + 1} × ${money(estimate.cost)} = ${money(times)} for what one does for ${money(estimate.cost)}, against ${money(brief.cost.perRun)} allowed`;
}

function refused(ground: Ground): string {
  const { agents: n = 2, agentsReason = 'none' } = ground.brief.plans;
  const missing: Record<AgentsReason, string> = {
    none: 'no reason was given',
    'better-results': 'better results were hoped for, not measured',
    isolation: 'it was not said what must be kept apart',
    context: 'no run was measured that outgrows the window',
    'parallel-reads': 'no waiting time was measured',
    'separate-owners': `${count(ground.brief.team.maintainers, 'maintainer')} cannot own parts separately`,
  };
  return `${count(n, 'agent')} were wished for, but ${missing[agentsReason]}. ${price(ground, n)}.`;
}

function granted(ground: Ground, wanted: number): string {
  const { brief, reads } = ground;
  const { agentsReason = 'none', agentsEvidence = '' } = brief.plans;
  const why: Record<AgentsReason, string> = {
    isolation: `the second one has only ${names(reads)} and hands back data, so what a stranger wrote never meets a tool that acts`,
    context: `the second one fills its own window and hands back only its result`,
    'parallel-reads': `readers run side by side with ${names(reads)}, one agent writes`,
    'separate-owners': `each has an owner and releases apart`,
    'better-results': '',
    none: '',
  };
  const cut =
    wanted > MOST ? ` Of the ${wanted} wished for, ${MOST} are built; each further one must show the same.` : '';
  return `${capital(why[agentsReason])}: ${phrase(agentsEvidence)}.${cut} The price: ${price(ground, Math.min(wanted, MOST) - 1)}.`;
}
