// How a criterion is judged. A verdict without a place in the code is not a verdict.
import type { Site } from './map.js';
import type { Reviewed } from './review.js';

export type VerdictValue = 'met' | 'partial' | 'absent' | 'na' | 'unknown';

/** asserted: docs or prompt only; defined: it exists; wired: reached from an entry point, on the path that matters; tested. */
export type EvidenceLevel = 'none' | 'asserted' | 'defined' | 'wired' | 'tested';

export type Confidence = 'high' | 'medium' | 'low';

/** `note` says in a few words what the line shows. */
export interface Evidence extends Site {
  note: string;
}

/** What a criterion's `judge` answers. */
export interface Judgement {
  verdict: VerdictValue;
  confidence: Confidence;
  level: EvidenceLevel;
  evidence: Evidence[];
  /** One sentence for the builder: what was seen, or what was looked for and where. */
  why: string;
  /** Set when something exists that nothing reaches: the definition and the place that should use it. */
  unwired?: { defined: Evidence; missing: Evidence | null };
}

export interface Verdict extends Judgement {
  id: string;
  /** A judge that threw: the verdict is `unknown`, never a zero. */
  error?: string;
  /** Set when a second reader's answer about it was accepted. */
  reviewed?: Reviewed;
}
