// How signals become a verdict, in one place, so that no criterion invents its own arithmetic.
import type { Codebase, Confidence, Evidence, EvidenceLevel, FunctionNode, Judgement } from '../../contracts.js';

/** One thing seen in the code that speaks for a criterion. */
export interface Signal {
  /** `full`: it does what the criterion asks. `half`: part of it, or for some tools or paths only. */
  strength: 'full' | 'half';
  file: string;
  line: number;
  /** What the line shows, in a few words. */
  note: string;
  /** Function it stands in; decides whether it is wired. Without one, the signal counts as wired. */
  fn?: FunctionNode;
  /** Exercised by a test. */
  tested?: boolean;
}

export interface Texts {
  met: string;
  partial: string;
  absent: string;
  confidence?: Confidence;
}

const MOST_EVIDENCE = 3;

/**
 * Full and wired is `met`; full but reached by nothing, or only half, is `partial`; nothing is `absent`.
 * Evidence lists the strongest signals in their order, at most three, no line twice: what only half shows it says nothing
 * where something shows it whole.
 */
export function decide(code: Codebase, signals: Signal[], texts: Texts): Judgement {
  const ranked = [...signals].sort((a, b) => rank(b) - rank(a));
  const best = ranked[0];
  if (best === undefined) return absent(texts.absent, texts.confidence ?? 'medium');
  const evidence = cite(
    code,
    ranked.filter((s) => s.strength === best.strength && isWired(s) === isWired(best)),
  );
  const met = best.strength === 'full' && isWired(best);
  const level: EvidenceLevel = isWired(best) ? (best.tested ? 'tested' : 'wired') : 'defined';
  const unwired =
    best.strength === 'full' && !isWired(best) ? { defined: evidence[0] as Evidence, missing: null } : null;
  return {
    verdict: met ? 'met' : 'partial',
    confidence: texts.confidence ?? (met ? 'high' : 'medium'),
    level,
    evidence,
    why: met ? texts.met : unwired ? `${texts.partial} Nothing reaches it from an entry point.` : texts.partial,
    ...(unwired ? { unwired } : {}),
  };
}

/** Nothing was found where it would be; `why` says what was looked for and where. */
export function absent(why: string, confidence: Confidence = 'medium', evidence: Evidence[] = []): Judgement {
  return { verdict: 'absent', confidence, level: 'none', evidence, why };
}

/** It cannot apply; `why` gives the reason. */
export function notApplicable(why: string): Judgement {
  return { verdict: 'na', confidence: 'high', level: 'none', evidence: [], why };
}

function isWired(signal: Signal): boolean {
  return signal.fn === undefined || signal.fn.wired;
}

function rank(signal: Signal): number {
  return (isWired(signal) ? 4 : 0) + (signal.strength === 'full' ? 2 : 0) + (signal.tested ? 1 : 0);
}

function cite(code: Codebase, signals: Signal[]): Evidence[] {
  const seen = new Set<string>();
  const evidence: Evidence[] = [];
  for (const s of signals) {
    const key = `${s.file}:${s.line}`;
    if (seen.has(key) || evidence.length === MOST_EVIDENCE) continue;
    seen.add(key);
    evidence.push(code.evidence(s.file, s.line, s.note));
  }
  return evidence;
}
