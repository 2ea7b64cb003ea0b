// Which criteria a phase promises. The core of what is built now, and of the rest only what an answer asks for: a promise
// nobody needs is work nobody ordered.
import type { Catalogue, PrimitiveChoice } from '../../contracts.js';
import type { Ground } from './ground.js';
import { needsCompaction } from './limits.js';

/** Criterion → the phase that promises it. */
export type Promises = ReadonlyMap<string, number>;

/** Phase for a criterion of a primitive that is built now; 0 leaves it out. */
type When = (ground: Ground) => 0 | 1 | 2;

const FIRST: When = () => 1;
const SECOND: When = () => 2;
const when =
  (test: (ground: Ground) => boolean, phase: 1 | 2): When =>
  (ground) =>
    test(ground) ? phase : 0;

/** With the first phase that executes anything. */
const executing: When = (g) => (g.executes.length === 0 ? 0 : g.executes.every((c) => c === g.held) ? 2 : 1);
const lasting = (g: Ground) => g.brief.run.length === 'hours' || g.brief.run.length === 'days';
const finalSoon = (g: Ground) => g.final.some((c) => c !== g.held);
/** A tool that waits for a yes is built in phase 1. */
const asksSoon = (g: Ground) => g.approved.some((c) => c !== g.held);
const servers = (g: Ground) => g.wants('mcp') && (g.brief.plans.mcpBecause ?? '').trim() !== '';

/** Criteria beside the core, and the core ones that not every product needs. */
const BESIDE: Readonly<Record<string, When>> = {
  'tool-registry/side-effect-class': FIRST,
  'tool-registry/validated-input': (g) => (g.changes.length > 0 ? 1 : 2),
  'tool-registry/source-tag': when(servers, 2),
  'permission-system/fail-closed': FIRST,
  'permission-system/policy-as-data': when((g) => g.brief.team.maintainers > 1 || g.changes.length > 2, 2),
  'permission-system/destructive-detection': executing,
  'permission-system/preapproved': when((g) => g.executes.length > 0, 2),
  'permission-system/containment': (g) => executing(g) || (g.brief.shape === 'code-agent' ? 1 : 0),
  'permission-system/trust-tiers': when(servers, 2),
  'session-persistence/incremental': FIRST,
  'session-persistence/crash-safe-write': (g) => (lasting(g) ? 1 : 2),
  'session-persistence/full-state': SECOND,
  'session-persistence/tolerant-load': when((g) => lasting(g) || g.memory === 'across-sessions', 2),
  'workflow-state/effects-recorded': (g) => (g.final.length === 0 ? 0 : finalSoon(g) ? 1 : 2),
  'workflow-state/retry-safety': when((g) => g.changes.length > 0, 1),
  'workflow-state/waiting': (g) =>
    g.waitsFor('outside-system') || (g.waitsFor('approver') && asksSoon(g)) ? 1 : g.waitsFor('approver') ? 2 : 0,
  'token-budget/structured-stop': FIRST,
  'token-budget/pre-call-check': (g) => (needsCompaction(g) ? 1 : g.estimate.peak * 5 > g.brief.cost.window ? 2 : 0),
  'token-budget/loop-breaker': when((g) => g.brief.run.steps > 4, 2),
  'token-budget/cost-visible': when((g) => g.has('user') || g.has('operator'), 2),
  'streaming-events/terminal-reason': FIRST,
  'streaming-events/interrupt': when((g) => g.attended && g.brief.run.length !== 'seconds', 2),
  'streaming-events/usage-status': when((g) => g.has('program') || lasting(g), 2),
  'event-log/categories': FIRST,
  'event-log/correlated': when((g) => g.brief.run.perDay > 10 || g.has('auditor'), 2),
  'event-log/durable': FIRST,
  'event-log/decisions': when((g) => g.has('auditor'), 2),
  'verification/guardrail-tests': when((g) => g.changes.length > 0, 1),
  'verification/run-check': when((g) => g.brief.shape === 'code-agent' || g.brief.shape === 'workflow-orchestrator', 1),
  'verification/limit-tests': SECOND,
  'verification/evals': SECOND,
  'verification/ci': FIRST,
  'tool-pool/deny-list': SECOND,
  'compaction/tool-output': SECOND,
  'compaction/integrity': SECOND,
  'compaction/lossless': when((g) => g.survives('conversation'), 2),
  'permission-audit/first-class': SECOND,
  'permission-audit/durable': SECOND,
  'permission-audit/handlers': when((g) => g.attended && g.brief.watching.length > 1, 2),
  'permission-audit/revocable': when((g) => g.approved.some((c) => c.approval === 'first-time'), 2),
  'agent-types/enforced': SECOND,
  'agent-types/isolated': SECOND,
};

/** What each phase promises. What comes later promises its core in the third phase. */
export function promises(ground: Ground, choices: readonly PrimitiveChoice[], catalogue: Catalogue): Promises {
  const promised = new Map<string, number>();
  for (const primitive of catalogue.primitives) {
    const choice = choices.find((c) => c.id === primitive.id);
    for (const { id, core } of primitive.criteria) {
      const phase = phaseOf(ground, choice, id, core);
      if (phase > 0) promised.set(id, phase);
    }
  }
  return promised;
}

function phaseOf(ground: Ground, choice: PrimitiveChoice | undefined, id: string, core: boolean): number {
  if (choice === undefined || choice.choice === 'not-needed') return 0;
  if (choice.choice === 'later') return core ? (choice.phase ?? 0) : 0;
  const asked = BESIDE[id]?.(ground) ?? (core ? 1 : 0);
  return asked === 0 ? 0 : Math.max(asked, choice.phase ?? 1);
}
