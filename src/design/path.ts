// Questions name their answer by a path in the brief ('run.length'), at most two keys deep.
import type { Answer, PartialBrief } from '../contracts.js';

/** The answer at this path, or undefined when there is none yet. */
export function answerAt(brief: PartialBrief, id: string): Answer | undefined {
  const [part = '', field] = id.split('.');
  const value = (brief as Record<string, unknown>)[part];
  if (field === undefined || value === undefined) return value as Answer | undefined;
  return (value as Record<string, Answer | undefined>)[field];
}

/** A copy of the brief with this answer in it. */
export function withAnswer(brief: PartialBrief, id: string, answer: Answer): PartialBrief {
  const [part = '', field] = id.split('.');
  if (field === undefined) return { ...brief, [part]: answer };
  const before = (brief as Record<string, Record<string, Answer> | undefined>)[part];
  return { ...brief, [part]: { ...before, [field]: answer } };
}
