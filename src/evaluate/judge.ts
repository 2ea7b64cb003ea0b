// Runs every criterion's judge on the map. A judge that throws becomes `unknown` with its error, never a zero.
import type { Catalogue, Criterion, JudgeContext, Practice, Primitive, Verdict } from '../contracts.js';

/** Whether a primitive applies to this harness, and why. */
export interface Applicability {
  id: string;
  applies: boolean;
  reason: string;
}

export interface Judged {
  criteria: Verdict[];
  practices: Verdict[];
  applicability: Applicability[];
}

/** Verdicts in the catalogue's order. */
export function judge(context: JudgeContext, catalogue: Catalogue): Judged {
  const applicability = catalogue.primitives.map((p) => ({ id: p.id, ...applies(context, p) }));
  const criteria = catalogue.primitives.flatMap((p, i) => {
    const { applies: yes, reason } = applicability[i] as Applicability;
    return p.criteria.map((c) => (yes ? verdictOf(context, c) : outside(c.id, reason)));
  });
  return { criteria, practices: catalogue.practices.map((p) => verdictOf(context, p)), applicability };
}

function applies(context: JudgeContext, primitive: Primitive): { applies: boolean; reason: string } {
  try {
    return primitive.applies(context);
  } catch (error) {
    return { applies: true, reason: `could not be decided: ${message(error)}` };
  }
}

function outside(id: string, reason: string): Verdict {
  return { id, verdict: 'na', confidence: 'high', level: 'none', evidence: [], why: reason };
}

function verdictOf(context: JudgeContext, criterion: Criterion | Practice): Verdict {
  try {
    return { id: criterion.id, ...criterion.judge(context) };
  } catch (error) {
    const why = 'The judge of this criterion failed; this is a defect of the tool, not of your code.';
    return {
      id: criterion.id,
      verdict: 'unknown',
      confidence: 'low',
      level: 'none',
      evidence: [],
      why,
      error: message(error),
    };
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
