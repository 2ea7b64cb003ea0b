// The design specification: what was promised before a line was written, so that the code can be held to it later.
import type { Approval, CapabilityEffect, MemoryKind, Shape, Stack } from './brief.js';
import type { EffectClass } from './map.js';
import type { Evidence } from './verdict.js';

/** Written to harness.design.yaml; everything in it follows from the brief. */
export interface Design {
  version: 1;
  product: {
    name: string;
    description: string;
    owns: string;
    users: string;
    never: string[];
    success: string;
    stack: Stack;
  };
  /** Words of the plan in terms of this product, with what somebody must still settle. */
  terms: { word: string; means: string }[];
  shape: {
    id: Shape;
    because: string;
    /** The alternative that came closest, and why it lost. */
    insteadOf: { id: Shape | 'plain-code'; because: string };
  };
  agents: { count: number; because: string };
  subsystems: Subsystem[];
  capabilities: DesignCapability[];
  /** What stands behind each line of what must never happen. */
  guards: DesignGuard[];
  primitives: PrimitiveChoice[];
  states: WorkflowState[];
  /** States of one case and the moves that code allows; empty where a run is the whole of its work. */
  cases: CaseState[];
  session: { holds: string; because: string }[];
  budgets: DesignBudget[];
  events: DesignEvent[];
  prompt: PromptSection[];
  memory: { kind: MemoryKind; rules: string[] };
  concurrency: { rule: string; because: string }[];
  phases: Phase[];
  mvp: { builds: string[]; leavesOut: string[] };
  risks: { risk: string; because: string; answer: string }[];
  pushback: Pushback[];
  /** Present when the design starts from an evaluation. */
  migration?: Migration;
}

export interface Subsystem {
  id:
    | 'entry'
    | 'orchestrator'
    | 'registry'
    | 'permission'
    | 'execution'
    | 'state'
    | 'context'
    | 'observability'
    | 'evaluation';
  title: string;
  owns: string;
  /** What it must not do or know. */
  boundary: string;
  /** Ids of the subsystems it calls, with what goes over. */
  calls: { id: Subsystem['id']; with: string }[];
}

export interface DesignCapability {
  name: string;
  does: string;
  effect: CapabilityEffect;
  /** Phase that builds it. Until then the agent proposes what it would do. */
  phase: number;
  /** Effects that code may have behind this name without being drift. */
  allows: EffectClass[];
  class: 'read' | 'mutate' | 'destructive';
  approval: Approval;
  /** Why this class and this approval. */
  because: string;
  /** What the audit record of a call holds; empty for reads that leave none. */
  audit: string[];
  blastRadius: string;
  reversibility: string;
}

export interface DesignGuard {
  never: string;
  /** Who decides: `nobody` means that the brief leaves it open. */
  by: 'code' | 'person' | 'nobody';
  /** Data that must be there to decide. */
  needs: string;
  decides: string;
  where: string;
}

export interface PrimitiveChoice {
  /** Id of one of the twelve. */
  id: string;
  choice: 'now' | 'later' | 'not-needed';
  because: string;
  /** Phase that builds it; with `now` and `later`. */
  phase?: number;
  /** What to measure and the number that makes it due; with `later`. */
  trigger?: string;
}

export interface WorkflowState {
  id: string;
  means: string;
  next: string[];
  survives: boolean;
  because: string;
}

/** Where one case stands: an invoice, a mail, an alert. Outlives the run that worked on it. */
export interface CaseState {
  id: string;
  means: string;
  next: string[];
  /** Who moves it on. */
  by: 'code' | 'model' | 'person' | 'nobody';
}

export interface DesignBudget {
  of:
    | 'turns'
    | 'output-tokens'
    | 'context'
    | 'compaction'
    | 'run-tokens'
    | 'run-cost'
    | 'day-cost'
    | 'time'
    | 'retries'
    | 'approval'
    | 'call-amount'
    | 'day-amount';
  limit: number;
  unit: string;
  /** The sum that gives the limit, with this product's numbers. */
  arithmetic: string;
  /** What happens when it is reached. */
  reached: string;
}

export interface DesignEvent {
  type: string;
  carries: string[];
  because: string;
}

export interface PromptSection {
  name: string;
  /** `prefix` is the same in every run, `session` is fixed at its start, `turn` may differ each time. */
  part: 'prefix' | 'session' | 'turn';
  holds: string;
  because: string;
}

export interface Phase {
  number: number;
  title: string;
  weeks: number;
  goal: string;
  scope: string[];
  /** What to build, first to last. */
  order: string[];
  done: string[];
  /** When to stop and go another way. */
  kill: string;
  /** Criteria of the catalogue that the code must meet at the end of the phase. */
  promises: string[];
  tests: PlannedTest[];
}

export interface PlannedTest {
  kind: 'golden' | 'risky' | 'boundary' | 'recovery' | 'limit' | 'experience';
  /** Id of the criterion it proves. */
  criterion: string;
  /** `ci`: a machine, on each change; `person`: somebody looks; `paid`: the real model; `settings`: of the repository. */
  by: 'ci' | 'person' | 'paid' | 'settings';
  given: string;
  when: string;
  then: string;
}

export interface Pushback {
  wish: string;
  advice: string;
  because: string;
  /** What would change the advice. */
  evidence: string;
}

export interface Migration {
  /** Primitives that stand and stay as they are. */
  keep: { id: string; because: string }[];
  /** Promised criteria that the code does not meet yet, by phase. */
  build: { phase: number; criterion: string; because: string }[];
  /** What the code has and the design does not. */
  settle: { what: string; where: string; because: string }[];
}

/** How code stands to its design. Part of the report when a design was given. */
export interface DesignCheck {
  product: string;
  /** Number of the first phase that is not done; one more than the last when all are. */
  phase: number;
  phases: PhaseCheck[];
  drift: Drift[];
  /** Tools that stand for a capability under another name: shown, since a person may know better. */
  taken: { tool: string; capability: string; because: string; evidence: Evidence }[];
  /** Declared capabilities that no tool of the code provides yet. */
  notBuilt: string[];
}

export interface PhaseCheck {
  number: number;
  title: string;
  status: 'done' | 'in-progress' | 'not-started';
  promises: PromiseCheck[];
}

export interface PromiseCheck {
  criterion: string;
  /** `contradicted`: the code does the opposite of what was promised; `unknown`: could not be seen. */
  status: 'met' | 'partly-met' | 'missing' | 'contradicted' | 'unknown';
  why: string;
  evidence: Evidence[];
}

/** Something the code can do that the design does not say. */
export interface Drift {
  kind: 'undeclared-tool' | 'undeclared-effect' | 'looser-approval';
  tool: string;
  effects: EffectClass[];
  why: string;
  evidence: Evidence;
}
