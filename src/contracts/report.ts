// The report: everything judged, scored and ordered. Same input, same bytes.
import type { Catalogue, Consequence, Scenario, Tier } from './catalogue.js';
import type { DesignCheck } from './design.js';
import type { Coverage, Facts, Language, Target } from './facts.js';
import type { Capabilities, HarnessMap } from './map.js';
import type { Review, ReviewOutcome } from './review.js';
import type { Evidence, Verdict } from './verdict.js';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export type Level = 'absent' | 'partial' | 'present' | 'strong' | 'na';

export interface PrimitiveResult {
  id: string;
  number: number;
  tier: Tier;
  title: string;
  level: Level;
  /** Share of its applicable criteria's weight that is earned, 0–100; null when none applies. */
  score: number | null;
  why: string;
}

export interface Finding {
  /** Stable across runs: kind and criterion, 'gap:permission-system/gate', 'unwired:…', 'complexity:…'. */
  id: string;
  kind: 'gap' | 'unwired' | 'contradiction' | 'complexity';
  severity: Severity;
  title: string;
  consequence: Consequence;
  criteria: string[];
  evidence: Evidence[];
  impact: string;
  /** Why this severity: consequence and exposure, in words. */
  because: string;
  fix: string;
  confirm: Scenario[];
  /** What a second reader found about its criteria; it then decides what is still to do. */
  secondReader?: { criterion: string; reason: string }[];
}

export interface UpgradeStep {
  step: number;
  title: string;
  because: string;
  criteria: string[];
  /** Files of the user's own code to change. */
  touch: string[];
  done: string;
  effort: 'hours' | 'day' | 'days';
  confirm: Scenario[];
}

export interface Cap {
  /** Highest tier that may be claimed, or 'none'. */
  tier: Tier | 'none';
  /** Highest overall score. */
  score: number;
  why: string;
}

export interface Report {
  schemaVersion: 1;
  tool: { name: string; version: string };
  target: Target;
  harness: {
    found: boolean;
    kind: HarnessMap['kind'];
    shape: string;
    scope: HarnessMap['scope'];
    languages: Language[];
    capabilities: Capabilities;
    map: HarnessMap;
  };
  /** `overall` is 0–100; null when there is no harness: an empty room is not graded. */
  score: { overall: number | null; tier: Tier | 'none'; caps: Cap[] };
  coverage: Coverage;
  primitives: PrimitiveResult[];
  criteria: Verdict[];
  practices: Verdict[];
  findings: Finding[];
  upgradePath: UpgradeStep[];
  /** Present when a design was given: what it promised, against what was found. */
  design?: DesignCheck;
  /** Set when a second reader was asked. */
  review?: ReviewOutcome;
}

/** What a caller may ask of an evaluation. */
export interface EvaluateOptions {
  /** Named in the report. */
  tool: { name: string; version: string };
  /** What to judge by. Handed in, because evaluating never imports the catalogue. */
  catalogue: Catalogue;
  /** Folders, relative to the target, to judge as the harness instead of those found. */
  scope?: string[];
  /** Told what is being done, in a few words, while it runs. */
  onProgress?: (doing: string) => void;
  /** Given the facts once they are gathered, before they are judged. */
  onFacts?: (facts: Facts) => void;
  /** Has verdicts read a second time before they are scored. */
  review?: Review;
}
